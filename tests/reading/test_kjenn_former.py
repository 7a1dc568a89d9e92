"""Types of texts in office styles that no gold case has, in both language forms; and a folder's missing decision."""

from __future__ import annotations

from datetime import date

import pytest

from vedtaksanalyse.reading.datering import kjenn_dato
from vedtaksanalyse.reading.kjenn import kjenn_type, velg_vedtak
from vedtaksanalyse.reading.les import read_sak
from vedtaksanalyse.reading.mappe import find_saksmapper

VEDTAK = [
    "Liaberg kommune\nSosiale tjenester\n\n14. mai 2024\n\nVi har behandlet henvendelsen din.\n\nHusleien for mai dekkes med 9 400 kroner. Vi dekker ikke bilreparasjonen.\n\nEr du uenig, må du skrive til oss innen tre uker.",
    "Nav Liaberg\nTil [Søker]\n\nSaken din om støtte til briller er avgjort.\n\nDu får 2 100 kroner til briller. Resten må du betale selv.\n\nMener du dette er feil, kan du klage til oss. Hilsen Marit",
    "SAKSBEHANDLERS AVGJØRELSE\nNav Liaberg, sak 24/118\n\nKrav: livsopphold, strøm\nUtfall: delvis innvilget\nBegrunnelse: inntekten dekker husleien, men ikke strømmen.\nHjemmel: § 18\nKlageadgang: forvaltningsloven § 28",
    "NAV LIABERG\nMELDING OM AVSLAG\n\nSøknaden om dekning av etableringsutgifter fører ikke frem. Utgiftene var kjent og kunne vært planlagt. Fristen for å klage er tre uker.",
    "Lia kommune\n\nVi har handsama førespurnaden din.\n\nHusleiga for mai vert dekt med 9 400 kroner. Vi dekkjer ikkje bilreparasjonen.\n\nEr du usamd, må du skrive til oss innan tre veker.",
    "Nav Lia\nTil [Søkjar]\n\nSaka di om stønad til briller er avgjord.\n\nDu får 2 100 kroner til briller. Resten må du betale sjølv.\n\nMeiner du dette er feil, kan du klage til oss. Helsing Marit",
    "NAV LIA\nMELDING OM AVSLAG\n\nSøknaden om dekking av etableringsutgifter fører ikkje fram. Utgiftene var kjende og kunne vore planlagde. Fristen for å klage er tre veker.",
]
NOTAT = [
    "10:42 MK: Ringt av far. Lurer på om pengene kommer i dag. Sagt at de er anvist.\n13:05 MK: Ringt banken. Bekrefter innbetaling.",
    "Møtereferat\nTil stede: mor, kontaktlærer, Kari fra kontoret\nSak: skolegang\nMor forteller at gutten sover dårlig. Skolen følger opp. Nytt møte om to uker.",
    "Fra: veileder\nTil: fagkoordinator\nEmne: husleiesaken\n\nKan du se på denne? Mor har tre barn og må ut på fredag. Jeg heller mot å gi ja, men trenger støtte på beløpet.",
    "Var innom leiligheten sammen med kollega. Rommet til jentene er fuktig. Far sier at utleier ikke svarer. Ba ham ta bilder.",
    "Ny dokumentasjon inn via portalen. Sjekket mot forrige måned, ingen endring. Sendes til godkjenning.",
    "Melding fra bruker: Hei, når får jeg svar?\nSvar fra Nav: Vi er i gang, du hører fra oss på mandag.\nMelding fra bruker: Ok takk",
    "Konsultert fagleder om saken. Enige om at fritidsutgiften bør dekkes. Innstiller på delvis ja, vedtak skrives i morgen.",
    "10:42 MK: Ringt av far. Lurer på om pengane kjem i dag. Sagt at dei er tilviste.\n13:05 MK: Ringt banken. Stadfestar innbetaling.",
    "Møtereferat\nTil stades: mor, kontaktlærar, Kari frå kontoret\nSak: skulegang\nMor fortel at guten søv dårleg. Skulen følgjer opp. Nytt møte om to veker.",
    "Var innom husværet saman med kollega. Rommet til jentene er fuktig. Far seier at utleigar ikkje svarar. Bad han ta bilete.",
    "Melding frå brukar: Hei, når får eg svar?\nSvar frå Nav: Vi er i gang, du høyrer frå oss på måndag.\nMelding frå brukar: Ok takk",
    "Ny dokumentasjon inn via portalen. Sjekka mot førre månad, inga endring. Vert send til godkjenning.",
]
SOKNAD = [
    "Hei Nav, jeg trenger penger til vinterdress til datteren min. Jeg har ikke råd denne måneden fordi strømmen ble så dyr. Kan dere hjelpe?",
    "Navn: [Søker]\nSivilstand: ugift\nBarn under 18: ett, 6 år\nHva søker du om: briller og husleie\nBegrunnelse: Jeg er permittert.",
    "Til Nav Liaberg\n\nJeg ønsker støtte til å kjøpe seng til sønnen min. Han er fire år og sover hos meg i dobbeltsengen.\n\nHilsen [Søker]",
    "Søknad om nødhjelp\n\nKontoen er tom og det er fem dager til trygden kommer. Vi er to voksne og en baby.",
    "Hei Nav, eg treng pengar til vinterdress til dotter mi. Eg har ikkje råd denne månaden fordi straumen vart så dyr. Kan de hjelpe?",
    "Namn: [Søkjar]\nSivilstand: ugift\nBarn under 18: eitt, 6 år\nKva søkjer du om: briller og husleige\nGrunngiving: Eg er permittert.",
    "Til Nav Lia\n\nEg ynskjer stønad til å kjøpe seng til sonen min. Han er fire år og søv hjå meg i dobbeltsenga.\n\nHelsing [Søkjar]",
]
KLAGE = [
    "Til Nav Liaberg\n\nJeg har fått avslaget på briller og godtar det ikke. Datteren min ser ikke tavla. Dere har ikke spurt skolen. Jeg vil at saken blir vurdert på nytt.\n\nHilsen [Søker]",
    "Jeg vil protestere på vedtaket om husleie. Dere har regnet med lønn jeg ikke har fått. Se på lønnsslippen min en gang til.",
    "Gjelder: klage på vedtak om livsopphold\n\nBarna mine er ikke nevnt med ett ord. Jeg ber om ny behandling.",
    "Til Nav Lia\n\nEg har fått avslaget på briller og godtek det ikkje. Dotter mi ser ikkje tavla. De har ikkje spurt skulen. Eg vil at saka vert vurdert på nytt.\n\nHelsing [Søkjar]",
    "Eg vil protestere på vedtaket om husleige. De har rekna med løn eg ikkje har fått. Sjå på lønsslippen min ein gong til.",
    "Gjeld: klage på vedtak om livsopphald\n\nBorna mine er ikkje nemnde med eitt ord. Eg ber om ny handsaming.",
]
ANNET = [
    "Solvang barneskole\nTil rette vedkommende\n\nVi bekrefter at [barn] går i 3. klasse hos oss og deltar på leirskolen i mai. Egenandelen er 1 200 kroner.\n\nrektor",
    "Faktura 10422\nForfall: 20.05.2024\nKID: 1234567\nLeirskole 1 200,00\nÅ betale 1 200,00",
    "KONTOUTSKRIFT\n01.05 Lønn 12 400,00\n03.05 Husleie -9 400,00\n04.05 Matbutikk -312,50",
    "Nav Liaberg\nTil Statsforvalteren\n\nKlagen følger vedlagt. Vi har ikke funnet grunn til å endre vedtaket.",
    "Advokatfirmaet Lund\nTil Nav Liaberg\n\nJeg representerer [Søker] og ber på vegne av henne om innsyn i saken.",
    "Solvang barneskule\nTil den det gjeld\n\nVi stadfestar at [barn] går i 3. klasse hjå oss og er med på leirskulen i mai. Eigendelen er 1 200 kroner.\n\nrektor",
    "Nav Lia\nTil Statsforvaltaren\n\nKlagen følgjer vedlagd. Vi har ikkje funne grunn til å endre vedtaket.",
    "Advokatfirmaet Lund\nTil Nav Lia\n\nEg representerer [Søkjar] og bed på vegner av henne om innsyn i saka.",
]
TYPER = {"vedtak": VEDTAK, "journalnotat": NOTAT, "soknad": SOKNAD, "klage": KLAGE, "annet": ANNET}
ALLE = [(tekst, type_) for type_, tekster in TYPER.items() for tekst in tekster]


