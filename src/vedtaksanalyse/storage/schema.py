"""The tables, readable from top to bottom. They hold what the nouns hold, so a case comes back equal.

No numbered keys in the tables of a case: the same cases give the same rows, whatever the order they came in.
``migrations/`` makes these tables; a test holds the two together.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from vedtaksanalyse.storage.tidspunkt import Tidspunkt

REVISJON = "0016"


def _sak(**valg) -> Column:
    return Column("sak_id", String, ForeignKey("sak.sak_id", ondelete="CASCADE"), primary_key=True, **valg)


metadata = MetaData()

# One run of the night job; ``full_kontroll`` opened every file. ``telling`` (its counts) and ``programvare`` are JSON.
kjoring = Table(
    "kjoring",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rot", String, nullable=False),
    Column("tilstand", String, nullable=False),
    Column("startet", Tidspunkt, nullable=False),
    Column("hjerteslag", Tidspunkt, nullable=False),
    Column("ferdig", Tidspunkt),
    Column("kode", String, nullable=False),
    Column("katalog", String, nullable=False),
    Column("modeller", String, nullable=False),
    Column("telling", Text),
    Column("programvare", Text),
    Column("lesing", String, nullable=False),
    Column("full_kontroll", Boolean, nullable=False),
)

# The ledger: every file ever seen under a root, by the hash of its path; ``del_av`` is that of the file it lies in, if any.
# ``venter_siden`` is when a file that could not be read was first found so; ``stand`` what the file system said of it.
fil = Table(
    "fil",
    metadata,
    Column("rot", String, primary_key=True),
    Column("fil", String, primary_key=True),
    Column("sak_id", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("saksnokkel", String, nullable=False),
    Column("status", String, nullable=False),
    Column("utfall", String, nullable=False),
    Column("forsok", Integer, nullable=False),
    Column("neste", Tidspunkt),
    Column("kjoring", Integer, nullable=False),
    Column("borte", Tidspunkt),
    Column("del_av", String, nullable=False),
    Column("venter_siden", Tidspunkt),
    Column("stand", String, nullable=False),
)
Index("fil_kjoring", fil.c.kjoring)

# How often the content with this hash has stopped the reader. ``leser`` is the reader's version and its limits: another
# reader, or higher limits, gives the content new tries.
lesekrasj = Table(
    "lesekrasj", metadata,
    Column("leser", String, primary_key=True), Column("sha256", String, primary_key=True), Column("antall", Integer, nullable=False),
)  # fmt: skip

# One case, replaced whole. ``nokkel`` is what it was made from: files, catalogue, models, code; ``lesenokkel`` the same of
# its text: files and reading, empty where nobody said. The queue is sorted by
# ``feil``, ``risiko`` and ``frist``; the whole risk, the facts, the needs and the place in the boilerplate map are JSON.
sak = Table(
    "sak",
    metadata,
    Column("sak_id", String, primary_key=True),
    Column("nokkel", String, nullable=False),
    Column("status", String, nullable=False),
    Column("arsak", String, nullable=False),
    Column("malform", String, nullable=False),
    Column("kontor", String, nullable=False),
    Column("avvik", Text, nullable=False),
    Column("vedtaksdato", Date),
    Column("svakt_vedtak", Float(53)),
    Column("risiko", Integer),
    Column("feil", Boolean, nullable=False),
    Column("antall_kjeder", Integer, nullable=False),
    Column("frist", Date),
    Column("venter_svar", Boolean, nullable=False),
    Column("saksrisiko", Text),
    Column("fakta", Text, nullable=False),
    Column("behov", Text, nullable=False),
    Column("egenandel", Float(53)),
    Column("gjenbruk", Text),
    Column("kode", String, nullable=False),
    Column("katalog", String, nullable=False),
    Column("modeller", String, nullable=False),
    Column("lesing", String, nullable=False),
    Column("lesenokkel", String, nullable=False),
    Column("lagret", Tidspunkt, nullable=False),
)
Index("sak_nokkel", sak.c.nokkel)
Index("sak_lesenokkel", sak.c.lesenokkel)
Index("sak_kontor", sak.c.kontor, sak.c.vedtaksdato)
# All that the queue sorts and counts by, so that it never opens the wide rows.
_KOFELT = ("kontor", "status", "risiko", "feil", "antall_kjeder", "frist", "venter_svar", "vedtaksdato", "sak_id")
Index("sak_ko", *(sak.c[navn] for navn in _KOFELT))

# The files of a case and what became of each.
kilde = Table(
    "kilde",
    metadata,
    _sak(),
    Column("nr", Integer, primary_key=True),
    Column("dok_id", String, nullable=False),
    Column("fil", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("status", String, nullable=False),
    Column("type", String, nullable=False),
    Column("dato", Date),
)
Index("kilde_sha256", kilde.c.sha256)

# The documents that could be read. ``sider`` is a JSON list of the fields of each page, ``avtrykk`` the hash of the text;
# ``grunner`` is a JSON list.
dokument = Table(
    "dokument",
    metadata,
    _sak(),
    Column("nr", Integer, primary_key=True),
    Column("dok_id", String, nullable=False),
    Column("type", String, nullable=False),
    Column("malform", String, nullable=False),
    Column("dato", Date),
    Column("tekst", Text, nullable=False),
    Column("sider", Text, nullable=False),
    Column("avtrykk", String, nullable=False),
    Column("kvalitet", Float(53)),
    Column("grunner", Text, nullable=False),
)

# One verdict per criterion, whatever the catalogue holds. Lists and facts are JSON.
kriterievurdering = Table(
    "kriterievurdering",
    metadata,
    _sak(),
    Column("nr", Integer, primary_key=True),
    Column("kriterium", String, nullable=False),
    Column("grad", String, nullable=False),
    Column("sannsynlighet", Text, nullable=False),
    Column("kvittering", Text),
    Column("fakta", Text),
    Column("verdi", Text),
)
Index("kriterievurdering_grad", kriterievurdering.c.kriterium, kriterievurdering.c.grad)

# The spans that show a verdict. The quote is the document's text from start to slutt; ``opphav`` is a JSON list of
# what pointed at it.
belegg = Table(
    "belegg",
    metadata,
    _sak(),
    Column("vurdering", Integer, primary_key=True),
    Column("nr", Integer, primary_key=True),
    Column("dok_id", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("slutt", Integer, nullable=False),
    Column("opphav", Text, nullable=False),
)

flagg = Table(
    "flagg",
    metadata,
    _sak(),
    Column("nr", Integer, primary_key=True),
    Column("flagg", String, nullable=False),
    Column("kriterium", String, nullable=False),
    Column("sannsynlighet", Float(53), nullable=False),
    Column("konsekvens", Integer, nullable=False),
    Column("risiko", Integer, nullable=False),
    Column("hjemmel", Text, nullable=False),
    Column("tekst", Text, nullable=False),
    Column("kjede", String, nullable=False),
    Column("feil", Boolean, nullable=False),
    Column("hint", Boolean, nullable=False),
    Column("belegg", Text, nullable=False),
)
Index("flagg_flagg", flagg.c.flagg)

# Where identifying data was left in a document.
pii = Table(
    "pii",
    metadata,
    _sak(),
    Column("nr", Integer, primary_key=True),
    Column("dok_id", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("slutt", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("styrke", Float(53), nullable=False),
)

# What the sentences of the vedtak are known by among others; ``utfylt`` is a JSON list of what was filled in.
setningsmerke = Table(
    "setningsmerke",
    metadata,
    _sak(),
    Column("nr", Integer, primary_key=True),
    Column("dok_id", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("slutt", Integer, nullable=False),
    Column("avsnitt", Integer, nullable=False),
    Column("form", BigInteger, nullable=False),
    Column("signatur", LargeBinary, nullable=False),
    Column("ord", Integer, nullable=False),
    Column("fast", Boolean, nullable=False),
    Column("utfylt", Text, nullable=False),
)

# What detection saw in the case, packed (``sak.funnpakke``): places, and words that name children. Read for assessment alone.
saksfunn = Table("saksfunn", metadata, _sak(), Column("funn", LargeBinary, nullable=False))

SAKSTABELLER = (kilde, dokument, kriterievurdering, belegg, flagg, pii, setningsmerke, saksfunn)
