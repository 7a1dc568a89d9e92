// Search in every document of the case. A word is found also where a mark cuts it in two.
import { alle, fyll, ord, rull, ruter, velg } from "./felles.js";

const felt = velg("#felt-finn");
const melding = velg("[data-sokstreff]");
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
  sum = sum.replace(/\s/g, " ");
  const liten = sum.toLocaleLowerCase("nb");
  return { noder, tekst: liten.length === sum.length ? liten : sum.replace(/./gsu, (t) => { const l = t.toLocaleLowerCase("nb"); return l.length === t.length ? l : t; }) };
});
const sted = (noder, plass, slutt) => {
  let lav = 0;
  let hoy = noder.length - 1;
  while (lav < hoy) { const midt = (lav + hoy + 1) >> 1; if (noder[midt][0] < plass + (slutt ? 0 : 1)) lav = midt; else hoy = midt - 1; }
  return [noder[lav][1], plass - noder[lav][0]];
};
const finn = () => {
  const ordet = felt.value.trim().replace(/\s+/g, " ").toLocaleLowerCase("nb");
  treff = [];
  her = -1;
  if (ordet.length > 1) {
    biter ??= samle();
    for (const { noder, tekst } of biter) {
      for (let i = tekst.indexOf(ordet); i >= 0 && treff.length < 2000; i = tekst.indexOf(ordet, i + ordet.length)) {
        const rekke = new Range();
        rekke.setStart(...sted(noder, i, false));
        rekke.setEnd(...sted(noder, i + ordet.length, true));
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
  if (getComputedStyle(ruter.tekst).overflowY === "auto") rull(ruter.tekst, rekke); else rekke.startContainer.parentElement.scrollIntoView({ block: "center" });
  melding.textContent = fyll(ord.treff_av, her + 1, treff.length);
};
felt.addEventListener("input", finn);
felt.addEventListener("keydown", (e) => { if (e.key === "Enter") { e.preventDefault(); flytt(e.shiftKey ? -1 : 1); } });
for (const knapp of alle("[data-sok]")) knapp.addEventListener("click", () => flytt(Number(knapp.dataset.sok)));
export const sok = () => { felt.focus(); felt.select(); };
