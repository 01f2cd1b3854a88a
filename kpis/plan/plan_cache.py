"""A plan that was found without fault before, kept in a folder of the user's own.

Checking 50 files takes longer, with the package that does it, than everything `kpis check` does
to a return. So a plan that passed is kept under a digest of every file of the plan and of the
modules that read it; when any of them changes, the plan is read anew.

It is kept in the folder `KPIS_CACHE` names, else among this user's caches (`$XDG_CACHE_HOME/kpis`
or `~/.cache/kpis`), never in the plan's folder, which is data that may come from anywhere. What
another user could have put there is not read: the folder has to be this user's alone, the file
this user's own and writable by nobody else. And of what is in a file nothing is made but the
values of `kpis.model`. Where there is no such folder, and on Windows, where files do not say so
plainly whose they are, nothing is kept and all else is the same.

A process that opens a plan again, as a dashboard does at each act, is given the very plan it was
given before, with all that was worked out from it (`kpis.analysis.figures.per_plan`).
"""

import hashlib
import os
import pickle
import stat
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kpis.model import Plan

MOST_KEPT = 8  # plans and their earlier states; the oldest go first
MOST_HELD = 4  # of those, by a process that has opened them; a chain of plans is seldom longer
_held: dict[str, Plan] = {}  # the one that was asked for last is last
_guard = threading.Lock()
_FURTHER_TYPES = frozenset(
    {("datetime", "date"), ("pathlib", "PosixPath"), ("pathlib._local", "PosixPath")}
)


def digest_of(folder: Path) -> str:
    """Of every file of a plan and of those before it, where it lies, and the modules that make a
    `Plan` of them."""
    digest = hashlib.sha256(f"{sys.version} {folder.resolve()}".encode())
    for each in (folder, *_before(folder)):  # what a plan continues is held against them
        for path in sorted(each.rglob("*.toml")):
            content = path.read_bytes()
            digest.update(f"\n{path.relative_to(each).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    package = Path(__file__).parents[1]
    for path in sorted(
        {*package.glob("*.py"), *package.glob("plan/**/*.py"), *package.glob("model/*.py")}
    ):
        status = path.stat()
        digest.update(f"\n{path.name} {status.st_size} {status.st_mtime_ns}".encode())
    return digest.hexdigest()


def held_plan(digest: str) -> Plan | None:
    """The plan that this process was given under a digest; None when it was given none."""
    with _guard:
        plan = _held.pop(digest, None)
        if plan is not None:
            _held[digest] = plan
        return plan


def hold_plan(digest: str, plan: Plan) -> Plan:
    """The plan, or the one that another thread was given under the same digest before."""
    with _guard:
        held = _held.setdefault(digest, plan)
        while len(_held) > MOST_HELD:
            del _held[next(iter(_held))]
        return held


def kept_plan(digest: str) -> Plan | None:
    """The plan kept under a digest; None when there is none, or it cannot be trusted or read."""
    try:
        folder = _folder()
        if not _is_private(folder):
            return None
        with open(folder / _name(digest), "rb", opener=_open_own) as file:
            plan = _PlanReader(file).load()
    except Exception:  # missing, cut short, or of another version: reading anew mends it
        return None
    return plan if isinstance(plan, Plan) else None


def keep_plan(digest: str, plan: Plan) -> None:
    """Keep a plan without fault; nothing when it cannot be kept here."""
    from tempfile import NamedTemporaryFile

    with suppress(OSError, RuntimeError):  # RuntimeError: a user without a home
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_private(folder):
            return
        with NamedTemporaryFile(dir=folder, prefix="plan-", delete=False) as draft:
            pickle.dump(plan, draft)
        Path(draft.name).replace(folder / _name(digest))
        kept = sorted(folder.glob("plan-*"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-MOST_KEPT]:
            path.unlink(missing_ok=True)


class _PlanReader(pickle.Unpickler):
    """Makes the values of `kpis.model` and nothing else, whatever a file asks for."""

    def find_class(self, module: str, name: str) -> Any:
        ours = module.startswith("kpis.model.") and "." not in name  # no way through a value of it
        if ours or (module, name) in _FURTHER_TYPES:
            value = super().find_class(module, name)
            if isinstance(value, type) and value.__module__ == module:
                return value
        raise pickle.UnpicklingError(f"A plan has no {module}.{name}.")


def _before(folder: Path) -> Iterable[Path]:
    """The folders of the plans before; nothing more is read where plan.toml names none."""
    path = folder / "plan.toml"
    if not path.is_file() or b"previous" not in path.read_bytes():
        return ()
    from kpis.plan.crosswalk.links import folders_before

    return folders_before(folder)


def _folder() -> Path:
    """Where plans are kept. Raises RuntimeError for a user without a home."""
    if named := os.environ.get("KPIS_CACHE"):
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "kpis"


def _name(digest: str) -> str:
    return f"plan-{digest}.pickle"


def _is_private(folder: Path) -> bool:
    """Whether this user alone can write, read and look into a folder, which is no link."""
    if sys.platform == "win32":
        return False
    status = folder.lstat()
    return (
        stat.S_ISDIR(status.st_mode)
        and status.st_uid == os.geteuid()
        and not stat.S_IMODE(status.st_mode) & 0o077
    )


def _open_own(path: str, flags: int) -> int:
    """Open a file of this user's own that nobody else can write. Raises PermissionError."""
    if sys.platform == "win32":
        raise PermissionError(path)
    file = os.open(path, flags | os.O_NOFOLLOW)
    status = os.fstat(file)
    if (
        not stat.S_ISREG(status.st_mode)
        or status.st_uid != os.geteuid()
        or stat.S_IMODE(status.st_mode) & 0o022
    ):
        os.close(file)
        raise PermissionError(path)
    return file
