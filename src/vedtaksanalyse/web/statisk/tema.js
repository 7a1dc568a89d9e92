"use strict";
// Before the page is drawn: the machine's own colours, where nobody chose others.
document.addEventListener("DOMContentLoaded", () => {
  const mork = matchMedia("(prefers-color-scheme: dark)");
  const sett = () => {
    if (document.body.dataset.tema !== "system") return;
    for (const del of document.querySelectorAll(".aksel-theme:not(.topp)")) {
      del.classList.toggle("dark", mork.matches);
      del.classList.toggle("light", !mork.matches);
    }
  };
  mork.addEventListener("change", sett);
  sett();
});
