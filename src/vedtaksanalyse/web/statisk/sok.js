// Search in every document of the case. A word is found also where a mark cuts it in two.
import { alle, fyll, ord, rull, ruter, velg } from "./felles.js";

const felt = velg("#felt-finn");
const melding = velg("[data-sokstreff]");
const FLEST = 2000;
let treff = [];
let her = -1;
let biter = null;
const samle = () => alle(".tekst").map((tekst) => {
  const noder = [];
  let sum = "";
  const gaa = document.createTreeWalker(tekst, NodeFilter.SHOW_TEXT);
  for (let n = gaa.nextNode(); n; n = gaa.nextNode()) {
    if (n.parentElement.closest(".note, .mnr")) continue;
    noder.push([sum.length, n]);
    sum += n.data;
  }
  return { noder, tekst: sum };
});
const sted = (noder, plass, slutt) => {
  let lav = 0;
  let hoy = noder.length - 1;
  while (lav < hoy) { const midt = (lav + hoy + 1) >> 1; if (noder[midt][0] < plass + (slutt ? 0 : 1)) lav = midt; else hoy = midt - 1; }
  return [noder[lav][1], plass - noder[lav][0]];
};
const finn = () => {
  const ordet = felt.value.trim();
  treff = [];
  her = -1;
  if (ordet.length > 1) {
    biter ??= samle();
    const monster = new RegExp(ordet.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "\\s+"), "giu");
    for (const { noder, tekst } of biter) {
      for (const { index, 0: funnet } of tekst.matchAll(monster)) {
        if (treff.length === FLEST) break;
        const rekke = new Range();
        rekke.setStart(...sted(noder, index, false));
        rekke.setEnd(...sted(noder, index + funnet.length, true));
        treff.push(rekke);
      }
    }
  }
  if (globalThis.CSS?.highlights) { CSS.highlights.set("sok", new Highlight(...treff)); CSS.highlights.delete("sokher"); }
  melding.textContent = ordet.length < 2 ? "" : treff.length ? fyll(ord.treff, treff.length) : ord.ingen_treff;
};
const flytt = (steg) => {
  if (!treff.length) return;
  her = her < 0 ? (steg > 0 ? 0 : treff.length - 1) : (her + steg + treff.length) % treff.length;
  globalThis.CSS?.highlights?.set("sokher", new Highlight(treff[her]));
  const rekke = treff[her];
  rull(ruter.tekst, rekke);
  melding.textContent = fyll(ord.treff_av, her + 1, treff.length);
};
felt.addEventListener("input", finn);
// Out of the field: what was found is selected in the text, where Shift and the arrows make it longer.
const tilTeksten = () => {
  ruter.tekst.focus({ preventScroll: true });
  if (her < 0) return;
  const utvalg = getSelection();
  utvalg.removeAllRanges();
  utvalg.addRange(treff[her].cloneRange());
};
felt.addEventListener("keydown", (e) => { if (e.key === "Escape") { e.preventDefault(); tilTeksten(); } });
felt.addEventListener("keydown", (e) => { if (e.key === "Enter") { e.preventDefault(); flytt(e.shiftKey ? -1 : 1); } });
for (const knapp of alle("[data-sok]")) knapp.addEventListener("click", () => flytt(Number(knapp.dataset.sok)));
export const sok = () => { felt.focus(); felt.select(); };
