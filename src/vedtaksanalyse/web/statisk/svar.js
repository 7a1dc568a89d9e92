// Answers: sent as soon as they are whole; kept in the browser until the server has them; the one before can be had back.
import { alle, fyll, knapp, ord, post, si, velg } from "./felles.js";
import { visSitater } from "./sitat.js";

const kladd = `svar:${document.body.dataset.bruker}:${location.pathname}`;
const venter = new Map(Object.entries(JSON.parse(sessionStorage.getItem(kladd) || "{}")));
const kanal = new BroadcastChannel(kladd);
const lagret = new Map();
const angrer = [];
const insistert = new Set();
const skjemaer = alle("form.svar");
const nokkel = (skjema) => skjema.dataset.svar;
const like = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const TALMOD = 30_000;

export const les = (skjema) => {
  const felt = { verdi: "", grunn: "", kommentar: "", ...Object.fromEntries(new FormData(skjema)) };
  delete felt.csrf;
  if (felt.verdi !== "avvis") felt.grunn = "";
  return felt;
};
export const erHel = (felt) => Boolean(felt.verdi) && !(felt.verdi === "kan_ikke_vurderes" && felt.slag === undefined && !felt.kommentar.trim()) && !(felt.slag === "flagg" && felt.verdi === "avvis" && !felt.grunn);
const skrivKladd = () => (venter.size ? sessionStorage.setItem(kladd, JSON.stringify(Object.fromEntries(venter))) : sessionStorage.removeItem(kladd));
const visLagret = () => { velg("[data-lagret]").textContent = venter.size ? fyll(ord.venter, venter.size) : lagret.size ? ord.alt_lagret : ""; };
const meld = (skjema, tekst, tilstand) => { velg("[data-beskjed]", skjema).textContent = tekst; skjema.dataset.tilstand = tilstand; visLagret(); };
const visGrunn = (skjema) => { const grunn = velg(".grunn", skjema); if (grunn) grunn.hidden = les(skjema).verdi !== "avvis"; };

const fyllUt = (skjema, felt) => {
  for (const del of skjema.elements) {
    if (!["verdi", "grunn", "kommentar", "sitat"].includes(del.name) || felt[del.name] === undefined) continue;
    if (del.type === "radio") del.checked = del.value === felt[del.name]; else del.value = felt[del.name];
  }
  visGrunn(skjema);
  visSitater(skjema);
};

// What the form says now is kept here until the server is known to say the same (``uviss``: it was asked, and has not answered).
const noter = (skjema) => {
  const felt = les(skjema);
  if (like(felt, skjema.fasit) && !skjema.uviss) venter.delete(nokkel(skjema)); else venter.set(nokkel(skjema), felt);
  skrivKladd();
  visLagret();
  return felt;
};
const visStans = (skjema, typer) => {
  meld(skjema, fyll(ord.personopplysninger, typer.join(", ")), "stanset");
  if (velg("[data-likevel]", skjema)) return;
  const over = knapp(ord.likevel, () => { insistert.add(les(skjema).kommentar); skjema.requestSubmit(); });
  over.dataset.likevel = "";
  // A press that left the field would send its text, and the words about that move the button from under the pointer.
  over.addEventListener("mousedown", (e) => e.preventDefault());
  velg("[data-beskjed]", skjema).after(over);
};
const visLagring = (skjema, tekst) => {
  velg("[data-likevel]", skjema)?.remove();
  meld(skjema, tekst, "lagret");
};

const sendNa = async (skjema, angring) => {
  const felt = noter(skjema);
  const id = nokkel(skjema);
  const forrige = skjema.fasit;
  if (!venter.has(id)) { visLagring(skjema, ord.lagret); return true; }
  meld(skjema, ord.lagrer, "lagrer");
  skjema.uviss = true;
  let svar, typer;
  try {
    svar = await post(skjema.action, insistert.has(felt.kommentar) ? { ...felt, likevel: "1" } : felt, { signal: AbortSignal.timeout(TALMOD) });
    ({ typer = [] } = svar.status === 409 ? await svar.json() : {});
  } catch {
    meld(skjema, ord.uten_nett, "venter");
    return false;
  }
  skjema.uviss = svar.status >= 500;
  if (svar.ok) {
    skjema.fasit = felt;
    if (!angring) angrer.push([skjema, forrige]);
    lagret.set(id, felt);
    velg("[data-eldre]", skjema)?.remove();
    if (!velg("[data-eldre]")) velg(".omvurdert .behold")?.remove();
    noter(skjema);
    if (!venter.has(id)) visLagring(skjema, angring ? ord.angret : ord.lagret);
    kanal.postMessage({ id, felt });
    document.dispatchEvent(new Event("lagret"));
    return true;
  }
  if (svar.status === 409) { visStans(skjema, typer); return false; }
  const utlogget = svar.status === 401;
  meld(skjema, utlogget ? ord.utlogget : svar.status >= 500 ? ord.uten_nett : ord.avvist, utlogget || svar.status >= 500 ? "venter" : "avvist");
  return false;
};
// One at a time for each form, and each sends what the form says by then: the last answer is the one that stands.
export const send = (skjema, angring = false) => {
  const na = () => sendNa(skjema, angring);
  skjema.ko = (skjema.ko ?? Promise.resolve()).then(na, na);
  return skjema.ko;
};

