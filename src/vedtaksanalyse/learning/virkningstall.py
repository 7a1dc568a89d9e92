"""What a change comes to, counted case by case: flags, grades, places in the queue, offices and language forms. No texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vedtaksanalyse.export.ordlegging import find_trinn
from vedtaksanalyse.export.virkningsord import FLAGGFELT, GRUPPEFELT
from vedtaksanalyse.kriterier import HINT
from vedtaksanalyse.learning.endringer import FLAGG, NED, OPP, Saksendring
from vedtaksanalyse.sak import rank_navn
from vedtaksanalyse.statistikk import suppress_andeler
from vedtaksanalyse.statistikk.skjul import MINST

_OVERGANGER = {
    ("", FLAGG): "nye", (FLAGG, ""): "borte", (HINT, FLAGG): "til_flagg", (FLAGG, HINT): "til_hint", ("", HINT): "nye_hint", (HINT, ""): "borte_hint",
}  # fmt: skip


class Telling:
    """Counts as cases come. Give it every case that was compared, changed or not."""

    def __init__(self) -> None:
        self.alle: Counter[str] = Counter()
        self._ko: Counter[str] = Counter()
        self._flagg: dict[str, Counter[str]] = {}
        self._grader: Counter[tuple[str, str, str, str]] = Counter()
        self._status: Counter[tuple[str, str]] = Counter()
        self._svakt: Counter[tuple[str, str]] = Counter()
        self._kontorer: dict[str, Counter[str]] = {}
        self._malformer: dict[str, Counter[str]] = {}

    def add(self, e: Saksendring, for_: Mapping[str, str], etter: Mapping[str, str]) -> None:
        """One case, with how each flag was and is raised."""
        self.alle += Counter(saker=1, endret=e.endret, bare_tall=e.bare_tall)
        for navn, tilstander in (("for", for_), ("etter", etter)):
            for id_, tilstand in tilstander.items():
                self._flagg.setdefault(id_, Counter())[navn] += tilstand == FLAGG
        for ett in e.flagg:
            self._flagg[ett.flagg][_OVERGANGER[ett.fra, ett.til]] += 1
        self._grader.update((g.kriterium, g.fra, g.til, g.retning) for g in e.grader)
        if e.status:
            self._status[e.status] += 1
        self._add_plass(e)
        egne = Counter(_count_gruppe(e))
        self._kontorer.setdefault(e.kontor, Counter()).update(egne)
        self._malformer.setdefault(e.malform, Counter()).update(egne)

    def _add_plass(self, e: Saksendring) -> None:
        fra, til = e.risiko
        self._ko.update({"for": fra is not None, "etter": til is not None, "inn": fra is None is not til, "ut": til is None is not fra})
        if fra is not None and til is not None:
            self._ko.update({"hoyere": til > fra, "lavere": til < fra})
        self._ko.update({"lovfeil_nye": e.feil[1] > e.feil[0], "lovfeil_borte": e.feil[1] < e.feil[0]})
        if None not in e.svakt and (ord_ := tuple(find_trinn(p) for p in e.svakt))[0] != ord_[1]:
            self._svakt[ord_] += 1

    def to_tall(self, flagg: Iterable[str], kriterier: Iterable[str]) -> dict[str, Any]:
        """All of it as plain values, flags and criteria in these orders and then by id."""
        flaggorden, orden = list(flagg), list(kriterier)
        endret = {id_: n for id_, n in self._flagg.items() if any(n[felt] for felt in FLAGGFELT)}
        return {
            **{navn: self.alle[navn] for navn in ("saker", "endret", "bare_tall")},
            "ko": {navn: self._ko[navn] for navn in ("for", "etter", "inn", "ut", "hoyere", "lavere", "lovfeil_nye", "lovfeil_borte")},
            "flagg": [
                {"flagg": id_} | {felt: endret[id_][felt] for felt in ("for", "etter", *FLAGGFELT)} for id_ in sorted(endret, key=_after(flaggorden))
            ],
            "kriterier": [
                {"kriterium": k, "fra": fra, "til": til, "retning": retning, "antall": n}
                for (k, fra, til, retning), n in sorted(self._grader.items(), key=lambda par: (_after(orden)(par[0][0]), par[0]))
            ],
            "status": [{"fra": fra, "til": til, "antall": n} for (fra, til), n in sorted(self._status.items())],
            "svakhet": [{"fra": fra, "til": til, "antall": n} for (fra, til), n in sorted(self._svakt.items())],
            "kontorer": _list_grupper("kontor", self._kontorer),
            "malformer": _list_grupper("malform", self._malformer),
        }


def _count_gruppe(e: Saksendring) -> dict[str, int]:
    fra, til = e.risiko
    nye, borte = (sum(getattr(ett, side) == FLAGG for ett in e.flagg) for side in ("til", "fra"))
    opp, ned = (sum(g.retning == retning for g in e.grader) for retning in (OPP, NED))
    verdier = (1, e.endret, fra is None is not til, til is None is not fra, nye, borte, opp, ned)
    return {navn: int(verdi) for navn, verdi in zip(GRUPPEFELT, verdier, strict=True)}


def _list_grupper(felt: str, grupper: Mapping[str, Counter[str]]) -> list[dict[str, Any]]:
    return [{felt: navn} | {ett: grupper[navn][ett] for ett in GRUPPEFELT} for navn in sorted(grupper, key=rank_navn)]


def _after(orden: list[str]):
    """Sorts by a known order, what is not in it last."""
    plass = {id_: nr for nr, id_ in enumerate(orden)}
    return lambda id_: (plass.get(id_, len(plass)), id_)


def hide_sma(tall: Mapping[str, Any]) -> dict[str, Any]:
    """The figures for those who see no cases: what would tell of fewer than five cases is None, and so is what it could be found from."""
    ko, vanlige = tall["ko"], ("lovfeil_nye", "lovfeil_borte", "hoyere", "lavere")
    apent = {} if _is_sma(ko["inn"], ko["ut"]) else {navn: ko[navn] for navn in ("for", "etter", "inn", "ut")}
    (kontorer, en), (malformer, to) = _hide_grupper(tall["kontorer"]), _hide_grupper(tall["malformer"])
    return {
        **tall,
        "endret": tall["endret"] if en and to else None,
        "bare_tall": None if _is_sma(tall["bare_tall"]) else tall["bare_tall"],
        "ko": dict.fromkeys(ko) | apent | {navn: None if _is_sma(ko[navn]) else ko[navn] for navn in vanlige},
        "flagg": [ett if not _is_sma(*(ett[felt] for felt in FLAGGFELT)) else {"flagg": ett["flagg"]} | dict.fromkeys(("for", "etter", *FLAGGFELT)) for ett in tall["flagg"]],
        **{navn: [ett | {"antall": None if _is_sma(ett["antall"]) else ett["antall"]} for ett in tall[navn]] for navn in ("kriterier", "status", "svakhet")},
        "kontorer": kontorer,
        "malformer": malformer,
    }


def _hide_grupper(grupper: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], bool]:
    """Of each group only how many cases it has and how many change, where that may be told; and whether the totals may."""
    if not grupper:
        return [], True
    *skjult, alle = suppress_andeler([ett["endret"] for ett in grupper], [ett["saker"] for ett in grupper])
    vist = [{navn: None if gjemt or navn not in ("saker", "endret") else ett[navn] for navn in GRUPPEFELT} for ett, gjemt in zip(grupper, skjult, strict=True)]
    return [{**ett, **felt} for ett, felt in zip(grupper, vist, strict=True)], not alle


def _is_sma(*antall: int) -> bool:
    return any(0 < n < MINST for n in antall)
