// Quotes of one's own: text that is selected in the middle is attached to a grade.
import { alle, knapp, lag, ord, si, velg } from "./felles.js";

let utvalgt = null;
// Offsets are code points of the document's own text: notes and numbers in the page do not count.
const plass = (tekst, node, forskyvning) => {
  const foran = new Range();
  foran.setStart(tekst, 0);
  foran.setEnd(node, forskyvning);
  const kopi = foran.cloneContents();
  for (const ikke of kopi.querySelectorAll(".note, .mnr")) ikke.remove();
  return [...kopi.textContent].length;
};
export const finnSitat = () => {
  const utvalg = getSelection();
  if (!utvalg.rangeCount || utvalg.isCollapsed) return null;
  const rekke = utvalg.getRangeAt(0);
  const felles = rekke.commonAncestorContainer;
  const tekst = (felles.nodeType === Node.ELEMENT_NODE ? felles : felles.parentElement).closest(".tekst");
  if (!tekst) return null;
  const sitat = [tekst.dataset.dok, plass(tekst, rekke.startContainer, rekke.startOffset), plass(tekst, rekke.endContainer, rekke.endOffset)];
  return sitat[1] < sitat[2] ? sitat : null;
};
document.addEventListener("selectionchange", () => { utvalgt = finnSitat() ?? utvalgt; });

const ren = (tekst) => { const kopi = tekst.cloneNode(true); for (const ikke of alle(".note, .mnr", kopi)) ikke.remove(); return [...kopi.textContent]; };
const les = (skjema) => JSON.parse(velg('[name="sitat"]', skjema).value);
const skriv = (skjema, sitater) => {
  velg('[name="sitat"]', skjema).value = JSON.stringify(sitater);
  skjema.dispatchEvent(new Event("change", { bubbles: true }));
};
export const visSitater = (skjema) => {
  const liste = velg("[data-sitatvalg] ul", skjema);
  liste?.replaceChildren(...les(skjema).map(([dok, start, slutt], n) => {
    const tekst = alle(".tekst").find((t) => t.dataset.dok === dok);
    return lag("li", {},
      lag("q", { lang: tekst?.lang ?? "" }, tekst ? ren(tekst).slice(start, slutt).join("") : ""), " ",
      knapp(ord.fjern, () => { skriv(skjema, les(skjema).filter((_, m) => m !== n)); visSitater(skjema); }, "tertiary"));
  }));
};
for (const valg of alle("[data-sitatvalg]")) {
  const skjema = valg.closest("form");
  const ny = knapp(ord.legg_ved, () => {
    if (!utvalgt) { si(ord.marker_forst); return; }
    skriv(skjema, [...les(skjema), utvalgt]);
    utvalgt = null;
    visSitater(skjema);
  });
  ny.dataset.leggved = "";
  velg(".aksel-label", ny).append(" ", lag("kbd", { "aria-hidden": "true" }, "l"));
  ny.addEventListener("mousedown", (e) => e.preventDefault()); // the selection stays
  valg.append(ny);
  visSitater(skjema);
}
