// The case page by keyboard. Keys can be switched off (WCAG 2.1.4), and typing swallows them. A letter points, Enter decides.
import { ord, rull, ruter, si, velg } from "./felles.js";
import { visRute } from "./ruter.js";
import { flytt, funnene, valgt, velgFunn } from "./peking.js";
import { angre, erHel, les, send } from "./svar.js";
import { sok } from "./sok.js";
import "./sider.js";

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
const pekPaNummer = (nummer) => {
  const funn = valgt() ?? funnene()[0];
  const skjema = funn && velg("form[data-nummerert]", funn);
  if (!skjema) { pekPaGrunn(nummer); return; }
  if (funn !== valgt()) velgFunn(funn);
  skjema.querySelectorAll('input[name="verdi"]')[nummer - 1]?.focus({ preventScroll: true });
};
const pekPaGrunn = (nummer) => {
  const skjema = document.activeElement?.form;
  const grunner = skjema?.matches(".svar") ? [...skjema.querySelectorAll(".grunn:not([hidden]) input")] : [];
  grunner[nummer - 1]?.focus();
};
// Enter on a choice: it is taken, kept, and the next finding comes; a rejection first asks why.
const bestem = async (radio) => {
  const skjema = radio.form;
  radio.checked = true;
  if (radio.name === "grunn") velg('input[value="avvis"]', skjema).checked = true;
  const felt = les(skjema);
  if (!erHel(felt) && skjema.matches("[data-nummerert]")) { radio.dispatchEvent(new Event("change", { bubbles: true })); return; }
  if (!erHel(felt)) { velg(".grunn", skjema).hidden = false; velg(".grunn input", skjema).focus(); return; }
  if (!(await send(skjema))) return;
  const funn = skjema.closest("[data-funn]");
  if (!funn) { velg(".avslutning [data-tast]")?.focus(); return; }
  if (!flytt(1)) si(ord.siste);
};
const tilUtfallet = () => { visRute("funn"); const del = velg(".avslutning"); rull(ruter.funn, del, 6); velg('input[type="radio"], button', del)?.focus({ preventScroll: true }); };
const taster = {
  j: () => flytt(1), k: () => flytt(-1), b: () => pekPa("bekreft"), a: () => pekPa("avvis"), u: () => pekPa("usikker"),
  z: angre, o: tilUtfallet, "/": sok, "?": () => hjelp.showModal(),
};
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || hjelp.open) return;
  const radio = e.target.matches('form.svar input[type="radio"]');
  if (e.key === "Enter" && radio) { e.preventDefault(); bestem(e.target); return; }
  if (document.body.dataset.hurtigtaster !== "ja" || e.target.closest("textarea, select, input:not([type=radio])")) return;
  if (/^[1-9]$/.test(e.key)) { pekPaNummer(Number(e.key)); return; }
  const knapp = velg(`button[data-tast="${CSS.escape(e.key)}"]`);
  if (knapp) { e.preventDefault(); knapp.click(); return; }
  if (taster[e.key]) { e.preventDefault(); taster[e.key](); }
});
