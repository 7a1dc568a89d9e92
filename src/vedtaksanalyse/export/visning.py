"""What the report's templates read of one case."""

from __future__ import annotations

from collections.abc import Iterable

from vedtaksanalyse.export import behovstekst, flaggord, ordlegging, personvern, risikoord
from vedtaksanalyse.export.merking import BEHOV, FLAGG, Bit, Merke, number_merker, split_tekst
from vedtaksanalyse.export.tekstkvalitet import describe_darlige
from vedtaksanalyse.kriterier import Flaggregel, Katalog, Kriterium
from vedtaksanalyse.sak import (
    MALFORMER,
    Behovsrad,
    Belegg,
    Bevis,
    Dokument,
    Flagg,
    Kilde,
    Kriterievurdering,
    Narmeste,
    Saksstatus,
    Saksvurdering,
    Sokekvittering,
)
from vedtaksanalyse.tekster import tekst

_FLAGG_I_LISTE = 3


class Rapportside:
    """Texts of the report in one language form."""

    malform: str

    def t(self, nokkel: str, **felt: object) -> str:
        """A text of the report."""
        return tekst(f"rapport.side.{nokkel}", self.malform, **felt)

    def r(self, nokkel: str, **felt: object) -> str:
        """Another text of the house, by its whole key."""
        return tekst(nokkel, self.malform, **felt)


def pick_fremst(flagg: Iterable[Flagg], antall: int = _FLAGG_I_LISTE) -> list[Flagg]:
    """The first flag of each chain, at most so many; what hangs together counts once."""
    per_kjede: dict[str, Flagg] = {}
    for ett in flagg:
        per_kjede.setdefault(ett.kjede or ett.id, ett)
    return list(per_kjede.values())[:antall]


