"""The quality form of the complaint bodies (KAKA) with what the case suggests: one JSON object per case.

People decide: no field has a value, verdicts are never suggested, and each suggestion says what it stands on. The mapping
is ``felles/kaka.toml``; the form of the file is ``kakaskjema.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from vedtaksanalyse.export.flaggord import describe_flagg, describe_hjemmel, sort_flagg
from vedtaksanalyse.export.jsonl import to_arsak, to_kvittering, to_sitat
from vedtaksanalyse.export.ordlegging import choose_malform, describe_grader, sannsynlighet_for_grad
from vedtaksanalyse.export.personvern import to_personvern
from vedtaksanalyse.export.utfil import open_utfil
from vedtaksanalyse.kriterier import Forslag, Kakafelt, Katalog
from vedtaksanalyse.sak import Flagg, Kriterievurdering, Saksvurdering

SKJEMA = 1
_DESIMALER = 4


def write_kaka(vurderinger: Iterable[Saksvurdering], fil: Path | IO[str], katalog: Katalog) -> int:
    """Write a list with one object per case, in the case's own language form, and return how many."""
    antall = 0
    with open_utfil(fil) as ut:
        ut.write("[")
        for antall, vurdering in enumerate(vurderinger, start=1):
            ut.write(",\n" if antall > 1 else "\n")
            ut.write(json.dumps(to_kaka(vurdering, katalog), ensure_ascii=False, indent=1))
        ut.write("\n]\n")
    return antall


def to_kaka(vurdering: Saksvurdering, katalog: Katalog) -> dict[str, Any]:
    """The form of one case as plain data. A case that was not assessed has the form without any suggestion."""
    sak, utfyller = vurdering.sak, _Utfyller(vurdering, katalog)
    return {
        "skjema": SKJEMA,
        "kaka": katalog.skjemaer.kakaversjon,
        "sak_id": sak.sak_id,
        "status": str(vurdering.status),
        "arsak": to_arsak(vurdering),
        "malform": sak.malform,
        "kontor": sak.kontor,
        "vedtaksdato": sak.vedtaksdato.isoformat() if sak.vedtaksdato else None,
        "klagedato": sak.klagedato.isoformat() if sak.klagedato else None,
        "felt": utfyller.felt(),
        "uten_felt": utfyller.uten_felt(),
        "svakt_vedtak": None if vurdering.svakt_vedtak is None else round(vurdering.svakt_vedtak, _DESIMALER),
        "personvern": to_personvern(vurdering, choose_malform(sak.malform)),
        "uleste": [kilde.fil for kilde in sak.uleste],
        "versjoner": {
            "kode": vurdering.versjoner.kode,
            "katalog": vurdering.versjoner.katalog,
            "modeller": vurdering.versjoner.modeller,
        },
    }


@dataclass(frozen=True)
class _Grunn:
    """What a suggestion stands on: a flag or a grade, what it says in law, and all of it as data."""

    sterk: bool
    hjemler: tuple[str, ...]
    post: dict[str, Any]


