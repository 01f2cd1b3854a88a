"""A disk that fails for as long as a block lasts, in a process of its own.

Really: the system itself answers so. A limit on the size of files stands for a full disk. That
what is written does not get through is said to one thread alone (by a filter of its system calls,
seccomp, which goes with the thread), so the process goes on when the disk is well again.
"""

import ctypes
import errno
import platform
import resource
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import duckdb

FSYNC = {"x86_64": 74, "aarch64": 82}  # its number on this kind of machine
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOWED, FAILS = 0x7FFF0000, 0x00050000


class _Step(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_ushort),
        ("jt", ctypes.c_ubyte),
        ("jf", ctypes.c_ubyte),
        ("k", ctypes.c_uint32),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("len", ctypes.c_ushort), ("filter", ctypes.POINTER(_Step))]


def in_one_thread() -> None:
    """From now on the databases of this process write in the thread that asks for it."""
    connect = duckdb.connect

    def connect_so(*place: Any, **options: Any) -> Any:
        options["config"] = {"threads": 1} | options.get("config", {})
        return connect(*place, **options)

    duckdb.connect = connect_so


@contextmanager
def failing(fault: str) -> Iterator[Callable[[Callable[[], Any]], Any]]:
    """Gives what calls a function while the disk is "full" or "faulty"."""
    if fault == "full":
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
        try:
            yield lambda act: act()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        return
    with ThreadPoolExecutor(max_workers=1, initializer=_let_nothing_through) as thread:
        yield lambda act: thread.submit(act).result()


def _let_nothing_through() -> None:
    """In this thread fsync fails from now on. Raises OSError where the system has no filters."""
    steps = (_Step * 4)(
        _Step(LOAD, 0, 0, 0),
        _Step(EQUAL, 0, 1, FSYNC[platform.machine()]),
        _Step(RETURN, 0, 0, FAILS | errno.EIO),
        _Step(RETURN, 0, 0, ALLOWED),
    )
    system = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(steps), steps)
    if system.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) or system.prctl(
        SECCOMP, FILTER, ctypes.byref(program)
    ):
        raise OSError(ctypes.get_errno(), "the system lets no call be failed")
