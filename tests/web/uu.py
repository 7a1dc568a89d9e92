"""What every page must be, whoever reads it and however: asked of a page in the browser, answered with what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

_AXE = (Path(__file__).with_name("axe.min.js")).read_text(encoding="utf-8")
_NORSK = json.loads(Path(__file__).with_name("axe.nb.json").read_text(encoding="utf-8"))
_NIVAER = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

_GRUNN = """() => {
  const feil = [];
  const en = (sti, hva) => { if (document.querySelectorAll(sti).length !== 1) feil.push(`${hva}: ${document.querySelectorAll(sti).length}`); };
  en("main", "main"); en("h1", "h1"); en("header", "header");
  if (!["nb", "nn"].includes(document.documentElement.lang)) feil.push("lang");
  if (!/\\S – vedtaksanalyse$/.test(document.title)) feil.push(`title ${document.title}`);
  for (const sitat of document.querySelectorAll("q, .tekst")) if (!sitat.lang) feil.push("quote without lang");
  for (const del of document.querySelectorAll("[style]")) if (del.getAttribute("style") && !del.matches("[data-ruter]")) feil.push("style");
  const ider = [...document.querySelectorAll("[id]")].map((d) => d.id);
  for (const id of ider) if (ider.indexOf(id) !== ider.lastIndexOf(id)) feil.push(`id ${id}`);
  return feil;
}"""
_AVSTAND = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"
_KUTTET = """() => [...document.querySelectorAll("button, .aksel-tag, th, a, label, summary")]
  .filter((d) => d.checkVisibility() && !d.closest(".aksel-sr-only, .skjult, .hopp") && d.scrollWidth > d.clientWidth + 2
    && getComputedStyle(d).overflowX === "hidden" && !d.matches(".brukernavn")).map((d) => d.outerHTML.slice(0, 80))"""
_BRED = "() => document.documentElement.scrollWidth > innerWidth ? [`${document.documentElement.scrollWidth} > ${innerWidth}`] : []"
_FOKUS = """() => {
  const d = document.activeElement;
  if (d === document.body) return null;
  const synlig = (e) => { const s = getComputedStyle(e); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== "none"; };
  const r = d.getBoundingClientRect();
  return { hva: `${d.tagName} ${d.className} ${d.textContent.trim().slice(0, 30)}`, synlig: synlig(d) || synlig(d.parentElement), liten: r.width < 1 || r.height < 1 };
}"""


_STED = """() => {
  const d = document.activeElement;
  if (d === document.body || d === document.documentElement) return null;
  const deler = { hopp: ".hopp", topp: ".topp", beskjed: ".beskjed", hode: ".sakshode, .kohode", skille: ".skille" };
  const del = Object.keys(deler).find((navn) => d.closest(deler[navn])) ?? d.closest(".rute")?.dataset.navn ?? "side";
  const r = d.getClientRects()[0] ?? d.getBoundingClientRect();
  const over = document.elementFromPoint(r.left + Math.min(r.width / 2, 8), r.top + Math.min(r.height / 2, 8));
  const fri = d.matches("section") || over && (d.contains(over) || over.contains(d) || over.closest("label")?.control === d || over.closest(".aksel-radio")?.contains(d));
  return { del, nr: [...document.querySelectorAll("*")].indexOf(d), fri: Boolean(fri), hva: d.outerHTML.slice(0, 90) };
}"""
_BREDT = """() => [...document.querySelectorAll("main *, header *")].filter((d) => {
  if (!d.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || d.closest(".aksel-sr-only, .skjult, .hopp, svg, table")) return false;
  const r = d.getBoundingClientRect();
  if (r.width < 2 || r.height < 2) return false;
  let ramme = d.parentElement;
  while (ramme && !["auto", "scroll"].includes(getComputedStyle(ramme).overflowX)) ramme = ramme.parentElement;
  return !ramme && (r.right > innerWidth + 1 || r.left < -1);
}).map((d) => d.outerHTML.slice(0, 90))"""
_FAST = """() => [...document.querySelectorAll("*")].filter((d) => ["fixed", "sticky"].includes(getComputedStyle(d).position)
  && d.checkVisibility() && d.getBoundingClientRect().height > innerHeight / 3).map((d) => d.outerHTML.slice(0, 90))"""


def run_axe(side) -> list[str]:
    """What axe finds, in Norwegian."""
    side.evaluate(_AXE + "; 0")
    funn = side.evaluate(
        "([norsk, nivaer]) => { axe.configure({locale: norsk}); return axe.run(document, {runOnly: nivaer, resultTypes: ['violations']}); }",
        [_NORSK, _NIVAER],
    )
    return [f"{ett['id']}: {ett['help']}: {node['html'][:160]}" for ett in funn["violations"] for node in ett["nodes"]]


def check_grunn(side) -> list[str]:
    """Language, title, one heading, landmarks, quotes with their language, ids that are one thing's."""
    return side.evaluate(_GRUNN)


def check_bredde(side) -> list[str]:
    """Nothing makes the page wider than the window."""
    return side.evaluate(_BRED)


def set_stil(side, css: str) -> None:
    """Add these rules to the page, as a reader's own style sheet does."""
    side.evaluate("css => { const ark = new CSSStyleSheet(); ark.replaceSync(css); document.adoptedStyleSheets = [ark]; }", css)


def check_avstand(side) -> list[str]:
    """Nothing is cut off, and the page stays as wide, when somebody sets more space in the text."""
    set_stil(side, _AVSTAND)
    return side.evaluate(_KUTTET) + check_bredde(side)


def check_zoom(side) -> list[str]:
    """As at 400 % in a window of 1280 × 1024: nothing is beyond the edge, cut off, or covered by what stays in place."""
    return check_bredde(side) + side.evaluate(_KUTTET) + side.evaluate(_BREDT) + side.evaluate(_FAST)


def walk_alt(side) -> tuple[list[str], list[str]]:
    """Tab through the whole page: its parts in the order of the focus, each run of stops once, and what is wrong on the way."""
    deler, feil, forrige = [], [], -1
    side.evaluate("() => { document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0); }")
    for _ in range(2000):
        side.keyboard.press("Tab")
        sted = side.evaluate(_STED)
        if sted is None or sted["nr"] <= forrige:
            return deler, feil if sted is None or sted["del"] == "hopp" else [*feil, f"back: {sted['hva']}"]
        forrige = sted["nr"]
        if deler[-1:] != [sted["del"]]:
            deler.append(sted["del"])
        if not sted["fri"]:
            feil.append(f"covered: {sted['hva']}")
    return deler, [*feil, "no end"]


def walk_fokus(side, flest: int = 40) -> list[str]:
    """Tab through the page: the skip link comes first, and what has the focus can be seen."""
    feil, sett = [], 0
    side.evaluate("() => { document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0); }")
    for n in range(flest):
        side.keyboard.press("Tab")
        har = side.evaluate(_FOKUS)
        if har is None:
            break
        sett += 1
        if n == 0 and "hopp" not in har["hva"]:
            feil.append(f"first: {har['hva']}")
        if not har["synlig"] or har["liten"]:
            feil.append(f"focus not seen: {har['hva']}")
    return feil if sett > 3 else [*feil, f"only {sett} stops"]
