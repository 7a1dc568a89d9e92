"""The case sheet: a case on paper as tagged PDF (PDF/UA-1), in the order a reviewer reads.

The words and quotes are gathered here, ``maler/saksark.typ`` sets them. Typst is compiled into its package with its fonts:
nothing is fetched, and the same cases give the same bytes. Which criteria stand where is ``felles/saksark.toml``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from vedtaksanalyse.export import gjenbrukstekst, ordlegging
from vedtaksanalyse.export.papir import Papirside
from vedtaksanalyse.export.utfil import whole_fil
from vedtaksanalyse.export.visning import pick_fremst
from vedtaksanalyse.kriterier import Arkdel, Katalog
from vedtaksanalyse.sak import Belegg, Flagg, Kriterievurdering, Saksvurdering
from vedtaksanalyse.tekster import tekst

ENDELSE = ".pdf"
_FORST, _PER_FIL, _HUSKER = 5, 50, 12
_UVIST = re.compile(
    r"[^\t\n -~\xa0-\u0377\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u04ff\u1e00-\u1eff\u2002-\u200a"
    r"\u2010-\u2027\u202f-\u2040\u2070\u2074-\u208e\u20a0-\u20c0\u2100-\u211e\u2153-\u215f\u2190-\u22ff\u2500-\u25ff"
    r"\u2610-\u2612\u270c-\u2727\ufb00-\ufb06\ufffd]"
)
"""What the fonts have no picture of, and what only steers text; a test sets every other character."""
_UVIST_TEGN, _LANGT_ORD = "□", re.compile(r"(\S{30})(?=\S)")


def write_saksark(vurderinger: Iterable[Saksvurdering], ut: Path, katalog: Katalog, malform: str = "nb") -> int:
    """Write one PDF with all cases when ``ut`` ends in .pdf, else a PDF per case in that folder. Return how many cases.

    Many cases go on in more files, since a PDF is set as a whole in memory.
    """
    saker = [Papirside(n, v, katalog) for n, v in enumerate(ordlegging.sort_saker(vurderinger), start=1)]
    if ut.suffix.lower() == ENDELSE:
        _write(saker[:_PER_FIL], ut, malform)
        for nummer, start in enumerate(range(_PER_FIL, len(saker), _PER_FIL), start=2):
            _forget()
            _write(saker[start : start + _PER_FIL], ut.with_stem(f"{ut.stem}-{nummer}"), malform)
        return len(saker)
    ut.mkdir(parents=True, exist_ok=True)
    for sak, navn in zip(saker, _name_filer(saker), strict=True):
        _write([sak], ut / navn, sak.malform)
    return len(saker)


def _name_filer(saker: list[Papirside]) -> Iterator[str]:
    """A file name per case, each once also where upper and lower case are the same."""
    brukt: set[str] = set()
    for sak in saker:
        rent = re.sub(r"[^\w.-]", "_", sak.sak.sak_id).strip(".")[:100] or "_"
        navn, nummer = rent, 1
        while navn.casefold() in brukt:
            nummer += 1
            navn = f"{rent}_{nummer}"
        brukt.add(navn.casefold())
        yield navn + ENDELSE


def _write(saker: list[Papirside], fil: Path, malform: str) -> None:
    import typst

    data = json.dumps(_printable(_ark(saker, malform)), ensure_ascii=False)
    with as_file(files("vedtaksanalyse.export") / "maler" / "saksark.typ") as mal, whole_fil(fil) as delvis:
        valg = {"format": "pdf", "pdf_standards": ["ua-1"], "ignore_system_fonts": True}
        delvis.write_bytes(typst.compile(mal, root=mal.parent, sys_inputs={"ark": data}, **valg))


def _forget() -> None:
    """Let go of the last file's memory: Typst remembers its latest documents, and empty ones push them out."""
    import typst

    for _ in range(_HUSKER):
        typst.compile(b"", format="pdf", ignore_system_fonts=True)


def _printable(verdi: Any) -> Any:
    """Data whose texts can be set: nothing the fonts lack, and no word wider than its column."""
    if isinstance(verdi, str):
        return _LANGT_ORD.sub("\\1\u200b", _UVIST.sub(_UVIST_TEGN, verdi))
    if isinstance(verdi, dict):
        return {navn: _printable(v) for navn, v in verdi.items()}
    return [_printable(v) for v in verdi] if isinstance(verdi, list) else verdi


