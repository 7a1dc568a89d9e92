// The panes: shown or hidden, wide or narrow, remembered.
import { alle, fyll, lag, ord, post, ruter, velg } from "./felles.js";

const rot = velg("[data-ruter]");
const navnene = Object.keys(ruter);
const lest = (() => { try { return JSON.parse(rot.dataset.bredder || "{}"); } catch { return {}; } })();
const standard = Object.fromEntries(rot.dataset.standard.split(" ").map((del, n) => [navnene[n], Number(del)]));
const bredder = { ...standard, ...Object.fromEntries(navnene.filter((n) => lest[n] > 0).map((n) => [n, lest[n]])) };
const synlige = () => navnene.filter((navn) => !ruter[navn].hidden);
const skiller = new Map();

const lagre = () => post("/valg", { ruter: JSON.stringify({ ...bredder, skjult: navnene.filter((n) => ruter[n].hidden) }) }).catch(() => {});
const ordne = () => {
  const vist = synlige();
  for (const [navn, skille] of skiller) {
    const neste = vist[vist.indexOf(navn) + 1];
    skille.hidden = ruter[navn].hidden || !neste;
    if (!neste) continue;
    const andel = Math.round((100 * bredder[navn]) / (bredder[navn] + bredder[neste]));
    skille.setAttribute("aria-valuenow", String(andel));
    skille.setAttribute("aria-valuetext", `${andel} %`);
  }
  rot.style.gridTemplateColumns = vist.map((navn) => `minmax(0, ${bredder[navn]}fr)`).join(" 9px ");
};
const endre = (navn, px) => {
  const vist = synlige();
  const neste = vist[vist.indexOf(navn) + 1];
  if (!neste) return;
  const sum = bredder[navn] + bredder[neste];
  const plass = ruter[navn].offsetWidth + ruter[neste].offsetWidth;
  const ny = Math.min(Math.max(bredder[navn] + (px / plass) * sum, sum * 0.15), sum * 0.85);
  bredder[navn] = Math.round(ny * 100) / 100;
  bredder[neste] = Math.round((sum - ny) * 100) / 100;
  ordne();
};
for (const navn of navnene.slice(0, -1)) {
  const skille = lag("div", {
    class: "skille", tabindex: "0", role: "separator", "aria-orientation": "vertical", "aria-valuemin": "15", "aria-valuemax": "85",
    "aria-label": fyll(ord.bredde, ruter[navn].getAttribute("aria-label")), "aria-controls": ruter[navn].id,
  });
  ruter[navn].after(skille);
  skiller.set(navn, skille);
  skille.addEventListener("pointerdown", (e) => {
    skille.setPointerCapture(e.pointerId);
    let sist = e.clientX;
    skille.onpointermove = (f) => { endre(navn, f.clientX - sist); sist = f.clientX; };
    skille.onpointerup = skille.onpointercancel = () => { skille.onpointermove = skille.onpointerup = null; lagre(); };
  });
  skille.addEventListener("keydown", (e) => {
    const skritt = { ArrowLeft: -40, ArrowRight: 40, Home: -10000, End: 10000 }[e.key];
    if (!skritt) return;
    e.preventDefault();
    endre(navn, skritt);
    lagre();
  });
}
const vis = (navn, synlig) => {
  if (!synlig && synlige().length === 1) return;
  ruter[navn].hidden = !synlig;
  velg(`[data-rute="${navn}"]`).setAttribute("aria-pressed", String(synlig));
  ordne();
};
for (const navn of lest.skjult || []) if (ruter[navn]) vis(navn, false);
for (const knapp of alle("[data-rute]")) {
  knapp.addEventListener("click", () => { vis(knapp.dataset.rute, ruter[knapp.dataset.rute].hidden); lagre(); });
}
export const visRute = (navn) => vis(navn, true);
ordne();
