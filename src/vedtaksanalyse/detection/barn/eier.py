"""Finds the children that ages belong to: a child word in front, a name or label, a pronoun, a list, the applicant."""

from __future__ import annotations

from vedtaksanalyse.detection.barn.gruppe import INGEN, KJONN, MERKE, MYNDIG, Gruppe
from vedtaksanalyse.detection.barn.lest import Lest
from vedtaksanalyse.detection.barn.navn import Navneleser
from vedtaksanalyse.detection.barn.rekke import Rekke, Tall
from vedtaksanalyse.detection.barn.tilknytning import Tilknytning

_SOKER_FRA = 13
_SOKER_UTEN_SUBJEKT = 15
_LISTE_FORAN = 30
_PAR = 2
_TETT_FORAN, _OMTALT_FORAN = 4, 7
_SAMMEN = 2


class Eierfinner:
    """Looks for the owner of a list of ages in one sentence."""

    def __init__(self, rekke: Rekke, lest: Lest) -> None:
        self.rekke, self.lest = rekke, lest
        self.tilknytning, self.navn = Tilknytning(rekke, lest), Navneleser(rekke, lest)

    def find(self, tall: Tall) -> Gruppe | None:
        """The group whose ages these are, a new one, or None."""
        if (bokstav := self.navn.letter_in_clause(tall)) >= 0:
            return self._new("navn", bokstav, 1)
        gruppe = self.tilknytning.find(tall)
        if gruppe is not None and not self.navn.is_named(gruppe, tall):
            return gruppe if self.tilknytning.is_age(gruppe, tall) else None
        if self.rekke.isin(tall.start - 1, "varighet") and self.navn.predicate(tall.start) == tall.start:
            return None
        return self._named(tall) or self._other(tall) or self._taken_up(tall) or self._listed(tall) or self._soker(tall)

    def _named(self, tall: Tall) -> Gruppe | None:
        rekke, i = self.rekke, tall.start
        if self.navn.is_apposed(tall) and self.lest.grupper and self.lest.grupper[-1].slag in ("navn", "flere"):
            return self._new("navn", i - 2, 1)
        if self.navn.is_named(None, tall) and (rekke.at(i - 1).ord != "(" or rekke.at(tall.slutt).ord in "),"):
            return self._new("navn", i - 2, 1)
        k = self.navn.predicate(i)
        if self._is_also_owned(tall):
            return self._new("ett", i - 2, 1, "delvis")
        if self.navn.is_lettered(tall):
            return self._new("navn", i - 2, 1)
        if rekke.is_letter(i - 1) and tall.enhet == "aar" and tall.hoyest < MYNDIG and rekke.starts(i - 1):
            return self._new("navn", i - 1, 1)
        if rekke.at(i - 1).ord == "." and rekke.is_letter(i - 2) and self.lest.kjent and tall.enhet == "aar":
            k = i - 2
        if self.navn.is_in_list(tall) or self.navn.is_one_of_names(tall):
            return self._new("navn", i - 1, 1)
        navn = self.navn.names_before(k)
        if k < i and len(navn) == len(tall.verdier) > 1 and tall.hoyest < MYNDIG:
            return self._new("flere", navn[0], len(navn), "delvis")
        sagt = tall.enhet or tall.bestemt or rekke.is_edge(tall.slutt)
        return self._new("navn", k, 1) if k < i and rekke.is_mask(k) and sagt and tall.hoyest < MYNDIG else None

    def _is_also_owned(self, tall: Tall) -> bool:
        """«My son (9), her daughter (7) and ours (2)»."""
        rekke, i = self.rekke, tall.start
        eid = rekke.isin(i - 2, "eier") or (rekke.isin(i - 2, "felles") and rekke.isin(i - 3, "eier"))
        alene = rekke.at(i - 1).ord == "(" and rekke.at(tall.slutt).ord == ")" and len(tall.verdier) == 1
        return eid and alene and tall.hoyest < MYNDIG and any(g.eid and g.barn for g in self.lest.grupper)

    def _other(self, tall: Tall) -> Gruppe | None:
        """«The one is 6, the other 11», «he at home»."""
        rekke, k = self.rekke, self.navn.predicate(tall.start)
        k -= k == tall.start
        annen = rekke.isin(k, "annen", "ene") and rekke.isin(k - 1, "bestemt")
        sagt = tall.enhet == "aar" or tall.bestemt or (k < tall.start - 1 and rekke.is_edge(tall.slutt))
        if not annen or not sagt or not self.lest.kjent or len(tall.verdier) > 1 or tall.hoyest >= MYNDIG:
            return None
        return self._new("ett", k, 1, "delvis")

    def _taken_up(self, tall: Tall) -> Gruppe | None:
        """Ages that take up children spoken of before: «… they are 7 and 10», «… one of 4», «he is ten»."""
        rekke, lest, i = self.rekke, self.lest, tall.start
        k = self.navn.predicate(i)
        sist = rekke.at(tall.slutt - 1).slag != "tall" or rekke.is_edge(tall.slutt)
        talt = rekke.at(k).slag == "tall" and rekke.at(k).verdi == len(tall.verdier) and rekke.isin(k - 1, "de")
        ung = rekke.at(k).slag == "pronomen" and tall.hoyest < _SOKER_UTEN_SUBJEKT and not lest.omtalt and rekke.is_edge(tall.slutt)
        talt = talt or (rekke.at(k).slag == "tall" and rekke.at(k).verdi > 1 and rekke.isin(k - 1, "de"))
        par = len(tall.verdier) > 1 and rekke.is_one(k) and rekke.isin(k + 1, "paa") and not tall.enhet
        sist = sist or (rekke.isin(k + 1, "paa") and self._goes_on(tall))
        if k == i or not (lest.kjent or talt or ung or par) or not (sist or tall.bestemt) or rekke.isin(k - 1, "naar_bisetning"):
            return None
        if tall.hoyest >= MYNDIG:
            return self._grown_up(k)
        if rekke.isin(k, "begge"):
            return self._new("flere", k, max(_PAR, len(tall.verdier)), "delvis")
        if rekke.at(k).slag == "tall" and rekke.at(k).verdi > 1 and rekke.isin(k - 1, "de") and len(tall.verdier) == 1:
            # «The two are six».
            return self._new("flere", k, rekke.at(k).verdi, "delvis")
        if len(tall.verdier) > 1 and rekke.is_one(k) and rekke.isin(k + 1, "paa"):
            # «One of 8 and one of 5».
            return self._new("flere", k, len(tall.verdier), "delvis")
        if len(tall.verdier) > 1:
            hele = talt or (lest.sist is not None and lest.sist.antall == len(tall.verdier))
            flertall = talt or tall.enhet == "aar" or rekke.isin(k, "de", "eier", "tillegg")
            return self._new("flere", i, len(tall.verdier), *(() if hele else ("delvis",))) if flertall else None
        return self._one_taken_up(tall, k)

    def _goes_on(self, tall: Tall) -> bool:
        """«he of seven with asthma»: what follows says more of the child."""
        return self.rekke.isin(tall.slutt, "preposisjon", "hvor", "verb", "hjelpeverb", "gaar", "alle_bak")

    def _one_taken_up(self, tall: Tall, k: int) -> Gruppe | None:
        rekke, lest = self.rekke, self.lest
        if rekke.isin(k + 1, "paa") and rekke.at(k).verdi == 1:
            return self._new("ett", k, 1)
        if rekke.is_one(k) and rekke.isin(k + 1, "verb", "fyller", "fylt") and rekke.starts_clause(k):
            # «One is ten and one is twelve».
            return self._new("ett", k, 1, "delvis")
        if rekke.isin(k + 1, "paa") and rekke.isin(k, "liten") and rekke.isin(k - 1, "artikkel", "ett"):
            return self._new("ett", k, 1)
        if rekke.at(k).slag == "pronomen":
            # «not been at his place for three years» is no age.
            varighet = rekke.isin(k + 1, "paa") and (
                tall.enhet or (rekke.isin(k - 1, "preposisjon") and not rekke.isin(k - 1, "forelder"))
            )
            return None if varighet else self._new("ett", k, 1, "delvis")
        if rekke.isin(k, "de"):
            alle = lest.grupper[-1] if lest.grupper else lest.sist
            egnet = alle and (alle.antall or 0) > 1 and (tall.enhet or alle.antall != tall.hoyest)
            return self._new("flere", k, alle.antall, "delvis") if alle and egnet else None
        gruppe = lest.barn
        naer = rekke.isin(k, "sammen", "som") and not rekke.isin(k + 1, "paa")
        return gruppe if gruppe and naer and not gruppe.barn and gruppe.slag != "flere" else None

    def _grown_up(self, k: int) -> None:
        """«The boy grew up with his father and is 21 today»."""
        gruppe = self.lest.barn
        if gruppe and not gruppe.barn and gruppe.slag == "ett" and self.rekke.isin(k, "sammen", "som"):
            gruppe.kvalifikatorer.add("voksen")
        elif self.rekke.isin(k, "blant") and self.rekke.isin(k - 1, "delt_av") and self.rekke.at(k - 2).slag == "tall":
            # «One of them turned 18».
            self._new("del", k - 2, self.rekke.at(k - 2).verdi, "voksen", "myndig")

    def _listed(self, tall: Tall) -> Gruppe | None:
        """Ages under a label, or as many in a row as a number in front of them says."""
        rekke, i, antall = self.rekke, tall.start, len(tall.verdier)
        foran = rekke.at(i - 1)
        if tall.hoyest >= MYNDIG:
            return None
        spurt = rekke.isin(i - 1, "alder") or (foran.ord in (":", "|") and rekke.isin(i - 2, "alder"))
        sist = self.lest.sist
        if spurt and antall > 1 and sist and not sist.barn and sist.antall == antall and rekke.is_edge(tall.slutt):
            return self._new("flere", i - 1, antall)
        if spurt and antall == 1 and i <= 2 and sist and sist.slag in ("plass", "ett") and not sist.barn:
            self.lest.sist = None
            gruppe = self._new("ett", i - 1, 1, "delvis")
            gruppe.kjenne = sist.kjenne
            return gruppe
        if i == 0 and self.lest.spurt == "alder":
            return self._new("flere", i, antall)
        if self.lest.kontekst and spurt:
            return self._new("flere", i - 1, antall)
        foran_i = range(max(0, i - _LISTE_FORAN), i)
        like = [k for k in foran_i if rekke.ledd[k].slag == "tall" and rekke.ledd[k].verdi == antall]
        naer = foran.ord == "(" or (foran.ord == "," and self.lest.kjent and rekke.is_edge(tall.slutt))
        # «The two in the middle (9 and 12)».
        midt = any(rekke.isin(k - 1, "de", "hvorav") for k in like)
        if antall > 1 and naer and any(k >= i - (_OMTALT_FORAN if foran.ord == "(" and self.lest.kjent else _TETT_FORAN) for k in like):
            return self._new("flere", i - 1, antall, *(() if foran.ord == "(" and not midt else ("delvis",)))
        slutt = rekke.is_edge(tall.slutt) or rekke.isin(tall.slutt, "gammel")
        if antall > 1 and any(rekke.isin(k - 1, "eier") and rekke.is_glued(k + 1, i) for k in like):
            # «Mannen sine to frå før er 9 og 12».
            return self._new("flere", i, antall, "delvis")
        if antall > 1 and foran.ord in (";", ":", "(", ",", "-") and slutt and self._counted_together() == antall:
            return self._new("flere", i, antall)
        if antall > 2 and foran.ord == ":" and (like or self.lest.kontekst):
            return self._new("flere", i, antall)
        return None

    def _counted_together(self) -> int:
        """How many the last groups were that were counted one after the other: «two girls and a boy»."""
        grupper = self.lest.grupper[-_SAMMEN:]
        return sum(g.antall or 0 for g in grupper) if all(g.antall and not g.barn for g in grupper) else 0

    def _soker(self, tall: Tall) -> Gruppe | None:
        """The applicant's own age, when that is under 18."""
        rekke, lest, i = self.rekke, self.lest, tall.start
        if len(tall.verdier) > 1 or not _SOKER_FRA <= tall.verdier[0] < MYNDIG:
            return None
        if self._may_be_soker(tall):
            return self._new("soker", i, 1, "svak")
        if tall.bestemt and not (tall.verdier[0] == MYNDIG - 1 and rekke.at(tall.slutt - 1).slag not in ("tall", "aar")):
            return None
        limt = rekke.is_glued(lest.person + 1, i)
        tett = i == lest.person + 1 or rekke.at(i - 1).ord in ("(", ",")
        sagt = tall.enhet == "aar" or rekke.isin(i - 1, "verb", "fyller", "fylt") or (tett and rekke.is_edge(tall.slutt))
        if lest.subjekt == "soker" and limt and sagt:
            return self._new("soker", lest.person, 1)
        if lest.subjekt == "pronomen" and limt and tall.enhet == "aar":
            return self._new("ett" if lest.omtalt == "barn" else "soker", lest.person, 1, "svak")
        alene = i == 0 and not lest.subjekt and not lest.kontekst and lest.omtalt != "barn"
        if alene and tall.verdier[0] >= _SOKER_UTEN_SUBJEKT and tall.enhet == "aar":
            return self._new("soker", i, 1, "svak")
        return None

    def _may_be_soker(self, tall: Tall) -> bool:
        """«De er 17 år» in a letter, «når ein berre er sytten», «Fylte sytten i september.» of nobody named."""
        rekke, lest = self.rekke, self.lest
        if tall.hoyest < _SOKER_UTEN_SUBJEKT or lest.omtalt or lest.grupper or lest.kontekst:
            return False
        if lest.subjekt == "andre_voksne":
            return rekke.isin(lest.person, "de") and rekke.is_glued(lest.person + 1, tall.start) and tall.enhet == "aar"
        if lest.subjekt or not (tall.enhet == "aar" or tall.bestemt or rekke.is_edge(tall.slutt)):
            return False
        k = tall.start - 1
        if rekke.isin(k, "fylt") and k == 0:
            return True
        return rekke.isin(k, "verb") and any(rekke.is_one(n) or rekke.isin(n, "man") for n in (k - 1, k - 2))

    def _new(self, slag: str, i: int, antall: int, *kvalifikatorer: str) -> Gruppe:
        ledd = self.rekke.ledd[i]
        kjenne = self.rekke.ord.kjenne.get(ledd.ord, INGEN)
        if slag == "navn":
            kjenne = frozenset({f"{MERKE}{ledd.ord.strip('[]')}"})
        elif ledd.slag == "pronomen" and self.lest.sist and self.lest.sist.antall == 1 and not self.lest.sist.barn:
            samme = not (kjenne | self.lest.sist.kjenne) >= KJONN
            kjenne |= self.lest.sist.kjenne if samme else INGEN
        return self.lest.add(
            Gruppe(slag, ledd.ord, ledd.start, ledd.slutt, i, antall, kjenne=kjenne, kvalifikatorer=set(kvalifikatorer))
        )
