// The form of a folder: what the answers sum up to, how far one is, and why a point could not be told.
import { alle, fyll, velg } from "./felles.js";

const ord = JSON.parse(velg("#skjemaord").textContent);
const svaret = (id) => velg(`form[data-svar="punkt-${CSS.escape(id)}"] input[name="verdi"]:checked`)?.value ?? "";
// The same rule as the server's: what does not apply is left out; all alike is that; some met and some not is partly.
const legg = (verdier) => {
  if (verdier.includes("")) return "";
  const aktuelle = new Set(verdier.filter((v) => v !== "ikke_aktuelt"));
  if (!aktuelle.size) return "ikke_aktuelt";
  const kjente = [...aktuelle].filter((v) => v !== "kan_ikke_vurderes");
  if (kjente.every((v) => v === "ja")) return kjente.length === aktuelle.size ? "ja" : "kan_ikke_vurderes";
  return kjente.every((v) => v === "nei") ? "nei" : "delvis";
};
const summer = () => {
  const summen = new Map();
  for (const del of alle("[data-sum]")) {
    const verdi = legg(del.dataset.under.split(" ").map((id) => summen.get(id) ?? svaret(id)));
    summen.set(del.dataset.sum, verdi);
    velg("[data-verdi]", del).textContent = ord.verdier[verdi] ?? "–";
  }
  const frem = velg("[data-fremdrift]");
  if (!frem) return;
  const valgfrie = (del) => del.closest("details.mer:not(form details)") !== null;
  const besvart = alle("[data-punkt]").filter((del) => !valgfrie(del) && svaret(del.dataset.punkt)).length;
  const tekst = fyll(ord.besvart, besvart, frem.dataset.fremdrift);
  if (frem.textContent !== tekst) frem.textContent = tekst;
};
document.addEventListener("change", (e) => {
  if (e.target.name !== "verdi") return;
  summer();
  const skjema = e.target.form;
  const felt = velg("textarea", skjema);
  if (e.target.value === "kan_ikke_vurderes" && !felt.value.trim()) {
    felt.closest("details").open = true;
    velg("[data-beskjed]", skjema).textContent = ord.skriv_hvorfor;
    felt.focus();
  }
});
document.addEventListener("lagret", summer);
if (velg("form[data-nummerert]")) summer(); else for (const del of alle("[data-sum]")) del.hidden = true;
