"""Names, letters and masks that stand for children: «B (13)», «Sara på 9», «[A] som er elleve», «Ali 13 år, Hana 10 år»."""

from __future__ import annotations

from vedtaksanalyse.detection.barn.gruppe import MYNDIG, Gruppe
from vedtaksanalyse.detection.barn.lest import Lest
from vedtaksanalyse.detection.barn.rekke import Rekke, Tall

_NAVN_I = 60


class Navneleser:
    """Tells whether a name in front of ages is the child's."""

    def __init__(self, rekke: Rekke, lest: Lest) -> None:
        self.rekke, self.lest = rekke, lest

    def letter_in_clause(self, tall: Tall) -> int:
        """«[A] som er elleve», «D, som fyller tre»: where the letter stands in front, -1 when there is none."""
        rekke, i = self.rekke, tall.start
        k = self.predicate(i) - (self.predicate(i) == i)
        if not rekke.isin(k, "som") or len(tall.verdier) > 1 or tall.hoyest >= MYNDIG:
            return -1
        k -= 1 + (rekke.at(k - 1).ord == ",")
        sagt = tall.enhet == "aar" or tall.bestemt or rekke.is_edge(tall.slutt)
        kjent = self.lest.kjent or rekke.at(k).slag == "maske"
        return k if rekke.is_letter(k) and sagt and kjent else -1

    def is_lettered(self, tall: Tall) -> bool:
        """«[A] | 15 |», «A, 12 år, og B, 8 år, …»: a letter that starts a row or a statement."""
        rekke, i = self.rekke, tall.start
        if not rekke.is_letter(i - 2) or tall.hoyest >= MYNDIG or len(tall.verdier) > 1:
            return False
        starter = rekke.starts(i - 2) or any(g.slag == "navn" and g.barn for g in self.lest.grupper)
        klamme = rekke.at(i - 2).ord[0] == "[" and rekke.at(i - 1).ord in "|:,"
        klamme = klamme or (self.lest.kontekst and rekke.at(i - 1).ord == "|")
        sagt = klamme or (rekke.at(i - 1).ord == "," and tall.enhet == "aar")
        return starter and sagt and (rekke.is_edge(tall.slutt) or rekke.at(tall.slutt).ord == ",")

    def is_named(self, gruppe: Gruppe | None, tall: Tall) -> bool:
        """«B (13)», «Sara på 9»: a name or letter with an age, and not what the child word in front still lacks."""
        rekke, i = self.rekke, tall.start
        bokstav, i_parentes = rekke.is_mask(i - 2), rekke.at(i - 1).ord == "("
        navn = rekke.at(i - 2).slag == "stor" or bokstav
        if gruppe and gruppe.eksplisitt and gruppe.slag == "flere" and self.is_apposed(tall):
            return True
        if not navn or tall.hoyest >= MYNDIG or not (i_parentes or rekke.isin(i - 1, "paa")):
            return False
        if gruppe and not gruppe.barn and not (gruppe.slag == "flere" and (bokstav or self._names() > 1)):
            return False
        if i_parentes:
            # A mask with an age may be the applicant; a letter is a child.
            flere = self.lest.kjent or self._names() > 1
            return tall.hoyest > 0 and (flere or (bokstav and not rekke.isin(i - 2, "maske")))
        return bokstav or rekke.isin(i - 3, "forelder") or any(g.slag == "navn" for g in self.lest.grupper)

    def is_apposed(self, tall: Tall) -> bool:
        """«to døtre, Aisha, 14, og Leyla, 9»: an age between commas after a name."""
        rekke, i = self.rekke, tall.start
        navn = rekke.at(i - 2).slag == "stor" and rekke.at(i - 1).ord == "," and rekke.starts_clause(i - 2)
        return navn and len(tall.verdier) == 1 and tall.hoyest < MYNDIG and rekke.is_edge(tall.slutt)

    def is_in_list(self, tall: Tall) -> bool:
        """«Barn: Ada 15 og Bo 9»."""
        rekke, i = self.rekke, tall.start
        if rekke.at(i - 1).slag != "stor" or len(tall.verdier) > 1 or tall.hoyest >= MYNDIG or not rekke.is_edge(tall.slutt):
            return False
        sist = self.lest.grupper[-1] if self.lest.grupper else None
        if sist is None or sist.siste < i - 4 or not (rekke.at(i - 2).ord in ":," or rekke.isin(i - 2, "sammen")):
            return False
        return sist.slag == "navn" or (sist.slag == "flere" and not sist.barn and rekke.at(i - 2).ord == ":")

    def is_one_of_names(self, tall: Tall) -> bool:
        """«Ali 13 år, Hana 10 år»: more than one name right before an age."""
        rekke, i = self.rekke, tall.start
        if rekke.at(i - 1).slag != "stor" or tall.enhet != "aar" or len(tall.verdier) > 1 or tall.hoyest >= MYNDIG:
            return False
        slag = [x.slag for x in rekke.ledd[:_NAVN_I]]
        foran = rekke.starts_clause(i - 1)
        return foran and sum(slag[k : k + 3] == ["stor", "tall", "aar"] for k in range(len(slag))) > 1

    def names_before(self, k: int) -> list[int]:
        """Where the names joined with the one at ``k`` stand: «C og D på 3 og 5 år»."""
        navn = []
        while self.rekke.is_mask(k):
            navn.insert(0, k)
            if not (self.rekke.isin(k - 1, "sammen") or self.rekke.at(k - 1).ord == ","):
                break
            k -= 2
        return navn

    def _names(self) -> int:
        """How many names with a number in brackets the sentence has."""
        slag = ["(" if x.ord == "(" else ")" if x.ord == ")" else x.slag for x in self.rekke.ledd[:_NAVN_I]]
        return sum(slag[i : i + 4] == ["stor", "(", "tall", ")"] for i in range(len(slag)))

    def predicate(self, i: int) -> int:
        """The part in front of the words («er», «på», «fyller») that lead up to an age; ``i`` when there are none."""
        rekke, k = self.rekke, i - 1
        hvem = rekke.at(k).slag == "pronomen" or rekke.isin(k, "de")
        if hvem and rekke.isin(k - 1, "verb", "fyller", "fylt"):
            return k
        while rekke.isin(k, "verb", "fyller", "fylt", "snart", "nettopp", "paa", "henholdsvis") and not rekke.isin(k, "fortid"):
            k -= 1
        if rekke.isin(k, "sted") and rekke.isin(k - 1, "de"):
            k -= 1
        return k if k < i - 1 else i