def _ark(saker: list[Papirside], malform: str) -> dict[str, Any]:
    if len(saker) == 1:
        tittel, malform = tekst("saksark.tittel_en", saker[0].malform, sak_id=saker[0].sak.sak_id), saker[0].malform
    else:
        tittel = tekst("saksark.tittel", malform, antall=len(saker))
    ord_ = {ett: tekst(f"saksark.ord.{ett}", malform) for ett in ("side", "innhold", "ingen_saker")}
    return {"tittel": tittel, "sprak": malform, "ord": ord_, "saker": [_Ark(sak).data() for sak in saker]}


class _Ark:
    """One case's sheet as data."""

    def __init__(self, side: Papirside) -> None:
        self._s, self._form, self._katalog = side, side.malform, side.katalog
        self._deler = side.katalog.skjemaer.ark if side.vurdert else ()
        self._del_for = {flagg.id: self._place(flagg) for flagg in side.flagg}

    def _t(self, nokkel: str, **felt: object) -> str:
        return tekst(f"saksark.{nokkel}", self._form, **felt)

    def _place(self, flagg: Flagg) -> int:
        """The part a flag stands in: that of its criterion, else of its chain, else the first."""
        for felt, verdi in (("kriterier", flagg.kriterium), ("kjeder", flagg.kjede)):
            for nummer, del_ in enumerate(self._deler):
                if verdi in getattr(del_, felt):
                    return nummer
        return 0

    def data(self) -> dict[str, Any]:
        """All of it."""
        s = self._s
        return {
            "tittel": s.t("sak", sak_id=s.sak.sak_id),
            "sprak": self._form,
            "vurdert": s.vurdert,
            "ord": self._ord(),
            "varsler": list(self._varsler()),
            "hode": [list(rad) for rad in self._hode()],
            "hvorfor": self._hvorfor(),
            "deler": [self._del(nummer, del_) for nummer, del_ in enumerate(self._deler)],
            "filer": {"tittel": s.t("filene"), "rader": [self._fil(kilde) for kilde in s.sak.kilder]},
            "versjoner": {"tittel": s.t("versjoner"), "rader": self._versjoner()},
            "forbehold": f"{s.r('rapport.forbehold')} {self._t('tegn')}",
        }

    def _ord(self) -> dict[str, str]:
        egne = {ett: self._t(f"ord.{ett}") for ett in ("kriterium", "grad", "belegg")}
        sidens = {ett: self._s.t(ett) for ett in ("neste", "narmeste", "fil", "dokument", "dato")}
        return egne | sidens | {"status": self._s.r("rapport.rangert.status"), "avkryssing": self._t("avkryssing")}

    def _varsler(self) -> Iterator[str]:
        s = self._s
        if not s.vurdert:
            yield f"{ordlegging.describe_arsak(s.vurdering.arsak, self._form)} {s.t('ikke_funn')}"
        yield from (ordlegging.describe_avvik(avvik, self._form) for avvik in s.sak.avvik)
        if s.vurdering.pii:
            yield self._t("pii", tittel=s.t("pii_tittel"), tekst=s.t("pii_tekst", typer=s.piityper))

    def _hode(self) -> Iterator[tuple[str, str]]:
        s, v = self._s, self._s.vurdering
        if s.sak.kontor:
            yield tekst("eksport.kolonne.kontor", self._form), s.sak.kontor
        dato = s.sak.vedtaksdato
        yield tekst("egenvurdering.kolonne.vedtaksdato", self._form), f"{dato:%d.%m.%Y}" if dato else s.t("ingen_dato")
        yield tekst("eksport.kolonne.status", self._form), s.r(f"rapport.saksstatus.{v.status}")
        if s.vurdert:
            barn = ordlegging.describe_barn(s.barn.fakta, self._form) if s.barn else s.t("ingen_barn")
            yield s.t("barna"), barn
            yield s.r("rapport.rangert.svakt"), ordlegging.describe_svakt(v.svakt_vedtak, self._form)
            yield s.r("rapport.rangert.risiko"), s.risiko
        if v.gjenbruk:
            yield s.r("gjenbruk.egen"), gjenbrukstekst.describe_andel(v.gjenbruk, self._form)
        yield tekst("eksport.kolonne.malform", self._form), ordlegging.describe_malform(s.sak, self._form)

    def _hvorfor(self) -> dict[str, Any]:
        s = self._s
        linjer = [*s.hvorfor, self._t("se_forst")] if s.flagg else [s.t("ingen_flagg")]
        forst = [self._t("forst", tekst=f.tekst, del_=self._part_name(f)) for f in pick_fremst(s.flagg, _FORST)]
        return {"tittel": s.t("hvorfor"), "linjer": linjer, "flagg": forst}

    def _part_name(self, flagg: Flagg) -> str:
        return self._deler[self._del_for[flagg.id]].navn[self._form] if self._deler else ""

    def _del(self, nummer: int, del_: Arkdel) -> dict[str, Any]:
        verdikter = self._s.verdikter
        return {
            "navn": del_.navn[self._form],
            "flagg": [self._flagg(flagg) for flagg in self._s.flagg if self._del_for[flagg.id] == nummer],
            "kriterier": [self._kriterium(verdikter[id]) for id in del_.kriterier if id in verdikter],
        }

    def _flagg(self, flagg: Flagg) -> dict[str, Any]:
        s, regel = self._s, self._s.regel(flagg)
        ordet = s.risikotrinn(flagg.risiko)[1]
        merker = [s.r("rapport.ko.feil")] if flagg.feil else []
        merker.append(s.r("rapport.ko.hint") if flagg.hint else self._t("risiko", ordet=ordet, risiko=flagg.risiko))
        om = [
            (s.t("sannsynlighet"), ordlegging.describe_svakt(flagg.sannsynlighet, self._form)),
            (s.t("konsekvens"), s.t("av_fem", tall=flagg.konsekvens)),
            (s.t("proving"), s.proving(flagg)),
            (s.t("hjemmel"), flagg.hjemmel),
        ]
        return {
            "tekst": flagg.tekst,
            "merker": " · ".join(merker),
            "neste": regel.neste[self._form] if regel else None,
            "sitater": [self._sitat(b) for b in flagg.belegg],
            "omflagg": " · ".join(self._t("omflagg", navn=navn, verdi=verdi) for navn, verdi in om if verdi),
        }

    def _kriterium(self, v: Kriterievurdering) -> dict[str, Any]:
        s, kriterium = self._s, self._katalog.kriterier[v.kriterium]
        kvittering = v.kvittering
        sokt = [s.sokt(kvittering), *s.avsnittene(kvittering)] if kvittering else []
        if not v.belegg and not kvittering:
            sokt = [s.t("uten_sitat")]
        return {
            "navn": kriterium.navn[self._form],
            "grad": ordlegging.describe_grader(v, kriterium, self._form),
            "sikkerhet": ordlegging.describe_sikkerhet(v, kriterium, self._form),
            "trinn": s.trinn(v) or None,
            "sitater": [self._sitat(b) for b in v.belegg],
            "sokt": sokt,
            "narmeste": [
                self._sitat(n.belegg) | {"grunn": s.t("teller_ikke", grunn=s.grunner(n))}
                for n in (kvittering.narmeste if kvittering else ())
            ],
        }

    def _sitat(self, belegg: Belegg) -> dict[str, str]:
        s = self._s
        sprak = s.sprak(s.sak.dokument(belegg.dok_id))
        return {"tekst": s.sitat(belegg), "sted": s.sted(belegg), "sprak": sprak}

    def _fil(self, kilde: Any) -> list[str]:
        s = self._s
        dato = f"{kilde.dato:%d.%m.%Y}" if kilde.dato else s.t("ingen_dato")
        status = s.r(f"lesestatus.{kilde.status}")
        return [kilde.fil, s.r(f"rapport.dokumenttype.{kilde.type}"), dato, status]

    def _versjoner(self) -> list[list[str]]:
        versjoner = self._s.vurdering.versjoner
        return [[self._s.r(f"rapport.versjoner.{n}"), getattr(versjoner, n)] for n in ("kode", "katalog", "modeller")]