class _Utfyller:
    """Fills the form of one case."""

    def __init__(self, vurdering: Saksvurdering, katalog: Katalog) -> None:
        self._vurdering, self._katalog, self._sak = vurdering, katalog, vurdering.sak
        self._malform = choose_malform(self._sak.malform)
        self._verdikter = {v.kriterium: v for v in vurdering.vurderinger}
        self._flagg = {f.id: f for f in sort_flagg(vurdering.flagg)}
        self._felt = katalog.skjemaer.kaka
        self._grunner = {id: list(self._own_grunner(felt)) for id, felt in self._felt.items()}
        self._sterke = {id: self._styrke(id) for id in self._felt}

    def felt(self) -> dict[str, dict[str, Any]]:
        """Every field, in the order of the form."""
        return {id: self._fill(felt) for id, felt in self._felt.items()}

    def uten_felt(self) -> list[dict[str, Any]]:
        """The criteria that the form has no field for."""
        return [self._kriterium(self._verdikter[id]) for id in self._katalog.skjemaer.uten_felt if id in self._verdikter]

    def _fill(self, felt: Kakafelt) -> dict[str, Any]:
        post: dict[str, Any] = {
            "slag": felt.slag,
            "navn": felt.navn[self._malform],
            "under": felt.under or None,
            "gjelder": self._applies(felt),
            "verdi": None,
        }
        if felt.slag == "dom":
            post["verdier"] = list(felt.verdier)
        elif felt.slag == "kryss":
            sterk = self._sterke[felt.id]
            post["forslag"] = None if sterk is None else True
            post["styrke"] = None if sterk is None else "sterk" if sterk else "svak"
            post["grunnlag"] = [grunn.post for grunn in self._grunner[felt.id]]
        elif felt.slag == "hjemler":
            grunner = self._grunner[felt.under]
            post["forslag"] = list(dict.fromkeys(h for grunn in grunner for h in grunn.hjemler))
        else:
            post["forslag"] = self._unplaced()
        return post

    def _applies(self, felt: Kakafelt) -> bool:
        if felt.gjelder == "klage":
            return any(d.type == "klage" for d in self._sak.dokumenter)
        return felt.gjelder == "alltid"

    def _styrke(self, id: str) -> bool | None:
        """Whether a tick is suggested strongly; None when not at all. A parent follows its children."""
        under = (self._styrke(barn.id) for barn in self._felt.values() if barn.under == id and barn.slag == "kryss")
        alle = [grunn.sterk for grunn in self._grunner[id]] + [sterk for sterk in under if sterk is not None]
        return any(alle) if alle else None

    def _own_grunner(self, felt: Kakafelt) -> Iterator[_Grunn]:
        if not self._applies(felt):
            return
        for forslag in felt.forslag:
            for id in forslag.flagg:
                if id in self._flagg:
                    yield self._from_flagg(self._flagg[id], forslag.sterk)
            yield from self._from_grader(forslag)

    def _from_flagg(self, flagg: Flagg, sterk: bool) -> _Grunn:
        v = self._verdikter.get(flagg.kriterium)
        hjemmel = describe_hjemmel(flagg, self._katalog, self._malform)
        post = {
            "flagg": flagg.id,
            "tekst": describe_flagg(flagg, self._katalog, self._malform),
            "hint": flagg.hint,
            "hjemmel": hjemmel,
            "sannsynlighet": round(flagg.sannsynlighet, _DESIMALER),
        }
        post |= self._shown(v, flagg.belegg) if v else {"sitater": [to_sitat(self._sak, b) for b in flagg.belegg]}
        return _Grunn(sterk and not flagg.hint, tuple(filter(None, hjemmel.split("; "))), post)

    def _from_grader(self, forslag: Forslag) -> Iterator[_Grunn]:
        """Grades that suggest something; none rests on an absence while a document that could have shown it is unread."""
        if not self._holds(forslag):
            return
        treff = [v for id in forslag.kriterier if (v := self._verdikter.get(id)) and v.grad in forslag.grader]
        treff = [v for v in treff if not (v.kvittering and v.kvittering.uleste)]
        if len(treff) < forslag.minst:
            return
        for v in treff:
            hjemler = self._katalog.kriterier[v.kriterium].hjemmel
            gjeldende = (h.tekst[self._malform] for h in hjemler if h.gjelder(self._sak.vedtaksdato))
            yield _Grunn(forslag.sterk, tuple(gjeldende), self._kriterium(v))

    def _holds(self, forslag: Forslag) -> bool:
        grader = {id: v.grad for id, v in self._verdikter.items()}
        unntatt = any(grader.get(id) in valgt for id, valgt in forslag.unntatt.items())
        return not unntatt and all(grader.get(id) in valgt for id, valgt in forslag.krever.items())

    def _kriterium(self, v: Kriterievurdering) -> dict[str, Any]:
        kriterium, p = self._katalog.kriterier[v.kriterium], sannsynlighet_for_grad(v)
        grad = describe_grader(v, kriterium, self._malform)
        return {
            "tekst": f"{kriterium.navn[self._malform]}: {grad}",
            "sannsynlighet": None if p is None else round(p, _DESIMALER),
        } | self._shown(v)

    def _shown(self, v: Kriterievurdering, flere: tuple = ()) -> dict[str, Any]:
        sitater = [to_sitat(self._sak, b) for b in dict.fromkeys((*flere, *v.belegg))]
        kvittering = to_kvittering(v.kvittering, self._sak, self._katalog) if v.kvittering else None
        grad = v.grad if v.verdi is None else list(v.verdi)
        return {"kriterium": v.kriterium, "grad": grad, "sitater": sitater, "kvittering": kvittering}

    def _unplaced(self) -> str | None:
        """What the flags say that no field took, in the catalogue's words only."""
        plassert = {id for felt in self._felt.values() for forslag in felt.forslag for id in forslag.flagg}
        tekster = [describe_flagg(f, self._katalog, self._malform) for id, f in self._flagg.items() if id not in plassert]
        return " ".join(tekster) or None
