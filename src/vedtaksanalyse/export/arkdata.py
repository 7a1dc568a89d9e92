"""What stands on a case sheet, as plain data. Which criteria and flags stand in which part is ``felles/saksark.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vedtaksanalyse.export import behovstekst, gjenbrukstekst, ordlegging
from vedtaksanalyse.export.papir import Papirside
from vedtaksanalyse.export.visning import pick_fremst
from vedtaksanalyse.kriterier import Arkdel
from vedtaksanalyse.sak import Belegg, Flagg, Kilde, Kriterievurdering
from vedtaksanalyse.tekster import tekst

_FORST = 5


class Saksark:
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
        behov = {ett: self._s.r(f"rapport.behov.kol_{ett}") for ett in ("behov", "avgjort")}
        return egne | sidens | behov | {"status": self._s.r("rapport.rangert.status"), "avkryssing": self._t("avkryssing")}

    def _varsler(self) -> Iterator[str]:
        s = self._s
        if not s.vurdert:
            yield f"{ordlegging.describe_arsak(s.vurdering.arsak, self._form)} {s.t('ikke_funn')}"
        yield from (ordlegging.describe_avvik(avvik, self._form) for avvik in s.sak.avvik)
        yield from s.darlige
        yield from (self._t("pii", tittel=s.r("personvern.varsel"), tekst=linje) for linje in s.personvern)

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
            "behov": self._behov() if del_.behov and self._s.behov else None,
        }

    def _behov(self) -> dict[str, Any]:
        """The thread from needs to what was decided, those that stand out first."""
        s, form = self._s, self._form
        rader = []
        for _, rad in s.behov:
            steder = behovstekst.find_steder(rad)
            avgjort = [self._sitat(b) for b in steder.pop("avgjort")]
            om = [behovstekst.name_barn(rad, form) if rad.barn else "", behovstekst.describe_stilling(rad, form)]
            rader.append(
                {
                    "navn": behovstekst.name_behov(rad, self._katalog, form),
                    "om": [linje for linje in om if linje],
                    "utfall": behovstekst.describe_utfall(rad, form),
                    "avgjort": avgjort,
                    "steder": [
                        self._sitat(b) | {"hva": f"{s.r(f'rapport.behov.kol_{felt}')}:"}
                        for felt, beleggene in steder.items()
                        for b in beleggene
                    ],
                }
            )
        return {"tittel": s.r("rapport.behov.tittel"), "innledning": s.r("rapport.behov.innledning"), "rader": rader}

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
            sokt = [s.uten_sitat]
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

    def _fil(self, kilde: Kilde) -> list[str]:
        s = self._s
        dato = f"{kilde.dato:%d.%m.%Y}" if kilde.dato else s.t("ingen_dato")
        return [kilde.fil, s.r(f"rapport.dokumenttype.{kilde.type}"), dato, s.lesing(kilde)]

    def _versjoner(self) -> list[list[str]]:
        versjoner = self._s.vurdering.versjoner
        return [[self._s.r(f"rapport.versjoner.{n}"), getattr(versjoner, n)] for n in ("kode", "katalog", "modeller")]
