// The case page by keyboard. Keys can be switched off (WCAG 2.1.4), and typing swallows them. A letter points, Enter decides.
import { alle, fyll, ord, rull, ruter, si, velg } from "./felles.js";
import { visRute } from "./ruter.js";
import { flytt, funnene, valgt, velgFunn } from "./peking.js";
import { angre, erHel, kanAngre, les, send } from "./svar.js";
import { sok } from "./sok.js";
import "./sider.js";
import "./steg.js";

document.body.classList.add("skript");
const hjelp = velg("#hjelp");
velg("[data-hjelp]").addEventListener("click", () => hjelp.showModal());

const pekPa = (verdi) => {
  const funn = valgt() ?? funnene()[0];
  if (funn && funn !== valgt()) velgFunn(funn);
  const radio = funn && velg(`input[name="verdi"][value="${verdi}"]`, funn);
  if (!radio) return;
  const grunn = velg(".grunn", radio.form);
  if (grunn) grunn.hidden = verdi !== "avvis" && les(radio.form).verdi !== "avvis";
  radio.focus({ preventScroll: true });
};
const apneRundt = (del) => { for (let d = del.closest("details:not([open])"); d; d = d.parentElement.closest("details:not([open])")) d.open = true; };
const pekPaNummer = (nummer) => {
  const funn = valgt() ?? funnene()[0];
  const skjema = funn && velg("form[data-nummerert]", funn);
  if (!skjema) { pekPaGrunn(nummer); return; }
  if (funn !== valgt()) velgFunn(funn);
  apneRundt(skjema);
  skjema.querySelectorAll('input[name="verdi"]')[nummer - 1]?.focus({ preventScroll: true });
};
const rettGraden = () => {
  const skjema = valgt() && velg("form[data-nummerert]", valgt());
  if (!skjema) return;
  apneRundt(skjema);
  (velg('input[name="verdi"]:checked', skjema) ?? velg('input[name="verdi"]', skjema)).focus();
};
const kommenter = (skjema = document.activeElement?.closest("form.svar") ?? (valgt() && velg("form.svar", valgt()))) => {
  const felt = skjema && velg("textarea", skjema);
  if (!felt) return;
  apneRundt(felt);
  felt.focus();
};
const leggVed = () => { if (valgt()) velg("[data-leggved]", valgt())?.click(); };
const pekPaGrunn = (nummer) => {
  const skjema = document.activeElement?.form;
  const grunner = skjema?.matches(".svar") ? [...skjema.querySelectorAll(".grunn:not([hidden]) input")] : [];
  grunner[nummer - 1]?.focus();
};
// Enter on a choice: it is taken, and the next finding comes; a rejection first asks why. It does not wait for the server: what is
// pressed next is meant for the next finding.
const bestem = async (radio) => {
  const skjema = radio.form;
  radio.checked = true;
  if (radio.name === "grunn") velg('input[value="avvis"]', skjema).checked = true;
  const felt = les(skjema);
  if (!erHel(felt) && skjema.matches("[data-nummerert]")) { radio.dispatchEvent(new Event("change", { bubbles: true })); return; }
  if (!erHel(felt)) { velg(".grunn", skjema).hidden = false; velg(".grunn input", skjema).focus(); return; }
  const lagret = send(skjema);
  const funn = skjema.closest("[data-funn]");
  if (!funn) { if (await lagret) velg(".avslutning [data-tast]")?.focus(); return; }
  if (felt.grunn === "annet" && !felt.kommentar.trim()) { kommenter(skjema); return; }
  if (valgt() !== funn) velgFunn(funn);
  if (!flytt(1)) si(ord.siste);
};
const tilUtfallet = () => { visRute("funn"); const del = velg(".avslutning"); rull(ruter.funn, del, 6); velg('input[type="radio"], button', del)?.focus({ preventScroll: true }); };
const taster = {
  j: () => flytt(1), k: () => flytt(-1), b: () => pekPa("bekreft"), a: () => pekPa("avvis"), u: () => pekPa("usikker"),
  B: () => { pekPa("bekreft"); const radio = valgt() && velg('input[value="bekreft"]', valgt()); if (radio) bestem(radio); },
  c: () => kommenter(), r: rettGraden, l: leggVed, z: angre, o: tilUtfallet, "/": sok, "?": () => hjelp.showModal(),
};
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || hjelp.open) return;
  const radio = e.target.matches('form.svar input[type="radio"]');
  if (e.key === "Enter" && radio) { e.preventDefault(); bestem(e.target); return; }
  if (e.key === "Escape" && e.target.matches("form.svar textarea")) { (e.target.closest("[data-funn]") ?? velg("input:checked, input[type=radio]", e.target.form)).focus(); return; }
  if (document.body.dataset.hurtigtaster !== "ja" || e.target.closest("textarea, select, input:not([type=radio])")) return;
  if (/^[1-9]$/.test(e.key)) { pekPaNummer(Number(e.key)); return; }
  const tast = e.shiftKey ? e.key : e.key.toLowerCase(); // Caps Lock is no Shift
  const knapp = velg(`button[data-tast="${CSS.escape(tast)}"]`);
  if (knapp) { e.preventDefault(); knapp.click(); return; }
  if (taster[tast]) { e.preventDefault(); taster[tast](); }
});
// What the last answers did to the page: whether there is something to take back, and how many flags have an answer.
const flaggene = alle("#rute-funn > .flaggliste form.svar");
const oppsummer = () => {
  const knapp = velg("[data-angre]");
  if (knapp) knapp.hidden = !kanAngre();
  const visFunn = velg("[data-visfunn]"); // read blind, and answered now
  if (visFunn) visFunn.hidden = velg('form[data-svar="sak-"]')?.dataset.tilstand !== "lagret";
  const telling = velg("[data-besvart]");
  if (telling) telling.textContent = fyll(ord.besvart, flaggene.filter((skjema) => erHel(les(skjema))).length, flaggene.length);
};
velg("[data-angre]")?.addEventListener("click", angre);
document.addEventListener("lagret", oppsummer);
oppsummer();
