"""The package for an office's own assessment: a workbook to print, with a sheet per case and an overview.

Each sheet has the audit's requirements and the list of themes, filled with what the documents show and where. The verdict is
empty: that is for people. Cases that could not be assessed stand on a sheet of their own, with cause and count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from vedtaksanalyse.export import ordlegging
from vedtaksanalyse.export.papir import Papirside
from vedtaksanalyse.export.tabell import Celle, neutralise
from vedtaksanalyse.export.utfil import whole_fil
from vedtaksanalyse.kriterier import Katalog
from vedtaksanalyse.sak import Kriterievurdering, Saksvurdering
from vedtaksanalyse.tekster import tekst

_CELLE_TEGN, _ARKNAVN_TEGN, _SITATER = 32_000, 31, 3
_PUNKT, _TEMA = ("nummer", "punkt", "funn", "sitat", "din_vurdering", "merknad"), "T"
_BREDDER = (6, 30, 28, 62, 16, 26)
_FORBEHOLDT = {"history"}
"""Names that Excel keeps for itself."""
_FORMATER = {
    "tittel": {"bold": True, "font_size": 14},
    "hode": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6F0FF", "border": 1},
    "krav": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F1F1F1", "border": 1},
    "celle": {"text_wrap": True, "valign": "top", "border": 1},
    "tom": {"text_wrap": True, "valign": "top", "border": 1, "locked": False},
    "tekst": {"text_wrap": True, "valign": "top"},
    "lenke": {"text_wrap": True, "valign": "top", "border": 1, "font_color": "#0B5CAD", "underline": 1},
}


def write_egenvurdering(vurderinger: Iterable[Saksvurdering], fil: Path, katalog: Katalog, malform: str = "nb") -> int:
    """Write the workbook and return how many cases it has. Each case is in its own language form."""
    saker = [Papirside(n, v, katalog) for n, v in enumerate(ordlegging.sort_saker(vurderinger), start=1)]
    vurderte = [sak for sak in saker if sak.vurdert]
    with whole_fil(fil) as delvis, xlsxwriter.Workbook(str(delvis), {"strings_to_formulas": False}) as bok:
        hefte = _Hefte(bok, katalog, malform)
        navn = _name_ark(vurderte, [hefte.t(f"ark.{ett}") for ett in ("oversikt", "ikke_vurdert", "om")])
        hefte.write_oversikt(vurderte, navn)
        for sak, ark in zip(vurderte, navn, strict=True):
            _Saksark(bok.add_worksheet(ark), hefte.formater, sak).write()
        hefte.write_ikke_vurdert([sak for sak in saker if not sak.vurdert])
        hefte.write_om(saker)
    return len(saker)


def _name_ark(saker: list[Papirside], opptatt: list[str]) -> list[str]:
    """Names that a workbook accepts: short, without its special characters, each once whatever the case."""
    brukt, ut = {navn.casefold() for navn in opptatt} | _FORBEHOLDT, []
    for sak in saker:
        rent = re.sub(r"[^\w .()-]", "_", sak.sak.sak_id).strip() or "_"
        navn, nummer = rent[:_ARKNAVN_TEGN], 1
        while navn.casefold() in brukt:
            nummer += 1
            hale = f" ({nummer})"
            navn = rent[: _ARKNAVN_TEGN - len(hale)] + hale
        brukt.add(navn.casefold())
        ut.append(navn)
    return ut


def _write(ark: Worksheet, rad: int, kolonne: int, celle: Celle, format_: object) -> None:
    if isinstance(celle, int | float):
        ark.write_number(rad, kolonne, celle, format_)
    elif celle:
        ark.write_string(rad, kolonne, str(neutralise(celle))[:_CELLE_TEGN], format_)
    else:
        ark.write_blank(rad, kolonne, None, format_)


def _setup_print(ark: Worksheet, topp: str, gjenta: int | None = None) -> None:
    ark.set_landscape()
    ark.set_paper(9)
    ark.set_margins(0.4, 0.4, 0.6, 0.6)
    ark.fit_to_pages(1, 0)
    ark.set_footer(f"&L{topp.replace('&', '&&')[:80]}&R&P / &N")
    if gjenta is not None:
        ark.repeat_rows(gjenta)


class _Hefte:
    """The sheets around those of the cases."""

    def __init__(self, bok: xlsxwriter.Workbook, katalog: Katalog, malform: str) -> None:
        self._bok, self._katalog, self._malform = bok, katalog, malform
        self.formater = {navn: bok.add_format(valg) for navn, valg in _FORMATER.items()}
        self._punkter = [punkt for krav in katalog.skjemaer.krav for punkt in krav.punkter]

    def t(self, nokkel: str, **felt: object) -> str:
        """A text of the package."""
        return tekst(f"egenvurdering.{nokkel}", self._malform, **felt)

    def write_oversikt(self, saker: list[Papirside], navn: list[str]) -> None:
        """One row per case: what was found for each point, the themes, and an empty verdict per requirement."""
        ark, f = self._bok.add_worksheet(self.t("ark.oversikt")), self.formater
        _setup_print(ark, self.t("tittel"), 1)
        krav = [self.t("krav", nummer=ett.nummer) for ett in self._katalog.skjemaer.krav]
        faste = [self.t(f"kolonne.{ett}") for ett in ("sak", "kontor", "vedtaksdato")]
        punkter = [f"{p.nummer} {p.navn[self._malform]}" for p in self._punkter]
        _write(ark, 0, 0, self.t("tittel"), f["tittel"])
        hoder = [*faste, *punkter, self.t("kolonne.tema"), *krav]
        for kolonne, overskrift in enumerate(hoder):
            _write(ark, 1, kolonne, overskrift, f["hode"])
            ark.set_column(kolonne, kolonne, 14 if kolonne < len(faste) else 24)
        for rad, (sak, arknavn) in enumerate(zip(saker, navn, strict=True), start=2):
            dato = sak.sak.vedtaksdato
            celler = [sak.sak.sak_id, sak.sak.kontor, f"{dato:%d.%m.%Y}" if dato else None]
            celler += [self._grader(sak, p.kriterier) for p in self._punkter] + [self._temaer(sak)]
            for kolonne, celle in enumerate([*celler, *[None] * len(krav)]):
                _write(ark, rad, kolonne, celle, f["celle" if kolonne < len(celler) else "tom"])
            ark.write_url(rad, 0, f"internal:'{arknavn}'!A1", f["lenke"], str(neutralise(sak.sak.sak_id)))
        ark.freeze_panes(2, 1)
        _offer_choices(ark, 2, len(saker) + 1, len(celler) if saker else 0, len(hoder) - 1, self._malform)

    def _grader(self, sak: Papirside, kriterier: Iterable[str]) -> str:
        verdikter, kjente = sak.verdikter, self._katalog.kriterier
        return "\n".join(
            f"{kjente[id].navn[self._malform]}: {ordlegging.describe_grader(verdikter[id], kjente[id], self._malform)}"
            for id in kriterier
            if id in verdikter
        )

    def _temaer(self, sak: Papirside) -> str:
        tema, kjente = self._katalog.skjemaer.tema, self._katalog.kriterier
        konkret = sum(id in sak.verdikter and sak.verdikter[id].grad not in kjente[id].svake for id in tema)
        return self.t("temaer", antall=konkret, alle=len(tema))

    def write_ikke_vurdert(self, saker: list[Papirside]) -> None:
        """The cases that could not be assessed, which is no finding against the office: causes with counts, then each."""
        ark, f = self._bok.add_worksheet(self.t("ark.ikke_vurdert")), self.formater
        _setup_print(ark, self.t("ark.ikke_vurdert"))
        for kolonne, bredde in enumerate((24, 24, 80)):
            ark.set_column(kolonne, kolonne, bredde)
        _write(ark, 0, 0, self.t("ark.ikke_vurdert"), f["tittel"])
        _write(ark, 1, 0, self.t("ikke_funn"), None)
        _write(ark, 2, 0, self.t("antall", antall=len(saker)), None)
        grunner = [ordlegging.describe_arsak(sak.vurdering.arsak, self._malform) for sak in saker]
        rader: list[list[Celle]] = [[None, self.t("kolonne.antall"), self.t("kolonne.arsak")]]
        rader += [[None, antall, grunn] for grunn, antall in Counter(grunner).most_common()]
        rader.append([self.t(f"kolonne.{ett}") for ett in ("sak", "kontor", "arsak")])
        rader += [[sak.sak.sak_id, sak.sak.kontor, grunn] for sak, grunn in zip(saker, grunner, strict=True)]
        hoder = (0, len(rader) - len(saker) - 1)
        for nummer, rad in enumerate(rader):
            for kolonne, celle in enumerate(rad):
                _write(ark, 4 + nummer, kolonne, celle, f["hode" if nummer in hoder else "celle"])

    def write_om(self, saker: list[Papirside]) -> None:
        """What the workbook is, and what made it."""
        ark, f = self._bok.add_worksheet(self.t("ark.om")), self.formater
        _setup_print(ark, self.t("ark.om"))
        ark.set_column(0, 0, 110)
        versjoner = sorted({sak.vurdering.versjoner.nokkel for sak in saker})
        linjer = [tekst("rapport.forbehold", self._malform), self.t("om"), tekst("eksport.om.apostrof", self._malform)]
        linjer += [self.t("versjoner", versjoner=versjon.replace("|", " · ")) for versjon in versjoner]
        for rad, linje in enumerate(linjer):
            _write(ark, rad, 0, linje, f["tekst"])


def _offer_choices(ark: Worksheet, rad: int, siste_rad: int, kolonne: int, siste_kolonne: int, malform: str) -> None:
    """The verdicts that people can pick from; nothing is picked."""
    if siste_rad >= rad:
        valg = [tekst(f"egenvurdering.valg.{ett}", malform) for ett in ("ja", "delvis", "nei", "ikke_aktuelt")]
        ark.data_validation(
            rad, kolonne, siste_rad, siste_kolonne, {"validate": "list", "source": valg, "show_error": False}
        )


class _Saksark:
    """The sheet of one case, in the case's language form."""

    def __init__(self, ark: Worksheet, formater: dict, sak: Papirside) -> None:
        self._ark, self._f, self._s, self._rad = ark, formater, sak, 0
        self._verdikter = sak.verdikter

    def _t(self, nokkel: str, **felt: object) -> str:
        return tekst(f"egenvurdering.{nokkel}", self._s.malform, **felt)

    def write(self) -> None:
        """The head, the requirements with their points, and the themes."""
        for kolonne, bredde in enumerate(_BREDDER):
            self._ark.set_column(kolonne, kolonne, bredde)
        self._write_hode()
        _setup_print(self._ark, self._s.t("sak", sak_id=self._s.sak.sak_id), self._rad)
        for kolonne, navn in enumerate(_PUNKT):
            _write(self._ark, self._rad, kolonne, self._t(f"kolonne.{navn}"), self._f["hode"])
        self._ark.freeze_panes(self._rad + 1, 0)
        self._rad += 1
        forste, skjemaer, form = self._rad, self._s.katalog.skjemaer, self._s.malform
        for krav in skjemaer.krav:
            self._write_rad([krav.nummer, krav.navn[form]], "krav")
            for punkt in krav.punkter:
                self._write_punkt(punkt.nummer, punkt.navn[form], punkt.kriterier)
        self._write_rad([_TEMA, self._t("temaliste", antall=len(skjemaer.tema))], "krav")
        for nummer, id in enumerate(skjemaer.tema, start=1):
            self._write_punkt(f"{_TEMA}{nummer}", self._s.katalog.kriterier[id].navn[form], (id,))
        _offer_choices(self._ark, forste, self._rad - 1, len(_PUNKT) - 2, len(_PUNKT) - 2, form)

    def _write_hode(self) -> None:
        sak, s = self._s.sak, self._s
        dato = f"{sak.vedtaksdato:%d.%m.%Y}" if sak.vedtaksdato else s.t("ingen_dato")
        linjer = [self._t("vedtak", kontor=sak.kontor or self._t("uten_kontor"), dato=dato)]
        if s.barn:
            linjer.append(ordlegging.describe_barn(s.barn.fakta, s.malform))
        if s.uleste:
            linjer.append(s.t("uleste", dokumenter=ordlegging.join_og([kilde.fil for kilde in s.uleste], s.malform)))
        linjer += (*s.darlige, *s.personvern)
        linjer.append(self._t("din_dom"))
        _write(self._ark, 0, 0, s.t("sak", sak_id=sak.sak_id), self._f["tittel"])
        for nummer, linje in enumerate(linjer, start=1):
            _write(self._ark, nummer, 0, linje, None)
        self._rad = len(linjer) + 2

    def _write_punkt(self, nummer: str, navn: str, kriterier: Iterable[str]) -> None:
        """A row per criterion of a point; its number, name and verdict stand on the first."""
        for id in kriterier:
            if id in self._verdikter:
                v = self._verdikter[id]
                self._write_rad([nummer, navn, self._finding(v), "\n".join(self._shown(v))], "celle")
                nummer = navn = ""

    def _write_rad(self, celler: list[Celle], format_: str) -> None:
        for kolonne in range(len(_PUNKT)):
            tom = kolonne >= len(_PUNKT) - 2 and format_ == "celle"
            celle = celler[kolonne] if kolonne < len(celler) else None
            _write(self._ark, self._rad, kolonne, celle, self._f["tom" if tom else format_])
        self._rad += 1

    def _finding(self, v: Kriterievurdering) -> str:
        kriterium, form = self._s.katalog.kriterier[v.kriterium], self._s.malform
        grad = ordlegging.describe_grader(v, kriterium, form)
        return f"{kriterium.navn[form]}: {grad} ({ordlegging.describe_sikkerhet(v, kriterium, form)})"

    def _shown(self, v: Kriterievurdering) -> Iterator[str]:
        """The quotes and where they stand; of an absence, where it was looked for and what came nearest."""
        s = self._s
        for b in v.belegg[:_SITATER]:
            yield self._t("sitat", sitat=s.sitat(b), sted=s.sted(b))
        if v.kvittering:
            yield s.sokt(v.kvittering)
            for n in v.kvittering.narmeste[:1]:
                yield self._t("narmest", sitat=s.sitat(n.belegg), sted=s.sted(n.belegg), grunn=s.grunner(n))
        elif not v.belegg:
            yield s.uten_sitat
