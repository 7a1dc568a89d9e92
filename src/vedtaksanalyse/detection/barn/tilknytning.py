"""Whether numbers behind a child word are its age, its number or only its label."""

from __future__ import annotations

from vedtaksanalyse.detection.barn.gruppe import MAKS_BARN, MERKE, MYNDIG, Gruppe
from vedtaksanalyse.detection.barn.lest import Lest
from vedtaksanalyse.detection.barn.rekke import Rekke, Tall

_ANTALL_FORAN = 8
_ETIKETT = 10
_INNSKUTT, _MED_AAR = 5, 9
_ETT, _HOYEST = 1, 45


class Tilknytning:
    """Ties numbers to the child word in front of them."""

    def __init__(self, rekke: Rekke, lest: Lest) -> None:
        self.rekke, self.lest = rekke, lest

    def find(self, tall: Tall) -> Gruppe | None:
        """The child word in front that these numbers belong to, and that has not got its ages yet."""
        gruppe = self._tied(tall.start) or self._counted_before(tall) or self._labelled(tall) or self._inserted(tall)
        return None if gruppe is None or (gruppe.barn and not self._continues(gruppe, tall.start)) else gruppe

    def _tied(self, i: int) -> Gruppe | None:
        """The child word in front, when only linking words stand between."""
        gruppe = self.lest.barn
        return gruppe if gruppe and self.rekke.is_glued(gruppe.siste + 1, i) else None

    def _counted_before(self, tall: Tall) -> Gruppe | None:
        """«two children from before, 5 and 8 years»: as many ages as children were counted just before."""
        gruppe = self.lest.barn
        if gruppe is None or gruppe.slag != "flere" or not gruppe.eksplisitt or gruppe.barn:
            return None
        foran = self.rekke.at(self._before_about(tall.start)).ord
        if tall.enhet != "aar" and foran not in (":", "(") and not (foran == "," and self.rekke.is_edge(tall.slutt)):
            return None
        like_mange = len(tall.verdier) == gruppe.antall and len(tall.verdier) > 1
        return gruppe if like_mange and tall.hoyest < MYNDIG and tall.start - gruppe.siste <= _ANTALL_FORAN else None

    def _before_about(self, i: int) -> int:
        """The part in front of «ca.»."""
        k = i - 1 - (self.rekke.at(i - 1).ord == "." and self.rekke.isin(i - 2, "forkortet"))
        return k - 1 if self.rekke.isin(k, "forkortet", "nettopp") else k

    def _labelled(self, tall: Tall) -> Gruppe | None:
        """«Barn under 18 som bor hos deg: 4», «Barn i første ekteskap: 7 og 2»: a label that starts with a child word."""
        rekke, gruppe = self.rekke, self.lest.barn
        if gruppe is None or gruppe.slag != "flere" or gruppe.eksplisitt or gruppe.barn or gruppe.eid:
            return None
        if rekke.at(tall.start - 1).ord not in (":", "|") or tall.start - gruppe.siste > _ETIKETT:
            return None
        mellom = range(gruppe.siste + 1, tall.start - 1)
        bare_ord = all(rekke.at(k).slag not in ("tall", "utenfor", "aarstall") for k in mellom)
        return gruppe if bare_ord and rekke.begins(gruppe.start) and rekke.is_edge(tall.slutt) else None

    def _inserted(self, tall: Tall) -> Gruppe | None:
        """«Dottera bur heime, 21, jobbar …»: an age alone between commas, a few words after the child."""
        rekke, gruppe, i = self.rekke, self.lest.barn, tall.start
        if gruppe is None or gruppe.slag not in ("ett", "del", "plass") or gruppe.barn or len(tall.verdier) > 1:
            return None
        alene = rekke.at(i - 1).ord == "," and rekke.at(tall.slutt).ord in (",", ".")
        naer = i - gruppe.siste <= (_MED_AAR if tall.enhet == "aar" else _INNSKUTT)
        if not alene or not naer or not (tall.enhet == "aar" or rekke.ledd[i].ord.isdigit()) or not _ETT <= tall.hoyest < _HOYEST:
            return None
        bare_ord = all(rekke.at(k).slag in ("ord", "stor") for k in range(gruppe.siste + 1, i - 1))
        return gruppe if bare_ord else None

    def is_age(self, gruppe: Gruppe, tall: Tall) -> bool:
        """Whether numbers tied to a child word are ages."""
        rekke, i = self.rekke, tall.start
        foran, bak = rekke.at(self._before_about(i)), rekke.at(tall.slutt)
        if rekke.isin(i - 1, "varighet") or (gruppe.barn and not self._continues(gruppe, i)):
            return False
        kant = rekke.is_edge(tall.slutt) or (bak.slag in ("ord", "stor") and not tall.enhet)
        if rekke.isin(i - 1, "de") and not tall.enhet:
            return False
        if gruppe.eksplisitt and (gruppe.antall or 0) > len(tall.verdier) and not tall.enhet and rekke.isin(tall.slutt, "hvor", "preposisjon"):
            # «Four children: two at school» counts some of them.
            return False
        if tall.enhet == "dag" and not (rekke.isin(tall.slutt, "gammel") or gruppe.ord in rekke.ord.grupper["nyfodt"] or rekke.isin(i - 1, "paa")):
            return False
        if tall.bestemt:
            return self._is_definite(gruppe, tall, kant)
        hengende = not tall.enhet and not rekke.is_edge(tall.slutt)
        if hengende and foran.ord not in "(,:|" and not self._stands_alone(tall):
            return False
        like = rekke.isin(i - 1, "verb", "paa", "eier", "snart", "nettopp", "henholdsvis") or foran.slag == "stor"
        if gruppe.slag == "flere" and gruppe.antall is None and not tall.enhet:
            return self._after_plural(gruppe, tall, like)
        if tall.enhet == "uke" and foran.ord == ":":
            return False
        if tall.enhet in ("maaned", "uke", "dag") and tall.hoyest == 0 and gruppe.slag == "flere":
            return gruppe.eksplisitt or like or foran.ord in "(:" or rekke.isin(tall.slutt, "gammel")
        if tall.enhet:
            return True
        if foran.ord == "(":
            return bak.ord in (")", ",", ":")
        if foran.ord == ",":
            return kant and (len(tall.verdier) == gruppe.antall or rekke.is_edge(tall.slutt))
        tett = i == gruppe.siste + 1 + (foran.ord == ")") or rekke.isin(i - 1, "alder") or foran.ord in ":|"
        return kant and (like or tett)

    def _stands_alone(self, tall: Tall) -> bool:
        """«Jenta to ettermiddager»: a number in words right after a child counts what follows."""
        return self.rekke.ledd[tall.start].ord.isdigit() or self.rekke.isin(tall.start - 1, "verb", "paa", "snart")

    def _is_definite(self, gruppe: Gruppe, tall: Tall, kant: bool) -> bool:
        """«Datteren fylte 6 i mai», but not «barn som har fylt 12 år» or «når sønnen fyller 18»."""
        alle = gruppe.slag == "flere" and not (gruppe.eksplisitt or gruppe.eid)
        naar = self.rekke.at(tall.slutt - 1).slag not in ("tall", "aar")
        forst = next(k for k, ledd in enumerate(self.rekke.ledd) if ledd.start >= gruppe.start)
        tidspunkt = self.rekke.isin(forst - 1, "naar_bisetning")
        return (bool(tall.enhet) or kant or naar) and not tidspunkt and not (
            alle and gruppe.ord in self.rekke.ord.grupper["ubestemt"]
        )

    def _after_plural(self, gruppe: Gruppe, tall: Tall, like: bool) -> bool:
        """A bare number after «children»: how many, or which («Barn 2: …»); several are ages."""
        if len(tall.verdier) == 1:
            if self.lest.aldersrader and tall.start == gruppe.siste + 1 + (self.rekke.at(gruppe.siste + 1).ord == "|"):
                gruppe.antall = 1
                return True
            self._take_number(gruppe, tall)
            return False
        if tall.start == gruppe.siste + 1:
            # «barn 1 og 2», «barn 3, 4 og 5» are labels.
            return tall.verdier != list(range(tall.verdier[0], tall.verdier[0] + len(tall.verdier)))
        return like or self.rekke.at(tall.start - 1).ord in ":,|(" or self.rekke.isin(tall.start - 1, "alder")

    def _continues(self, gruppe: Gruppe, i: int) -> bool:
        mellom = range(gruppe.siste + 1, i)
        bundet = all(self.rekke.isin(k, "sammen") or self.rekke.at(k).ord == "," for k in mellom)
        return gruppe.slag == "flere" and bundet

    def _take_number(self, gruppe: Gruppe, tall: Tall) -> None:
        rekke, antall, slutt = self.rekke, tall.verdier[0], tall.slutt
        foran, bak = rekke.at(tall.start - 1), rekke.at(slutt)
        videre = ("alder", "fodt", "verb", "fyller", "fylt", "gaar", "hjelpeverb")
        merkelapp = bak.slag == "tall" or rekke.isin(slutt, *videre)
        band = bak.ord == "," and foran.ord not in ":|" and rekke.at(slutt + 1).slag in ("band", "serie")
        merkelapp = merkelapp or band
        merkelapp = merkelapp or (foran.ord not in ":|" and bak.ord in (":", "("))
        if antall > MAKS_BARN:
            return
        if merkelapp:
            gruppe.slag, gruppe.antall, gruppe.siste = "plass", 1, slutt - 1
            gruppe.ord, gruppe.kjenne = f"{gruppe.ord} {antall}", frozenset({f"{MERKE}{antall}"})
        elif (foran.ord in ":|" or tall.start == gruppe.siste + 1 or rekke.isin(slutt, "stykk")) and (
            bak.slag == "slutt" or bak.ord in "(,.;|/" or rekke.isin(slutt, "stykk")
        ):
            gruppe.take_number(antall, rekke.ledd[slutt - 1].slutt, slutt - 1)
            self.lest.brukt.add(tall.start)