@pytest.mark.parametrize(("tekst", "ventet"), ALLE, ids=lambda verdi: verdi[:24].replace("\n", " "))
def test_types_in_wording_of_no_gold_case(tekst, ventet):
    assert kjenn_type(tekst, "dok1.txt") == ventet


@pytest.mark.parametrize(
    "tekst",
    [
        "Orientert mor om at hun kan klage, og at fristen er tre uker. Hun ville tenke på det. Lagt inn i saken.",
        "Ringt br. om avslaget. Forklart begrunnelsen. Br. sier hun vurderer å klage. Avtalt ny samtale over helgen.",
        "Kladd til vedtak ligger i mappa. Fagleder ser på utmålingen før den sendes til godkjenning.",
        "Orientert mor om at ho kan klage, og at fristen er tre veker. Ho ville tenkje på det. Lagt inn i saka.",
        "Ringt br. om avslaget. Forklart grunngivinga. Br. seier ho vurderer å klage. Avtalt ny samtale over helga.",
    ],
)
def test_a_note_about_a_decision_is_no_decision(tekst):
    assert kjenn_type(tekst, "dok1.txt") == "journalnotat"
    assert velg_vedtak([(tekst, "dok1.txt")]) is None


@pytest.mark.parametrize("tekst", ["", "   ", "12 400,00\n9 400,00", "IMG 2031"])
def test_what_says_nothing_is_annet(tekst):
    assert kjenn_type(tekst, "dok1.txt") == "annet"


