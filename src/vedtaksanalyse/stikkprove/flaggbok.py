"""The flags' record: each flag with what it is, what people and appeals say of it, what the rule proposes, and every decision.

A decision is a person's, with a reason, and kept with the figures it was made on. The night run goes by it from then on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace

from vedtaksanalyse.errors import Bruksfeil, IkkeFunnet
from vedtaksanalyse.kriterier import HINT, TILSTANDER, TRUKKET, Flaggregel, Katalog, hash_flagg
from vedtaksanalyse.sak import Flaggstand, Saksstatus, Svarslag
from vedtaksanalyse.statistikk import Anslag
from vedtaksanalyse.stikkprove.flaggregel import REGEL, Flaggforslag, load_regelverk, load_utfall, propose
from vedtaksanalyse.stikkprove.flaggtall import Flaggtall, Klagetall, Svartelling, count_klager, count_svar
from vedtaksanalyse.stikkprove.sammenslaing import is_liten
from vedtaksanalyse.storage import Lager, Saksantall

MASKINEN = "nattkjoring"
"""Who decides where the night run does it by itself."""
REIST, SOM_HINT, SVAR, DELT, GRUNNER, KLAGER, HISTORIKK = "reist", "som_hint", "svar", "delt", "grunner", "klager", "historikk"
"""What may be kept from those who see figures only; «delt» is which answers are from drawn cases."""
_LENGST_GRUNN, _SELV = 1000, "selv"


@dataclass(frozen=True, slots=True)
class Flaggpost:
    """One flag of the record. ``levert`` is what it was shipped as, ``tilstand`` what it is, ``historikk`` the decisions, oldest first.

    ``endret_regel``: the catalogue's condition for it is another than when it was last decided on. ``skjult`` are the figures not told.
    """

    regel: Flaggregel
    levert: str
    tilstand: str
    tall: Flaggtall
    forslag: Flaggforslag | None = None
    historikk: tuple[Flaggstand, ...] = field(default=())
    endret_regel: bool = False
    skjult: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The flag's."""
        return self.regel.id


def load_flaggbok(
    lager: Lager, katalog: Katalog, levert: Mapping[str, str], kontorer: Collection[str] | None = None, *, klager: bool = True
) -> list[Flaggpost]:
    """Every flag of the catalogue, in its order, with figures of these offices (None for all)."""
    historikk: dict[str, list[Flaggstand]] = {}
    for ett in lager.flaggbok.list_flaggstand():
        historikk.setdefault(ett.flagg, []).append(ett)
    endret = {flagg: egne[-1].tid for flagg, egne in historikk.items()}
    trukne = {ett.sak_id for ett in lager.tall.list_trukne(kontorer) if not ett.kontroll}
    valgte = lager.tall.find_valgte(kontorer)
    svar = count_svar([ett for ett in lager.tall.list_svar(Svarslag.FLAGG, kontorer) if ett.sak_id not in valgte], trukne, endret)
    omgjort = {ett.id for ett in load_utfall().values() if ett.omgjort}
    uten, med = count_klager(lager.flaggbok.list_utfallsflagg(kontorer) if klager else (), omgjort)
    reist: dict[tuple[str, bool], int] = {}
    for ett in lager.tall.count_flagg(kontorer):
        reist[ett.flagg, ett.hint] = reist.get((ett.flagg, ett.hint), 0) + ett.antall
    return [
        _post(
            regel, levert[regel.id], tuple(historikk.get(regel.id, ())),
            Flaggtall(reist.get((regel.id, False), 0), reist.get((regel.id, True), 0), klager=med.get(regel.id, uten), **svar.get(regel.id, {})),
        )
        for regel in katalog.flagg
    ]  # fmt: skip


