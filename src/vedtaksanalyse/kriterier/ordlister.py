"""The shape of the shared word lists in ``felles/``: what each file must hold, and of what form, before a room reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from vedtaksanalyse.kriterier.katalogfil import Form, Katalogfil

Forming = Mapping[str, "Form | Forming | list[Forming]"]
"""Forms by key; a list of one stands for an array of tables."""
_ORD = list[str]
_ORDLISTER = dict[str, list[str]]
_TALL = dict[str, int]


_VALGFRI = "?"
"""Ends the name of a key that may be left out."""


def _ord(navn: str) -> Forming:
    """Word lists of these names."""
    return dict.fromkeys(navn.split(), _ORD)


_DATOORD = "merker merker_innkommet merker_notat innforsel brevhode samordnet idag under_tittel fremmede"
FORMER: Mapping[str, Forming] = {
    "barn": {
        **dict.fromkeys(("tall", "trinn", "maaned"), _TALL),
        "kjonn": _ord("gutt jente"),
        "enhet": _ord("aar maaned uke dag"),
        "skanning": dict[str, str],
        "substantiv": {
            "flere": _ord("begge gutt jente"),
            "ett": _ord("begge gutt jente"),
            **dict.fromkeys(("sosken", "forledd", "del", "grupper", "forbehold"), _ORDLISTER),
        },
        "person": _ord("soker andre_voksne utenfor utenfor_barn pronomen eier"),
        **dict.fromkeys(("knytning", "felt", "ventet", "omsorg"), _ORDLISTER),
        "tegn": dict[str, list[str] | dict[str, list[str]]],
    },
    "behov": {
        "navn": dict[str, dict],
        "kartlegging": _ord("slag soveplass seksjoner"),
        **dict.fromkeys(("mangel", "soknad", "uten", "vurdert", "utfall"), _ORDLISTER),
        "barn": {"alder": str, **_ord("husstand skille pronomen")},
        "visning": {"sitater": int},
    },
    "beregning": {
        "fakta": dict[str, dict],
        "skjermet?": str,
        **_ord("ikke_belop? og? minus? utenfor? barn? halv? delt?"),
        "slag?": _ORDLISTER,
    },
    "dokumenttyper": {
        "vekt": dict[str, int | list[int] | list[dict[str, int]]],
        "typer": dict[str, _ORDLISTER],
        "utkast?": _TALL,
        "tegn": [{"navn": str, "vekt": _TALL, "minst?": int, "mangler?": bool, "avgjort?": bool, "hode?": str, **_ord("monster? ord?")}],
        "stemme": {"minst": int, **_ord("jeg du"), **dict.fromkeys(("vekt_jeg", "vekt_du"), _TALL)},
        "uten_tegn": {"minst_ord": int, "flest_tall": float, "type": str},
        "dato": {"maaneder": list[list[str]], "egne": _ORDLISTER, **_ord(_DATOORD)},
        "fagtekst": {"minst": int, **_ord("kjennetegn saken")},
    },
    "forenkling": {"begynner": str, "monster": dict[str, str]},
    "forkortelser": _ord("forkortelser kan_sta_sist"),
    "gjenbruk": {"minst_ord": int, "uten_punktum": int, **_ord("begrunnelse fast motsatt maaneder kroner")},
    "konkret": {
        **_ord("uten_seksjoner avgjores_i standard"),
        **dict.fromkeys(("kriterier", "merker"), _ORDLISTER),
        "slag": dict[str, _ORDLISTER],
    },
    "kontekst": dict[str, dict[str, int | bool | list[str] | dict[str, str] | list[dict[str, int | list[str]]]]],
    "lesing": _ord("bindeord sideord avord forklaringer"),
    "lover": {
        "hovedlov": str,
        "ledd": _TALL,
        **_ord("paragraf artikkel mellom samme endelser foran bak kjede enheter"),
        "lover": dict[str, dict[str, int | bool | list[str] | dict]],
    },
    "pii": dict[str, _ORDLISTER],
    "poster": {
        "kriterium": {"post": str, "motstrid": str, "utfall": _ORD},
        "seksjoner": _ord("soknad resultat uten avgjor?"),
        **dict.fromkeys(("utfallsfelt", "merket", "kort", "setningsledd", "endelser", "ord", "svar"), _ORDLISTER),
        "slag": dict[str, dict[str, bool | list[str]]],
        "motsetning": dict[str, _ORDLISTER],
        "soker": {"alder": str},
        "aarstid": dict[str, dict[str, list[str] | list[int]]],
        "alder": dict[str, dict[str, int | list[str]]],
    },
    "rekkefolge": {"kriterier": _ORD, **_ord("hoved? bare_med_barn?"), "terskel?": dict[str, str]},
    "saksfakta": {
        **_ord("maaneder uleste_seksjoner"),
        "henvist": _ord("soknad notat mellom"),
        "belop": {**dict.fromkeys(("mellom", "rundt", "avrunding", "dager"), int), "ikke": _ORD, "slag": _ORDLISTER},
    },
    "satser": {"kilder": dict[str, str], "satser": list[dict[str, date | int | str]]},
    "seksjoner": dict[str, dict[str, list[str] | dict[str, str]]],
}
MONSTRE: Mapping[str, tuple[str, ...]] = {
    "behov": ("barn alder",),
    "dokumenttyper": ("typer * tittel", "typer * tekst", "typer * mot", "tegn * hode", "tegn * monster", "fagtekst kjennetegn", "fagtekst saken"),
    "forenkling": ("begynner", "monster *"),
    "poster": ("soker alder",),
}
"""Where regular expressions stand: keys from the outermost, ``*`` for any."""


def check_ordliste(fil: Katalogfil, navn: str) -> None:
    """Refuse a word list that lacks something, or has it in another form. Files that no room reads have no shape."""
    if navn in FORMER:
        _check(fil, fil.data, FORMER[navn])
    for sti in MONSTRE.get(navn, ()):
        _check_monstre(fil, fil.data, sti.split())


def _check_monstre(fil: Katalogfil, verdi: object, sti: Sequence[str], *ved: str) -> None:
    """Refuse a regular expression that does not compile, at the key it stands under."""
    if isinstance(verdi, str):
        try:
            re.compile(verdi)
        except re.error as feil:
            raise fil.refuse("ugyldig_monster", *ved[:-1], f"{ved[-1]} =", navn=str(feil)) from None
    elif isinstance(verdi, list):
        for nummer, ett in enumerate(verdi, start=1):
            tabell = isinstance(ett, Mapping)
            _check_monstre(fil, ett, sti[1:] if tabell else sti, *([f"[[{ved[-1]}]]"] * nummer if tabell else ved))
    elif sti:
        for navn in verdi if sti[0] == "*" else {sti[0]} & verdi.keys():
            _check_monstre(fil, verdi[navn], sti[1:], *ved, navn)


def _check(fil: Katalogfil, tabell: Mapping, form: Form | Forming, *ved: str) -> None:
    if not isinstance(form, Mapping):
        fil.typed(tabell, dict.fromkeys(tabell, form.__args__[1]), *ved)
        return
    fil.closed(tabell, (nokkel for nokkel in form if not nokkel.endswith(_VALGFRI)), tabell, *ved)
    for nokkel, under in form.items():
        navn = nokkel.removesuffix(_VALGFRI)
        if isinstance(under, list):
            fil.typed(tabell, {navn: list[dict]}, *ved)
            for nummer, post in enumerate(tabell[navn], start=1):
                _check(fil, post, under[0], *[f"[[{navn}]]"] * nummer)
        elif isinstance(under, Mapping):
            fil.typed(tabell, {navn: dict}, *ved)
            _check(fil, tabell[navn], under, *ved, navn if ved else f"[{navn}]")
        else:
            fil.typed(tabell, {navn: under}, *ved)
