"use strict";
// Opens the case that holds the target of a link, lights up the whole of a quote that overlaps others, and keeps the
// list of findings still while the text beside it scrolls. Without it every link still works.
function vis(id) {
  const mal = id && document.getElementById(id);
  if (!mal) return null;
  for (let boks = mal.closest("details"); boks; boks = boks.parentElement.closest("details")) boks.open = true;
  const sak = mal.closest(".sak");
  const nummer = sak && mal.closest(".tekst") && id.split("-m")[1];
  for (const bit of document.querySelectorAll(".aktiv")) bit.classList.remove("aktiv");
  if (nummer) for (const bit of sak.querySelectorAll(`[data-merke~="${nummer}"]`)) bit.classList.add("aktiv");
  return mal;
}
document.addEventListener("click", (hendelse) => {
  if (hendelse.ctrlKey || hendelse.metaKey || hendelse.shiftKey) return;
  const lenke = hendelse.target.closest('a[href^="#"]');
  const mal = lenke && vis(lenke.hash.slice(1));
  const rute = mal && mal.closest(".dokumentene");
  if (!rute || rute.contains(lenke) || getComputedStyle(rute).overflowY !== "auto") return;
  const y = scrollY;
  hendelse.preventDefault();
  location.hash = lenke.hash;
  scrollTo(0, y);
});
addEventListener("hashchange", () => vis(decodeURIComponent(location.hash.slice(1))));
vis(decodeURIComponent(location.hash.slice(1)));