def _post(regel: Flaggregel, levert: str, historikk: tuple[Flaggstand, ...], tall: Flaggtall) -> Flaggpost:
    tilstand = historikk[-1].tilstand if historikk else levert
    alle = tall.trukne_siden + tall.koen_siden
    endret = bool(historikk) and historikk[-1].felt.get("regel", "") not in ("", hash_flagg(regel))
    forslag = propose(tilstand, tall.trukne_siden.presisjon, alle.presisjon, load_regelverk())
    if endret and tilstand == TRUKKET:  # what was retired is no more: as a hint it can be answered again
        forslag = Flaggforslag(HINT, alle.presisjon, REGEL)
    return Flaggpost(regel, levert, tilstand, tall, forslag, historikk, endret)


def find_post(poster: Collection[Flaggpost], flagg: str) -> Flaggpost:
    """One flag. IkkeFunnet for one that the catalogue does not have."""
    post = next((ett for ett in poster if ett.id == flagg), None)
    if post is None:
        raise IkkeFunnet("flagg_finnes_ikke")
    return post


def decide_flagg(lager: Lager, post: Flaggpost, tilstand: str, grunn: str, hvem: str, katalog: Katalog, *, selv: bool = False) -> Flaggstand:
    """Decide what a flag is, from the next night on. ``selv`` when the night run does it.

    Raises:
        Bruksfeil: «flagg_tilstand» for what a flag cannot be or is already, «flagg_grunn» without a reason.
    """
    if tilstand not in TILSTANDER or tilstand == post.tilstand:
        raise Bruksfeil("flagg_tilstand")
    if not grunn.strip():
        raise Bruksfeil("flagg_grunn")
    felt = describe_tall(post) | {"fra": post.tilstand, "katalog": katalog.fingeravtrykk, "regel": hash_flagg(post.regel)}
    ny = Flaggstand(post.id, tilstand, grunn.strip()[:_LENGST_GRUNN], hvem, felt | ({_SELV: "ja"} if selv else {}))
    lager.flaggbok.add_flaggstand(ny)
    return ny


def decide_selv(lager: Lager, katalog: Katalog, levert: Mapping[str, str]) -> list[Flaggstand]:
    """Follow every proposal. Only where the office has said that the night run may."""
    poster = load_flaggbok(lager, katalog, levert, klager=False)
    return [
        decide_flagg(lager, post, post.forslag.tilstand, post.forslag.grunnlag, MASKINEN, katalog, selv=True) for post in poster if post.forslag
    ]


def describe_tall(post: Flaggpost) -> dict[str, str]:
    """The figures that a decision is made on, as words to keep."""
    tall, siden = post.tall, post.tall.trukne_siden + post.tall.koen_siden
    presisjon = post.forslag.presisjon if post.forslag else siden.presisjon
    felt = {
        "reist": tall.reist, "som_hint": tall.som_hint, "bekreftet": siden.bekreftet, "avvist": siden.avvist, "usikker": siden.usikker,
        "trukne": tall.trukne_siden.besvart, "klager": tall.klager.alle, "klager_med": tall.klager.med,
        "forslag": post.forslag.tilstand if post.forslag else "", "grunnlag": post.forslag.grunnlag if post.forslag else "",
    }  # fmt: skip
    return {navn: str(verdi) for navn, verdi in (felt | _words("presisjon", presisjon) | _words("loft", tall.klager.loft)).items()}


def _words(navn: str, anslag: Anslag) -> dict[str, str]:
    if anslag.verdi is None:
        return {}
    return {navn: f"{anslag.verdi:.3f}", f"{navn}_lav": f"{anslag.lav:.3f}", f"{navn}_hoy": f"{anslag.hoy:.3f}"}


@dataclass(frozen=True, slots=True)
class Saksmengder:
    """The cases a flag is among, as they are told on other pages: all with a date, those with a flag, and those with an error of law."""

    saker: int
    flagget: int
    feil: int


