"""The chains of the child that reads: little memory, no network, no new process, no file written. None can be undone.

What the kernel refuses (seccomp) also binds a parser that a document has taken over; the audit hook beside it stops
Python's own ways to the same, and is all there is where libseccomp is missing.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Sequence
from contextlib import suppress
from errno import ENOSYS, EPERM

from vedtaksanalyse.reading.innhold import Grenser

SECCOMP = "seccomp"

_NETT = """socket socketpair connect bind listen accept accept4 sendto sendmsg sendmmsg recvfrom recvmsg recvmmsg"""
_PROSESS = """fork vfork execve execveat ptrace process_vm_readv process_vm_writev pidfd_getfd pidfd_send_signal"""
_SYSTEM = """bpf perf_event_open userfaultfd keyctl add_key request_key mount umount2 pivot_root chroot unshare setns
init_module finit_module delete_module kexec_load open_by_handle_at io_uring_setup io_uring_enter io_uring_register"""
_SKRIV = """creat unlink unlinkat rename renameat renameat2 mkdir mkdirat rmdir link linkat symlink symlinkat mknod
mknodat truncate chmod fchmod fchmodat chown fchown lchown fchownat setxattr lsetxattr fsetxattr"""
_CLONE_THREAD = 0x10000
_SKRIVEFLAGG = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_NEKTET = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "pty.", "os.remove",
    "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.kill",
    "shutil.", "tempfile.",
)  # fmt: skip


def lock_down(grenser: Grenser) -> list[str]:
    """Put the chains on this process, for good; returns the names of those the machine does not have."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as fil:  # noqa: PTH123 (one write, no path)
        fil.write("1000")
    mangler = [] if _filter_kall() else [SECCOMP]  # first: to find libseccomp, Python starts a program
    _limit(resource.RLIMIT_AS, grenser.minne)
    for grense in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
        _limit(grense, 0)
    sys.dont_write_bytecode = True
    sys.addaudithook(_nekt)
    return mangler


def allow_cpu(sekunder: int) -> None:
    """Let this process work for so many seconds from now on, before the kernel ends it."""
    brukt = resource.getrusage(resource.RUSAGE_SELF)
    _limit_cpu(int(brukt.ru_utime + brukt.ru_stime) + 1 + sekunder)


def allow_mer_cpu(sekunder: int) -> None:
    """Let this process work for so many seconds more than it was going to."""
    naa, _ = resource.getrlimit(resource.RLIMIT_CPU)
    if naa != resource.RLIM_INFINITY:
        _limit_cpu(naa + sekunder)


def _limit_cpu(grense: int) -> None:
    _, tak = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (grense if tak == resource.RLIM_INFINITY else min(grense, tak), tak))


def _limit(grense: int, verdi: int) -> None:
    _, tak = resource.getrlimit(grense)
    verdi = verdi if tak == resource.RLIM_INFINITY else min(verdi, tak)
    resource.setrlimit(grense, (verdi, verdi))


def _filter_kall() -> bool:
    """True when the kernel now refuses what a reader has no business with."""
    try:
        import pyseccomp as sc

        regler = sc.SyscallFilter(sc.ALLOW)
        regler.set_attr(sc.Attr.CTL_TSYNC, 1)
        nekt, meg = sc.ERRNO(EPERM), os.getpid()
        for navn in " ".join((_NETT, _PROSESS, _SYSTEM, _SKRIV)).split():
            _add(regler, nekt, navn)
        for navn, plass in (("open", 1), ("openat", 2)):
            for flagg in (os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC):
                _add(regler, nekt, navn, sc.Arg(plass, sc.MASKED_EQ, flagg, flagg))
        _add(regler, nekt, "clone", sc.Arg(0, sc.MASKED_EQ, _CLONE_THREAD, 0))
        for navn in ("clone3", "openat2"):  # their flags lie in memory; without them the library takes the older call
            _add(regler, sc.ERRNO(ENOSYS), navn)
        for navn in ("kill", "tkill", "tgkill"):
            _add(regler, nekt, navn, sc.Arg(0, sc.NE, meg))
        regler.load()
    except (ImportError, OSError, RuntimeError):
        return False
    return True


def _add(regler, svar: int, navn: str, *ledd) -> None:
    """A rule for a call by name; machines that do not have the call need none."""
    with suppress(OSError, ValueError):
        regler.add_rule(svar, navn, *ledd)


def _nekt(hendelse: str, felt: Sequence) -> None:
    if hendelse == "open":
        sti, maate, flagg = felt
        if not isinstance(sti, int) and ((maate and set(maate) & set("wax+")) or (flagg or 0) & _SKRIVEFLAGG):
            raise PermissionError(EPERM, hendelse)
    elif hendelse.startswith(_NEKTET):
        raise PermissionError(EPERM, hendelse)