class Saksside(Rapportside):
    """One case as the template needs it."""

    def __init__(self, nummer: int, vurdering: Saksvurdering, katalog: Katalog) -> None:
        self.nummer, self.vurdering, self.katalog = nummer, vurdering, katalog
        self.sak = vurdering.sak
        self.malform = ordlegging.choose_malform(self.sak.malform)
        self.vurdert = vurdering.status == Saksstatus.VURDERT
        self.flagg = flaggord.sort_flagg(vurdering.flagg)
        self._merker = number_merker(vurdering)
        self._nummer = {m.belegg: m.nummer for m in self._merker if m.slag not in ("pii", "gjenbruk")}

    @property
    def uleste(self) -> tuple[Kilde, ...]:
        """The files that somebody or the next run must do something about."""
        return self.sak.uleste

    @property
    def darlige(self) -> list[str]:
        """The pages whose text is too poor, and why."""
        return describe_darlige(self.sak, self.malform)

    def uleste_i(self, kvittering: Sokekvittering) -> list[str]:
        """What a search could not read, and what it could not read well."""
        ikke_lest = {kilde.dok_id for kilde in self.sak.uleste}
        deler = {
            "uleste": [ett for ett in kvittering.uleste if ett in ikke_lest],
            "darlige": [ett for ett in kvittering.uleste if ett not in ikke_lest],
        }
        return [self.t(navn, dokumenter=self.dokumentnavnene(ider)) for navn, ider in deler.items() if ider]

    @property
    def barn(self) -> Kriterievurdering | None:
        """The verdict that carries the facts about the children; None when the case has none."""
        kriterier = self.katalog.kriterier
        funnet = (v for v in self.vurdering.vurderinger if v.fakta and v.grad not in kriterier[v.kriterium].tomme)
        return next(funnet, None)

    @property
    def behov(self) -> list[tuple[int, Behovsrad]]:
        """The rows from need to decision with their numbers: those that stand out, then the rest."""
        return list(enumerate(self.vurdering.behov, start=1))

    @property
    def personvern(self) -> list[str]:
        """What to say of identifying data in the case."""
        return personvern.describe_personvern(self.vurdering, self.malform)

    @property
    def holdt(self) -> bool:
        """Whether any text of the case is held back."""
        return personvern.is_holdt(self.vurdering)

    def skjerming(self, dokument: Dokument) -> str:
        """Why a document is not shown; empty when it is."""
        holdt = (s for s in self.vurdering.skjerming if s.holdt and s.dok_id == dokument.dok_id)
        return next((personvern.describe_skjerming(s, self.vurdering, self.malform) for s in holdt), "")

    @property
    def uten_sitat(self) -> str:
        """Why a grade has no quote."""
        return self.r("personvern.uten_sitat") if self.holdt else self.t("uten_sitat")

    @property
    def grupper(self) -> list[tuple[str, list[tuple[Kriterium, Kriterievurdering]]]]:
        """The verdicts by the catalogue's groups, in its order."""
        ut: dict[str, list] = {bokstav: [] for bokstav in self.katalog.grupper}
        for v in self.vurdering.vurderinger:
            kriterium = self.katalog.kriterier[v.kriterium]
            ut[kriterium.gruppe].append((kriterium, v))
        return [(self.katalog.grupper[bokstav][self.malform], par) for bokstav, par in ut.items() if par]

    def tone(self, kriterium: Kriterium, v: Kriterievurdering) -> str:
        """How a grade is shown: flagged, nothing found, weak, or found."""
        if any(flagg.kriterium == kriterium.id for flagg in self.flagg):
            return "flagg"
        if v.grad in kriterium.tomme or v.verdi == ():
            return "tom"
        return "svak" if v.grad in kriterium.svake else "funn"

    def regel(self, flagg: Flagg) -> Flaggregel | None:
        """The catalogue's rule behind a flag."""
        return flaggord.find_flaggregel(self.katalog, flagg.id)

    def risikotrinn(self, risiko: int) -> tuple[int, str]:
        """The step of a risk: 0 is highest, and its word."""
        return next((n, self.r(nokkel)) for n, (g, nokkel) in enumerate(ordlegging.load_skala("risiko")) if risiko >= g)

    @property
    def kjeder(self) -> list[tuple[str, Flagg, list[Flagg]]]:
        """Each chain of linked weaknesses with the flag that leads it and those folded beneath."""
        return [
            (risikoord.describe_kjede(forst.kjede, self.katalog, self.malform), forst, rest)
            for forst, *rest in flaggord.fold_flagg(self.flagg)[0]
        ]

    @property
    def hint(self) -> list[Flagg]:
        """The flags that move no case."""
        return flaggord.fold_flagg(self.flagg)[1]

    @property
    def telling(self) -> str:
        """How many flags, chains and hints there are."""
        return flaggord.count_flagg(*flaggord.fold_flagg(self.flagg), self.malform)

    @property
    def risiko(self) -> str:
        """The risk with its two factors."""
        return risikoord.describe_risiko(self.vurdering.risiko, self.malform)

    @property
    def hvorfor(self) -> list[str]:
        """Why the case stands where it does."""
        return risikoord.explain_risiko(self.vurdering, self.katalog, self.malform)

    def proving(self, flagg: Flagg) -> str:
        """What the appeal tests where a flag points."""
        return risikoord.describe_proving(self.regel(flagg), self.katalog, self.malform)

    def pekernavn(self, id: str) -> str:
        """The name of what a mark points back to: a criterion or a flag."""
        if id in self.katalog.kriterier:
            return self.katalog.kriterier[id].navn[self.malform]
        if id.startswith(BEHOV):
            rad = self.vurdering.behov[int(id.removeprefix(BEHOV)) - 1]
            return self.r("rapport.behov.merke", navn=behovstekst.name_behov(rad, self.katalog, self.malform))
        regel = flaggord.find_flaggregel(self.katalog, id.removeprefix(FLAGG))
        return self.t("flaggmerke", kjede=risikoord.describe_kjede(regel.kjede if regel else "", self.katalog, self.malform))

    def trinn(self, v: Kriterievurdering) -> str:
        """What one step up would have required; empty where there is none."""
        trinn = ordlegging.find_trinn_opp(v, self.vurdering, self.katalog)
        return ordlegging.describe_trinn(trinn, self.malform) if trinn else ""

    def opphav(self, kriterium: Kriterium, bevis: Bevis) -> list[str]:
        """What pointed at a quote, each with its qualifiers."""
        return [ordlegging.describe_opphav(o, kriterium, self.katalog, self.malform) for o in bevis.opphav]

    def grunner(self, narmeste: Narmeste) -> str:
        """Why a sentence that came near did not count."""
        return ordlegging.describe_grunner(narmeste, self.sak, self.katalog, self.malform)

    def avsnittene(self, kvittering: Sokekvittering) -> list[str]:
        """The sections that were searched; documents with the same sections in one line."""
        like: dict[str, list[str]] = {}
        for dok_id, slag in kvittering.seksjoner:
            like.setdefault(ordlegging.describe_seksjoner(slag, self.katalog, self.malform), []).append(dok_id)
        return [
            self.t("avsnittene", dokument=self.dokumentnavnene(dok_ider), seksjoner=seksjoner)
            for seksjoner, dok_ider in like.items()
        ]

    def kilder(self, v: Kriterievurdering) -> str:
        """What pointed at the grade."""
        return ordlegging.join_og([ordlegging.describe_kilde(kilde, self.malform) for kilde in v.kilder], self.malform)

    def merke(self, belegg: Belegg) -> int:
        """The number of the mark that shows this quote."""
        return self._nummer[belegg]

    def sted(self, belegg: Belegg) -> str:
        """Where a quote stands: the document, and the page when it has pages."""
        dokument = self.sak.dokument(belegg.dok_id)
        side = dokument.sidetall(belegg.start)
        navn = self.dokumentnavn(dokument)
        return navn if side is None else self.t("dok_side", dokument=navn, side=side)

    def lesing(self, kilde: Kilde) -> str:
        """What became of a file, and whether OCR read it."""
        return ordlegging.describe_lesing(kilde, self.sak, self.malform)

    def dokumentnavn(self, dokument: Dokument | Kilde) -> str:
        """The kind of a document, with its id when that says more."""
        return personvern.name_dokument(dokument, self.malform)

    def dokumentnavnene(self, dok_ider: Iterable[str]) -> str:
        """Several documents by name."""
        kilder = {kilde.dok_id: kilde for kilde in self.sak.kilder}
        return ordlegging.join_og([self.dokumentnavn(kilder[id]) for id in dok_ider], self.malform)

    def biter(self, dokument: Dokument) -> list[Bit]:
        """A document's text in stretches to mark."""
        return split_tekst(dokument.tekst, [m for m in self._merker if m.belegg.dok_id == dokument.dok_id])

    def merkenavn(self, merke: Merke) -> str:
        """What a mark shows: the names of its criteria."""
        navn = [self.pekernavn(id) for id, _ in merke.peker]
        return ordlegging.join_og(navn, self.malform)

    def sprak(self, dokument: Dokument) -> str:
        """The ``lang`` of a document's text."""
        return dokument.malform if dokument.malform in MALFORMER else "und"
