"""Every place that speaks of a need: the words that name items, with what their sentence does with them.

It uses what was read for items applied for and decided; only sentences that name an item are looked at again. The words
for lack are in ``felles/behov.toml``. It concludes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from vedtaksanalyse.detection.barn import known_barneord
from vedtaksanalyse.detection.barn.nevnt import Nevnt
from vedtaksanalyse.detection.poster.lest import Lest, Omtale, Ytring
from vedtaksanalyse.detection.poster.nevnte import Nevnte
from vedtaksanalyse.detection.poster.ordbok import Ordbok
from vedtaksanalyse.detection.poster.saksposter import Saksdel, Saksposter
from vedtaksanalyse.detection.poster.soknad import Soknadspost
from vedtaksanalyse.detection.poster.svar import GITT, NEKTET
from vedtaksanalyse.detection.trie import trie
from vedtaksanalyse.sak import Behovsomtale, Belegg, Oppdeling, Setning
from vedtaksanalyse.structure import fold

_BAK, _ORD_I_LISTE, _MISLEST, _SETNING, _FORAN = 45, 5, 3, 60, 10
_LEDD = re.compile(r"[,;]")
Kvalifisering = Callable[[Oppdeling, Setning, int, int], frozenset[str]]
Setningsslag = Mapping[tuple[str, int], Collection[str]]


class Behovsleser:
    """Compiled from ``felles/behov.toml``. ``qualify`` tells what holds around a place in a sentence."""

    def __init__(self, post: Mapping, barn: Mapping, qualify: Kvalifisering) -> None:
        self._kartlegges = frozenset(post["kartlegging"]["slag"])
        self._soveplass = frozenset(post["kartlegging"]["soveplass"])
        self._fakta = frozenset(post["kartlegging"]["seksjoner"])
        self._mangel = {navn: _phrases(fraser) for navn, fraser in post["mangel"].items()}
        self._uten = {navn: frozenset(liste) for navn, liste in post["uten"].items() if navn != "ord"}
        self._uten_ord = _phrases(post["uten"]["ord"])
        self._husstand, self.skille = frozenset(post["barn"]["husstand"]), _phrases(post["barn"]["skille"])
        self.alder = re.compile(post["barn"]["alder"])
        self.stopp = self._mangel["stopp"]
        vurdert = post["vurdert"]
        self._vurdert, self._uvurdert = frozenset(vurdert["konkret"]), frozenset(vurdert["ikke_konkret"])
        self._uten_svarende = frozenset(vurdert["konkret_uten_svar"])
        self._uten_svar, self._uten_seksjoner = frozenset(vurdert["ikke_svar"]), frozenset(vurdert["ikke_seksjoner"])
        self._utfall = {navn.removeprefix("ikke_"): _phrases(fraser) for navn, fraser in post["utfall"].items()}
        self._grunn, self._gjengitt = _phrases(vurdert["grunn"]), _phrases(vurdert["ikke_ord"])
        self._ikke_bestemt = _phrases(post["bestemt"]["ikke_ord"])
        self._naar = re.compile(rf"{_phrases(post['soknad']['naar']).pattern} $")
        self._forteller = _phrases(post["soknad"]["forteller"])
        self.barneord, self._qualify = known_barneord(barn), qualify
        voksne = barn["person"]
        self.voksne = _phrases([*voksne["andre_voksne"], *voksne["soker"], *voksne["utenfor"]])
        self.pronomen = _phrases(post["barn"]["pronomen"])

    def find(self, saken: Saksposter, konkret: Setningsslag) -> Iterator[Behovsomtale]:
        """The mentions of a case, document by document. ``konkret``: the kinds of the sentences that reason."""
        sokt = [(fulgt, fulgt.post) for fulgt in saken.fulgt if fulgt.post]
        uavgjort = _undecided([(post, fulgt.slag) for fulgt, post in sokt if fulgt.uavgjort], saken.ordbok)
        besvart: set[str] = set()
        for delen in saken.deler:
            if sum(not post.slag and post.type == "vedtak" for fulgt, post in sokt if fulgt.uavgjort) > _MISLEST:
                # So much of no kind is left undecided that the asking was misread.
                delen = replace(delen, poster=[])
            for omtale in self._document(delen, uavgjort, konkret, saken.ordbok):
                besvart.update({omtale.behov} if "avgjort" in omtale.roller else ())
                yield omtale
        for fulgt, post in sokt:
            # The application as a whole, where nothing answers for the item alone.
            hva = saken.answers_whole(fulgt) if post.slag not in besvart else set()
            if len(hva) == 1 and post.slag and fulgt.belegg:
                yield Behovsomtale(post.slag, fulgt.belegg, fulgt.belegg, frozenset({"avgjort", *hva}))

    def _document(
        self, delen: Saksdel, uavgjort: Mapping[str, set[str]], konkret: Setningsslag, ordbok: Ordbok
    ) -> Iterator[Behovsomtale]:
        lest, dok = delen.lest, delen.lest.oppdeling.dokument
        sokt = {post.belegg.start for post in delen.poster}
        for nr, ytring in enumerate(lest.ytringer):
            if not ytring.poster or ytring.setning.seksjon in ordbok.seksjoner["uten"] or ytring.har("fortid"):
                continue
            nevnte = Nevnte(self, lest, nr)
            slag = konkret.get((dok.dok_id, ytring.setning.nummer), ())
            for post in ytring.poster:
                if self._uten_ord.match(lest.oppdeling.flate, post.start):
                    continue
                roller = set(self._roles(delen, nr, post, sokt, ordbok))
                if "sokt" in roller and post.slag in uavgjort and not ytring.har("svar.gitt", "svar.nektet"):
                    roller |= uavgjort[post.slag]
                if "nevnt" in roller and self._weighs(ytring, lest, slag, roller, nevnte.here()):
                    roller.add("vurdert")
                if not roller:
                    continue
                roller -= self._not_answers(ytring, lest.oppdeling.flate)
                kval = self._qualify(lest.oppdeling, ytring.setning, post.start, post.slutt)
                roller = self._without(roller, kval)
                if not roller:
                    continue
                barn = nevnte.of(post.start, "sokt" in roller) if post.slag not in self._husstand else None
                belegg = Belegg(dok.dok_id, post.start, post.slutt)
                setning = Belegg(dok.dok_id, ytring.setning.start, ytring.setning.slutt)
                navn, kjenne = (dok.tekst[barn.start : barn.slutt], barn.kjenne) if barn else ("", frozenset())
                yield Behovsomtale(post.slag, belegg, setning, frozenset(roller), navn, kjenne, kval)

    def _roles(self, delen: Saksdel, nr: int, post: Omtale, sokt: Collection[int], ordbok: Ordbok) -> Iterator[str]:
        ytring, type_ = delen.lest.ytringer[nr], delen.lest.oppdeling.dokument.type
        if nr in delen.spor:
            if post.start in sokt and type_ != "klage" and not self._tells(ytring, post, delen.lest):
                yield "sokt"
            return
        if type_ == "vedtak":
            yield "nevnt"
            svar = set(delen.answers(ytring, post))
            yield from svar
            if self._settles(ytring, svar, delen.lest) and ytring.setning.seksjon in ordbok.seksjoner["avgjor"]:
                yield "bestemt"
        i_fakta = type_ == "vedtak" and ytring.setning.seksjon in self._fakta
        if post.slag in self._kartlegges and (type_ in ("journalnotat", "soknad") or i_fakta) and self._lacks(ytring, post, delen.lest):
            yield "kartlagt"

    def _settles(self, ytring: Ytring, svar: Collection[str], lest: Lest) -> bool:
        """Whether a unit decides what it names, in so many words: a yes or a no, an amount or a word for the outcome."""
        start, slutt = ytring.setning.start, ytring.setning.slutt
        klart = len({GITT, NEKTET}.intersection(svar)) == 1 and (ytring.belop or ytring.har("utfall"))
        return bool(klart) and not self._ikke_bestemt.search(lest.oppdeling.flate, start, slutt)

    def _tells(self, ytring: Ytring, post: Omtale, lest: Lest) -> bool:
        """«…, it has gone to debt collection», «before Christmas»: what comes after a comma and a verb, or says where or
        when, asks for nothing.
        """
        flate = lest.oppdeling.flate
        if self._naar.search(flate, max(ytring.setning.start, post.start - _FORAN), post.start):
            return True
        komma = flate.rfind(",", ytring.setning.start, post.start)
        return komma >= 0 and lest.oppdeling.dokument.type != "vedtak" and bool(self._forteller.search(flate, komma, post.start))

    def _weighs(
        self, ytring: Ytring, lest: Lest, slag: Collection[str], roller: Collection[str], barn: Collection[Nevnt]
    ) -> bool:
        """Whether a sentence of the vedtak reasons about what it names; a bare answer does not, nor one that says that
        the rate holds it.
        """
        setning, flate = ytring.setning, lest.oppdeling.flate
        kort = setning.slag != "setning" and setning.slutt - setning.start < _SETNING
        if self._gjengitt.search(flate, setning.start, setning.slutt):
            return False
        if kort or setning.seksjon in self._uten_seksjoner or self._uvurdert.intersection(slag):
            return False
        if self._vurdert.intersection(slag):
            return True
        if self._uten_svar.intersection(roller):
            return False
        ord_ = (self._grunn, *((self._mangel["foran"], self._mangel["bak"]) if "avgjort" not in roller else ()))
        funnet = any(monster.search(flate, setning.start, setning.slutt) for monster in ord_)
        return funnet or ("avgjort" not in roller and (bool(barn) or bool(self._uten_svarende.intersection(slag))))

    def _not_answers(self, ytring: Ytring, flate: str) -> set[str]:
        """Answers that the sentence only seems to give."""
        start, slutt = ytring.setning.start, ytring.setning.slutt
        return {hva for hva, monster in self._utfall.items() if monster.search(flate, start, slutt)}

    def _without(self, roller: set[str], kval: frozenset[str]) -> set[str]:
        if kval & self._uten["alltid"]:
            return set()
        for rolle in ("kartlagt", "vurdert"):
            if kval & self._uten[rolle]:
                roller = roller - {rolle}
        if kval & self._uten["generelt"] and "nevnt" in roller:
            roller = (roller & {"sokt", "kartlagt"}) | {"generelt"}
        return roller

    def _lacks(self, ytring: Ytring, post: Omtale, lest: Lest) -> bool:
        """Whether the nearest word about having or lacking it says that it is lacking."""
        flate, start, slutt = lest.oppdeling.flate, ytring.setning.start, ytring.setning.slutt
        mangel = self._mangel
        if ytring.setning.slag == "overskrift" or flate[slutt - 1] == "?" or mangel["ikke"].search(flate, start, slutt):
            return False
        if mangel["lost"].search(flate, post.slutt, slutt):
            return False
        grenser = [m.start() for m in mangel["stopp"].finditer(flate, start, slutt)]
        fra = max([start, *(g for g in grenser if g < post.start)])
        til = min([slutt, post.slutt + _BAK, *(g for g in grenser if g > post.start)])
        lister = ("foran", "har", *(("soveplass",) if post.slag in self._soveplass else ()))
        foran = [(m.start(), m.end(), navn) for navn in lister for m in mangel[navn].finditer(flate, fra, post.start)]
        _, slutter, sist = max((f for f in foran if not _is_inside(f, foran)), default=(0, 0, ""))
        if sist and sist != "har":
            return self._is_list(flate[slutter : post.start], [p for p in ytring.poster if slutter <= p.start < post.start])
        if self._is_place(flate, start, post.start):
            return False
        # A word cut off by the end of the reach would be taken for a whole one.
        funn = ((m, navn) for navn in ("bak", "har") for m in mangel[navn].finditer(flate, post.slutt, slutt) if m.end() <= til)
        bak = [(m.start(), -m.end(), navn) for m, navn in funn]
        return min(bak, default=(0, 0, ""))[2] == "bak"

    def _is_place(self, flate: str, start: int, sted: int) -> bool:
        ord_ = flate[start:sted].split()[-1:]
        return bool(ord_) and bool(self._mangel["sted"].fullmatch(ord_[0]))

    def _is_list(self, mellom: str, poster: Collection[Omtale]) -> bool:
        """Whether what stands between a lack and an item are only other things that are lacking, and words for which."""
        sist = mellom.split()[-1:]
        if mellom.strip() and (self._mangel["mellom"].search(mellom) or self._mangel["sted"].fullmatch(sist[0])):
            return False
        if sist == ["til"] and poster:
            return False
        return all(len(del_.split()) <= _ORD_I_LISTE for del_ in _LEDD.split(mellom))


def _undecided(poster: Collection[tuple[Soknadspost, str]], ordbok: Ordbok) -> dict[str, set[str]]:
    """The kinds applied for and never decided, with whether they were put off."""
    # The allowance itself is given as an amount; only a vedtak that says what it was asked for tells that it is missing.
    kjent = [(post.slag, slag) for post, slag in poster if post.type == "vedtak" or post.slag not in ordbok.grunn]
    return {navn: {"uavgjort", *(("utsatt",) if slag.startswith("utsatt") else ())} for navn, slag in kjent if navn}


def _is_inside(ett: tuple[int, int, str], alle: Collection[tuple[int, int, str]]) -> bool:
    """Whether a longer phrase holds this one."""
    return any(f != ett and f[0] <= ett[0] and ett[1] <= f[1] for f in alle)


def _phrases(fraser: Iterable[str]) -> re.Pattern:
    """Any of the phrases as whole words; one that ends with «*» may go on."""
    fraser = [fold(f) for f in fraser]
    aapne, hele = [f[:-1] for f in fraser if f.endswith("*")], [f for f in fraser if not f.endswith("*")]
    deler = ([rf"(?:{trie(aapne)})\w*"] if aapne else []) + ([rf"(?:{trie(hele)})(?!\w)"] if hele else [])
    return re.compile(rf"(?<!\w)(?:{'|'.join(deler)})")
