// What the parts of the case page share.
export const velg = (sti, rot = document) => rot.querySelector(sti);
export const alle = (sti, rot = document) => [...rot.querySelectorAll(sti)];
export const ruter = { dokument: velg("#rute-dokument"), tekst: velg("#rute-tekst"), funn: velg("#rute-funn") };
export const ord = JSON.parse(velg("#ord").textContent);
export const si = (tekst) => { velg("#status").textContent = tekst; };
export const fyll = (mal, ...felt) => felt.reduceRight((tekst, verdi, n) => tekst.replaceAll("#".repeat(n + 1), verdi), mal);

let csrf = velg('meta[name="csrf"]').content;
const send = (sti, felt, mer) => fetch(sti, {
  method: "POST",
  headers: { "x-csrf": csrf, accept: "application/json", "content-type": "application/json" },
  body: JSON.stringify(felt),
  ...mer,
});
// Somebody who logged out and in again in another tab has another token; the same person goes on with it.
const fornyet = async () => {
  const side = new DOMParser().parseFromString(await (await fetch("/ko")).text(), "text/html");
  const ny = velg('meta[name="csrf"]', side)?.content;
  if (!ny || ny === csrf || side.body.dataset.bruker !== document.body.dataset.bruker) return false;
  csrf = ny;
  for (const felt of alle('input[name="csrf"]')) felt.value = ny;
  return true;
};
export const post = async (sti, felt, mer = {}) => {
  const svar = await send(sti, felt, mer);
  return svar.status === 403 && (await fornyet()) ? send(sti, felt, mer) : svar;
};

export const erBred = () => getComputedStyle(ruter.funn).overflowY === "auto";
// Each pane scrolls by itself; the page never moves under the reader. Where panes lie below each other, the page does.
export const rull = (rute, del, plass = 3) => {
  (del.startContainer?.parentElement ?? del).closest("article")?.classList.add("lagt-ut"); // what is not laid out has no place
  if (!erBred()) { (del.startContainer?.parentElement ?? del).scrollIntoView({ block: rute === ruter.funn ? "start" : "center" }); return; }
  const flytt = () => { rute.scrollTop += del.getBoundingClientRect().top - rute.getBoundingClientRect().top - rute.clientHeight / plass; };
  flytt();
  requestAnimationFrame(flytt); // what comes into view may have another height than was guessed
};

export const lag = (navn, felt = {}, ...barn) => {
  const del = document.createElement(navn);
  for (const [nokkel, verdi] of Object.entries(felt)) {
    if (nokkel.startsWith("on")) del.addEventListener(nokkel.slice(2), verdi); else del.setAttribute(nokkel, verdi);
  }
  del.append(...barn);
  return del;
};
export const knapp = (tekst, onclick, variant = "secondary") =>
  lag("button", { type: "button", class: "aksel-button aksel-button--xsmall", "data-variant": variant, onclick }, lag("span", { class: "aksel-label aksel-label--small" }, tekst));
