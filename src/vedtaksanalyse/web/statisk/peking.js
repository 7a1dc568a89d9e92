// Findings and marks tied together: choose one, and the other lights up in the text and on the page.
import { alle, erBred, ord, rull, ruter, si, velg } from "./felles.js";
import { visRute } from "./ruter.js";

const ingen = (sti) => { for (const del of alle(sti)) del.classList.remove("er-valgt"); };
export const pek = (nummer, dit = true) => {
  ingen(".tekst .er-valgt, .side .er-valgt");
  const steder = alle(`.tekst [data-merke~="${nummer}"]`);
  for (const sted of steder) sted.classList.add("er-valgt");
  if (steder[0] && dit) rull(ruter.tekst, steder[0]);
  visPaSiden(nummer);
};
// The page's marks come when the page has been drawn; until then only the page itself can be shown.
let siste = "";
const visPaSiden = (nummer) => {
  siste = nummer;
  const bokser = alle(`.side [data-merke="${nummer}"]`);
  for (const boks of bokser) boks.classList.add("er-valgt");
  if (bokser[0] && erBred()) rull(ruter.dokument, bokser[0]);
};
document.addEventListener("merker", (e) => { if (velg(`[data-merke="${siste}"]`, e.target)) visPaSiden(siste); });

export const funnene = () => alle("[data-funn]", ruter.funn).filter((f) => f.checkVisibility());
export const valgt = () => velg("[data-funn].er-valgt");
export const velgFunn = (funn, fokus = true) => {
  const gammelt = valgt();
  const apnet = gammelt && velg("details[data-apnet]", gammelt);
  if (apnet && gammelt !== funn && !velg("input:checked", apnet)) { apnet.open = false; delete apnet.dataset.apnet; }
  ingen("[data-funn].er-valgt");
  funn.classList.add("er-valgt");
  const krit = velg(":scope > details", funn);
  if (krit && !krit.open) { krit.open = true; krit.dataset.apnet = ""; }
  if (fokus) funn.focus({ preventScroll: true });
  rull(ruter.funn, funn, 6);
  const forste = funn.dataset.merker?.trim().split(" ")[0];
  if (forste) pek(forste, erBred()); else ingen(".tekst .er-valgt, .side .er-valgt");
};
export const flytt = (steg) => {
  const liste = funnene();
  const her = liste.indexOf(valgt());
  const neste = liste[Math.min(Math.max(her + steg, 0), liste.length - 1)];
  if (neste) velgFunn(neste);
  return neste !== undefined && liste[her] !== neste;
};

// An address of a finding, a quote or a mark: open what is folded around it, and go there.
export const gaaTil = (id) => {
  const del = document.getElementById(id);
  if (!del) return;
  for (let d = del.closest("details:not([open])"); d; d = d.parentElement.closest("details:not([open])")) d.open = true;
  const merke = /^s1-m(\d+)$/.exec(id);
  if (merke) { visRute("tekst"); pek(merke[1]); return; }
  visRute("funn");
  const funn = del.closest("[data-funn]");
  if (!funn) { rull(ruter.funn, del); return; }
  const nummer = velg(":scope > .nr", del)?.textContent;
  velgFunn(funn);
  if (nummer) pek(nummer, erBred());
};
document.addEventListener("click", (e) => {
  const til = e.target.closest("[data-lenke]");
  if (til && navigator.clipboard) { e.preventDefault(); navigator.clipboard.writeText(til.href).then(() => { til.textContent = ord.kopiert; si(ord.kopiert); }, () => location.assign(til.href)); return; }
  const lenke = e.target.closest('a[href^="#s1-"]');
  if (lenke) { e.preventDefault(); gaaTil(decodeURIComponent(lenke.hash.slice(1))); return; }
  const dokument = e.target.closest("[data-dokument]");
  if (dokument) {
    e.preventDefault();
    visRute("tekst");
    const del = velg(`#tekst-${dokument.dataset.dokument}`);
    rull(ruter.tekst, del, 8);
    del.focus({ preventScroll: true });
    const sider = velg(`#sider-${dokument.dataset.dokument}`);
    if (sider && erBred()) rull(ruter.dokument, sider, 8);
    return;
  }
  const boks = e.target.closest(".side [data-merke]");
  if (boks) { pek(boks.dataset.merke); const til = velg(`#s1-m${boks.dataset.merke}`); if (til) gaaTil(decodeURIComponent(til.hash.slice(1))); return; }
  const funn = e.target.closest("[data-funn]");
  if (funn && !e.target.closest("a, button, input, label, select, textarea, summary, details details")) velgFunn(funn, false);
});
const fraAdressen = () => { if (location.hash.startsWith("#s1-")) gaaTil(decodeURIComponent(location.hash.slice(1))); };
addEventListener("hashchange", fraAdressen);
fraAdressen();
