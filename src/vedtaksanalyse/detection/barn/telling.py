"""Children counted without a word for them, or more of them counted after the first: «alone with three», «and one at»."""

from __future__ import annotations

from vedtaksanalyse.detection.barn.gruppe import MAKS_BARN, MYNDIG, Gruppe
from vedtaksanalyse.detection.barn.lest import Lest
from vedtaksanalyse.detection.barn.rekke import Rekke, Tall

_PAR = 2


class Teller:
    """Reads numbers that count children in one sentence."""

    def __init__(self, rekke: Rekke, lest: Lest) -> None:
        self.rekke, self.lest = rekke, lest

    def count_alone(self, tall: Tall) -> Gruppe | None:
        """Children counted without a word for them: «alone with three», «mother of two», «a flock of four»."""
        rekke, i, antall = self.rekke, tall.start, tall.verdier[0]
        if tall.enhet or not 0 < antall <= MAKS_BARN or (len(tall.verdier) > 1 and not self._is_shared_out(tall)):
            return None
        k = i - 2 if rekke.at(i - 1).ord == "/" else i - 1
        alene = rekke.isin(k, "flokk_ledd") and rekke.isin(k - 1, "alene", "ansvar")
        flokk = rekke.isin(i - 1, "paa") and rekke.isin(i - 2, "flokk")
        spurt = self.lest.kjent and rekke.at(i - 1).ord == ":" and rekke.isin(i - 2, "antall")
        spurt = spurt or (i == 0 and self.lest.spurt == "antall")
        alle = self.lest.kjent and rekke.isin(i - 1, "alle") and antall > 1 and not self._has_adult(i)
        alle = alle and (rekke.is_edge(tall.slutt) or rekke.isin(tall.slutt, "alle_bak"))
        talt = self.lest.barn is not None and self.lest.barn.antall == 2 * antall
        hver = self.lest.kjent and not talt and rekke.isin(tall.slutt, "delt_av") and rekke.isin(tall.slutt + 1, "hver")
        if hver:
            antall *= 2
        i_alt = self.lest.kjent and rekke.isin(i - 1, "i_alt") and antall > 1 and rekke.is_edge(tall.slutt)
        slutt = rekke.is_edge(tall.slutt) or rekke.at(tall.slutt).slag == "ord"
        if not hver and not ((alene or flokk or spurt or alle or i_alt) and slutt):
            return None
        gruppe = self._new(i, antall)
        gruppe.siste, gruppe.samlet = tall.slutt - 1, len(tall.verdier) > 1
        self.lest.brukt.add(i)
        return gruppe

    def _is_shared_out(self, tall: Tall) -> bool:
        """«mother of three, two at school and one at home»: the numbers that follow only share out the first."""
        rekke = self.rekke
        resten = sum(tall.verdier[1:]) <= tall.verdier[0] and not rekke.ledd[tall.start].ord.isdigit()
        return resten and rekke.isin(tall.slutt, "hvor") and rekke.at(tall.start + 1).ord == ","

    def count_labelled_one(self, tall: Tall) -> bool:
        """«Barn: ett (7 år)»: in words after a label, where it is no article."""
        gruppe, rekke, i = self.lest.barn, self.rekke, tall.start
        if gruppe is None or gruppe.slag != "flere" or gruppe.eksplisitt or not rekke.isin(i, "ett"):
            return False
        if rekke.at(i - 1).ord != ":" or tall.enhet or not rekke.is_edge(tall.slutt):
            return False
        gruppe.take_number(1, rekke.ledd[i].slutt, i)
        return True

    def count_word(self, i: int) -> None:
        """«Trebarnsmor»: the number is in the word."""
        if not (self.lest.barn and self.lest.barn.eksplisitt):
            self._new(i, self.rekke.ledd[i].verdi)

    def count_more(self, tall: Tall) -> bool:
        """«Two children at school and one in the kindergarten»: adds to the number."""
        gruppe, rekke, i = self.lest.barn, self.rekke, tall.start
        if gruppe is None or not gruppe.eksplisitt or gruppe.samlet or gruppe.barn or gruppe.slag != "flere" or len(tall.verdier) > 1:
            return False
        if not (rekke.isin(i - 1, "sammen") and rekke.isin(tall.slutt, "hvor")) or tall.enhet or tall.bestemt:
            return False
        if rekke.ledd[i].ord.isdigit() or rekke.isin(tall.slutt + 1, "artikkel"):
            return False
        if any(ledd.ord in (":", ",", "(") for ledd in rekke.ledd[:i] if ledd.start >= gruppe.start):
            # «three: one at home, one at school and one …» only shares out the number.
            return False
        gruppe.take_number((gruppe.antall or 0) + tall.verdier[0], rekke.ledd[i].slutt, tall.slutt)
        return True

    def count_grown(self, tall: Tall) -> bool:
        """«five children, two of whom are grown up», «… One of them is over 18»: fewer than were counted."""
        rekke, antall, k = self.rekke, tall.verdier[0], tall.slutt
        while rekke.isin(k, "delt_av", "blant", "de", "verb", "allerede"):
            k += 1
        voksen = rekke.isin(k, "voksen") or (rekke.at(k).slag == "grense" and rekke.at(k).verdi >= MYNDIG)
        if not voksen or k == tall.slutt or len(tall.verdier) > 1 or tall.enhet:
            return False
        gruppe = self.lest.grupper[-1] if self.lest.grupper else None
        if gruppe is not None and gruppe.slag == "flere" and gruppe.eksplisitt and not gruppe.barn and (gruppe.antall or 0) > antall:
            gruppe.antall = (gruppe.antall or 0) - antall
            return True
        if gruppe is None and self.lest.omtalt == "barn":
            self._new(tall.start, antall).kvalifikatorer |= {"voksen", "delvis"}
            return True
        return False

    def count_and_list(self, tall: Tall) -> bool:
        """«Alone with two, 4 and 7»: the number and the ages in one row."""
        rekke, i, antall = self.rekke, tall.start, tall.verdier[0]
        k = i - 2 if rekke.at(i - 1).ord == "/" else i - 1
        alene = rekke.isin(k, "flokk_ledd") and rekke.isin(k - 1, "alene")
        if not alene or antall != len(tall.verdier) - 1 or antall < _PAR or tall.hoyest >= MYNDIG:
            return False
        gruppe = self._new(i, antall)
        gruppe.give(tall.verdier[1:])
        gruppe.slutt, gruppe.siste = rekke.ledd[tall.slutt - 1].slutt, tall.slutt - 1
        return True

    def _has_adult(self, i: int) -> bool:
        """Whether a grown-up is spoken of before part ``i``: «we live here, all five»."""
        return any(self.rekke.at(k).slag in ("andre_voksne", "soker") for k in range(i))

    def _new(self, i: int, antall: int) -> Gruppe:
        ledd = self.rekke.ledd[i]
        gruppe = self.lest.add(Gruppe("flere", ledd.ord, ledd.start, ledd.slutt, i, antall))
        gruppe.eksplisitt = True
        return gruppe
