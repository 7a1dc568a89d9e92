// Pages as they look on paper: the picture comes when it is near, and its marks after it.
import { alle, lag, ord } from "./felles.js";

const SVG = "http://www.w3.org/2000/svg";
const del = (navn, felt, barn = []) => {
  const ny = document.createElementNS(SVG, navn);
  for (const [nokkel, verdi] of Object.entries(felt)) ny.setAttribute(nokkel, verdi);
  ny.append(...barn);
  return ny;
};
const MARG = 14;
// Numbers stand in the margin at the height of their line; those of the same line side by side.
const tegn = (side, merker) => {
  const tatt = [];
  const grupper = merker.map(({ merke, ruter }) => {
    const y = ruter[0][1] + (ruter[0][3] - ruter[0][1]) / 2;
    let x = MARG;
    while (tatt.some(([a, b]) => Math.abs(a - x) < 19 && Math.abs(b - y) < 15)) x += 19;
    tatt.push([x, y]);
    const bokser = ruter.map(([x0, y0, x1, y1]) => del("rect", { x: x0 - 1, y: y0 - 1, width: x1 - x0 + 2, height: y1 - y0 + 2, rx: 2 }));
    const nummer = [del("circle", { cx: x, cy: y, r: 9 }), del("text", { x, y: y + 4, "text-anchor": "middle" }, [String(merke)])];
    return del("g", { "data-merke": merke }, [...bokser, ...nummer]);
  });
  side.append(del("svg", { viewBox: `0 0 ${side.dataset.bredde} ${side.dataset.hoyde}`, "aria-hidden": "true", focusable: "false" }, grupper));
  side.dispatchEvent(new CustomEvent("merker", { bubbles: true }));
};
for (const side of alle("figure.side")) {
  const bilde = side.querySelector("img");
  const hent = () => fetch(side.dataset.merker, { headers: { accept: "application/json" } })
    .then((svar) => (svar.ok ? svar.json() : [])).then((merker) => tegn(side, merker)).catch(() => {});
  if (bilde.complete && bilde.naturalWidth) hent(); else bilde.addEventListener("load", hent);
  bilde.addEventListener("error", () => side.replaceChildren(lag("p", { class: "under" }, ord.ikke_bilde)));
}
