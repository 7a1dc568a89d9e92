"use strict";
// What all pages share: menus that close, and the queue by keyboard.
(() => {
  const meny = document.querySelector(".brukermeny");
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && meny?.open) { meny.open = false; meny.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (e) => { if (meny?.open && !meny.contains(e.target)) meny.open = false; });

  const skriver = (e) => e.target.closest("input, textarea, select, [contenteditable]") || e.ctrlKey || e.metaKey || e.altKey;
  const hjelp = document.querySelector("#sidehjelp");
  const hjelpeknapp = document.querySelector("[data-sidehjelp]");
  if (hjelp) {
    hjelpeknapp.hidden = false;
    hjelpeknapp.addEventListener("click", () => hjelp.showModal());
    document.addEventListener("keydown", (e) => { if (e.key === "?" && !skriver(e) && document.body.dataset.hurtigtaster === "ja") hjelp.showModal(); });
  }

  const saker = [...document.querySelectorAll("[data-kosak]")];
  if (saker.length && document.body.dataset.hurtigtaster === "ja") {
    document.addEventListener("keydown", (e) => {
      if (skriver(e) || hjelp?.open) return;
      const snarvei = document.querySelector(`a[data-tast="${CSS.escape(e.key)}"]`);
      if (snarvei) { snarvei.click(); return; }
      const her = saker.indexOf(document.activeElement);
      if (e.key === "j") saker[Math.min(her + 1, saker.length - 1)].focus();
      if (e.key === "k") saker[Math.max(her - 1, 0)].focus();
    });
  }
})();