for (const skjema of skjemaer) {
  let klokke;
  const snart = (ms) => { clearTimeout(klokke); klokke = setTimeout(() => { if (erHel(les(skjema))) send(skjema); }, ms); };
  const visKladd = ({ kommentar }) => { clearTimeout(klokke); meld(skjema, kommentar ? ord.kladd : "", "kladd"); };
  // An answer from before the case was assessed anew is not kept as it stands until somebody says so.
  skjema.fasit = { ...les(skjema), ...(velg("[data-eldre]", skjema) ? { versjon: "" } : {}) };
  skjema.addEventListener("change", (e) => {
    visGrunn(skjema);
    const felt = noter(skjema);
    const grunnForst = e.target.type === "radio" && e.target.name === "verdi" && e.target.value === "avvis";
    if (!erHel(felt) || grunnForst) visKladd(felt); else { clearTimeout(klokke); send(skjema); }
  });
  skjema.addEventListener("input", (e) => {
    if (e.target.tagName !== "TEXTAREA") return;
    const felt = noter(skjema);
    if (erHel(felt)) snart(600); else visKladd(felt);
  });
  skjema.addEventListener("submit", (e) => { e.preventDefault(); if (erHel(les(skjema))) send(skjema); else meld(skjema, ord.ufullstendig, "venter"); });
  const gammelt = venter.get(nokkel(skjema));
  if (gammelt) {
    fyllUt(skjema, gammelt);
    const mer = velg("textarea", skjema)?.closest("details");
    if (mer && gammelt.kommentar) mer.open = true;
    for (let d = skjema.closest("details:not([open])"); d; d = d.parentElement.closest("details:not([open])")) d.open = true;
    if (erHel(gammelt)) snart(0); else meld(skjema, ord.kladd, "kladd");
  }
}
for (const id of venter.keys()) if (!skjemaer.some((skjema) => nokkel(skjema) === id)) venter.delete(id);

// What could not be sent is tried again: when the network is back, and every few seconds.
const prov = () => { for (const skjema of skjemaer) if (venter.has(nokkel(skjema)) && skjema.dataset.tilstand === "venter" && erHel(les(skjema))) send(skjema); };
addEventListener("online", prov);
addEventListener("focus", prov);
setInterval(prov, 3000);
const ulagret = (skjema) => venter.has(nokkel(skjema)) && erHel(les(skjema)) && skjema.dataset.tilstand !== "avvist";
addEventListener("beforeunload", (e) => { if (skjemaer.some(ulagret)) e.preventDefault(); });

kanal.addEventListener("message", ({ data: { id, felt } }) => {
  const skjema = skjemaer.find((s) => nokkel(s) === id);
  if (!skjema || venter.has(id)) return;
  fyllUt(skjema, felt);
  skjema.fasit = les(skjema);
  meld(skjema, ord.annen_fane, "lagret");
});

export const kanAngre = () => angrer.length > 0;
export const angre = async () => {
  await Promise.all(skjemaer.map((skjema) => skjema.ko));
  const sist = angrer.pop();
  if (!sist) { si(ord.ingen_angring); return; }
  const [skjema, forrige] = sist;
  fyllUt(skjema, forrige);
  if (await send(skjema, true)) si(ord.angret);
};

// A step is only taken when every answer is kept. What was written beside no answer stops the last one, and waits here through the others.
document.addEventListener("submit", async (e) => {
  const steg = e.target.closest("form.steget, .stegene form, .omvurdert form");
  if (!steg) return;
  const [hele, halve] = [true, false].map((hel) => skjemaer.filter((s) => venter.has(nokkel(s)) && erHel(les(s)) === hel));
  const skrevet = halve.filter((s) => les(s).kommentar.trim());
  if (skrevet.length && e.submitter?.dataset.tast === "n") {
    e.preventDefault();
    meld(skrevet[0], ord.ufullstendig, "kladd");
    velg("textarea", skrevet[0]).focus();
    return;
  }
  for (const s of halve) if (!skrevet.includes(s)) venter.delete(nokkel(s));
  skrivKladd();
  if (!hele.length) return;
  e.preventDefault();
  const sendt = await Promise.all(hele.map((s) => send(s)));
  const igjen = hele[sendt.indexOf(false)];
  if (igjen) (velg("[data-likevel]", igjen) ?? velg("input:checked", igjen)).focus(); else steg.requestSubmit(e.submitter);
});
// The first answer takes a free case: what can be done with it now is fetched, and nothing else on the page moves.
const deler = [".sakshode p", ".stegene form", ".stegliste"];
document.addEventListener("lagret", async () => {
  if (!velg('.stegene button[value="ta"], .stegene button[value="fortsett"]')) return;
  const svar = await fetch(location.pathname).catch(() => null);
  if (!svar?.ok) return;
  const ny = new DOMParser().parseFromString(await svar.text(), "text/html");
  for (const del of deler) if (velg(del, ny)) velg(del)?.replaceWith(velg(del, ny));
});
visLagret();