SVAR = "Du får 900 kroner til sko.\n\nRingt far. Ringt skolen. Far sier han bor her. Møtte mor."


def test_the_likeliest_text_is_the_decision_of_a_folder_that_has_none(tmp_path):
    (tmp_path / "sak").mkdir()
    for nummer, tekst in enumerate([NOTAT[3], SVAR, SOKNAD[0]], 1):
        (tmp_path / "sak" / f"dok{nummer}.txt").write_text(tekst, encoding="utf-8")
    assert kjenn_type(SVAR) != "vedtak"
    (mappe,) = find_saksmapper(tmp_path)
    assert [d.type for d in read_sak(mappe).dokumenter] == ["journalnotat", "vedtak", "soknad"]
    (tmp_path / "sak" / "dok4.txt").write_text(VEDTAK[0], encoding="utf-8")
    (mappe,) = find_saksmapper(tmp_path)
    assert [d.type for d in read_sak(mappe).dokumenter].count("vedtak") == 1


@pytest.mark.parametrize("tekster", [NOTAT, SOKNAD, KLAGE, ANNET], ids=["notat", "soknad", "klage", "annet"])
def test_a_folder_without_a_decision_gets_none(tekster):
    assert velg_vedtak([(tekst, "dok1.txt") for tekst in tekster]) is None


@pytest.mark.parametrize(
    ("tekst", "type_", "ventet"),
    [
        ("VEDTAK\nav 4. mai 2024 om stønad\n\nDu søkte 1. april 2024.", "vedtak", date(2024, 5, 4)),
        ("Nav Lia\nSvar på søknad motteken 02.04.2024\n04.05.2024\n\nDu får hjelp.", "vedtak", date(2024, 5, 4)),
        ("Lia kommune\nMal 7 / utskrift 04.05.2024 10:12\nSøknad registrert 02.04.2024.", "vedtak", date(2024, 5, 4)),
        ("LIA VAKT\nHastevedtak 3/17 · lør 04.05.24 · kl. 9.30", "vedtak", date(2024, 5, 4)),
        ("Svar på søknad mottatt 02.04.2024\nDu får hjelp.", "vedtak", None),
        ("01.05 Ringt mor.\n03.05 Ikke svar.\n04.05 Svar: kommer.", "journalnotat", date(2024, 5, 4)),
        ("Logg\n1/5 kl 9 (AB): ringt\n4/5 kl 10 (CD): ferdig", "journalnotat", date(2024, 5, 4)),
        ("Melding frå brukar 03.05: Hei\nSvar 04.05: Hei", "journalnotat", date(2024, 5, 4)),
        ("Innkalt 2.5. kl. 9 og 4.5. Ikke møtt.", "journalnotat", date(2024, 5, 4)),
        ("2. mai 2024. Ringte. Svar kom i dag, 4. mai. Lagt inn.", "journalnotat", date(2024, 5, 4)),
        ("Notat 4. mai 2024\nKlage motteken 2. mai.", "journalnotat", date(2024, 5, 4)),
        ("Nav Lia | Ref. 2024-1187\nTelefon 4/5 med mor.", "journalnotat", date(2024, 5, 4)),
    ],
)
def test_dates_in_letterheads_and_logs_of_other_styles(tekst, type_, ventet):
    assert kjenn_dato(tekst, type_, naer=date(2024, 5, 8)) == ventet
