// A step is taken without leaving what was written: the page goes on when the server has taken it, and says why when it has not.
import { knapp, lag, ord, post, velg } from "./felles.js";

const SES_IGJEN = ["samtidig", "steg_ulovlig"]; // the case is another now
const VIDERE = ["ferdig", "annenleser"];

const meld = (skjema, tekst) => {
  velg(".stegbeskjed", skjema)?.remove();
  skjema.append(lag("div", { class: "stegbeskjed", role: "alert" }, lag("p", { class: "beskjeden" }, tekst)));
};
const visHvorfor = (skjema, sender, { kode, melding }) => {
  if (SES_IGJEN.includes(kode)) { location.assign(`${location.pathname}?beskjed=${kode}`); return; }
  meld(skjema, melding);
  if (kode === "steg_utfall") velg(".avslutning input[type=radio]")?.focus();
  if (kode !== "melding_personopplysninger") return;
  const likevel = () => { skjema.append(lag("input", { type: "hidden", name: "likevel", value: "1" })); skjema.requestSubmit(sender); };
  velg(".stegbeskjed", skjema).append(knapp(ord.send_likevel, likevel));
};
document.addEventListener("submit", async (e) => {
  const skjema = e.target.closest('form[action^="/sak/"][action$="/steg"]');
  if (!skjema || e.defaultPrevented) return;
  e.preventDefault();
  const felt = Object.fromEntries(new FormData(skjema, e.submitter));
  e.submitter.disabled = true;
  try {
    const svar = await post(skjema.action, felt);
    const sagt = await svar.json();
    if (!svar.ok) visHvorfor(skjema, e.submitter, sagt);
    else location.assign(VIDERE.includes(sagt.tilstand) && felt.steg !== "la_sta" ? `${location.pathname}/neste` : location.pathname);
  } catch {
    meld(skjema, ord.uten_nett_steg);
  }
  e.submitter.disabled = false;
});