def count_mengder(rader: Iterable[Saksantall]) -> Saksmengder:
    """The cases of these counts."""
    alle = [rad for rad in rader if rad.status == Saksstatus.VURDERT and rad.maned]
    return Saksmengder(*(sum(getattr(rad, navn) for rad in alle) for navn in ("antall", "flagget", "feil")))


def hide_sma(post: Flaggpost, mengder: Saksmengder) -> Flaggpost:
    """The flag for those who see figures only: what would tell of fewer than five cases is taken out, and so is what it could be found from.

    Answers are told drawn and queue together where one part is too small, and none where the sum is. Neither the figures of a decision
    nor a proposal are told, since they are made from parts of these, nor what people wrote, which may speak of a case. ``skjult`` names
    what is not told. ``mengder`` are told elsewhere: how many have the flag is told only where those in each of them without it are no
    small group either.
    """
    tall, skjult = post.tall, {HISTORIKK}
    trukne, koen, klager = tall.trukne, tall.koen, tall.klager
    if _small(*trukne.celler, *koen.celler):
        trukne, koen = Svartelling(), trukne + koen
        skjult |= {DELT}
        if _small(*koen.celler):
            koen = Svartelling()
            skjult |= {SVAR, GRUNNER}
    if _small(*koen.grunner.values(), *trukne.grunner.values()):
        trukne, koen = replace(trukne, grunner={}), replace(koen, grunner={})
        skjult |= {GRUNNER}
    if _small(*klager.celler):
        klager = Klagetall()
        skjult |= {KLAGER}
    flaggede = (mengder.flagget, mengder.feil) if post.regel.feil else (mengder.flagget,)
    skjult |= {REIST} if _small(tall.reist, *(alle - tall.reist for alle in (mengder.saker, *flaggede))) else set()
    skjult |= {SOM_HINT} if _small(tall.som_hint, mengder.saker - tall.som_hint) else set()
    reist, som_hint = (0 if navn in skjult else getattr(tall, navn) for navn in (REIST, SOM_HINT))
    return replace(
        post, tall=Flaggtall(reist, som_hint, trukne, koen, klager=klager), forslag=None, skjult=frozenset(skjult),
        historikk=tuple(ett if _SELV in ett.felt else replace(ett, grunn="") for ett in (_without_tall(ett) for ett in post.historikk)),
    )  # fmt: skip


def _without_tall(ett: Flaggstand) -> Flaggstand:
    return replace(ett, felt={navn: verdi for navn, verdi in ett.felt.items() if navn == _SELV})


def _small(*antall: int) -> bool:
    return any(map(is_liten, antall))


def to_post(post: Flaggpost) -> dict:
    """The flag for a program."""

    def counted(t: Svartelling) -> dict:
        return asdict(t) | {"presisjon": _anslag(t.presisjon)}

    tall, f = post.tall, post.forslag
    return {
        "flagg": post.id, "kjede": post.regel.kjede, "tilstand": post.tilstand, "levert": post.levert, "endret_regel": post.endret_regel,
        "skjult": sorted(post.skjult),
        "reist": tall.reist, "som_hint": tall.som_hint,
        "svar": {navn: counted(getattr(tall, navn)) for navn in ("trukne", "koen", "trukne_siden", "koen_siden")},
        "klager": asdict(tall.klager) | {"loft": _anslag(tall.klager.loft)},
        "forslag": f and {"tilstand": f.tilstand, "grunnlag": f.grunnlag, "presisjon": _anslag(f.presisjon)},
        "historikk": [
            {"tilstand": h.tilstand, "grunn": h.grunn, "hvem": h.hvem, "tid": h.tid.isoformat() if h.tid else None, "tall": dict(h.felt)}
            for h in post.historikk
        ],
    }  # fmt: skip


def _anslag(anslag: Anslag) -> dict | None:
    if anslag.verdi is None:
        return None
    return {"verdi": round(anslag.verdi, 4), "lav": round(anslag.lav, 4), "hoy": round(anslag.hoy, 4), "n": anslag.n}
