"""A plan that was found without fault before, kept as Python keeps its compiled modules.

Checking 50 files takes longer, with the package that does it, than everything `kpis check` does
to a return. So a plan that passed is kept beside this module's own compiled form, in
`__pycache__`: never in the plan's folder, which is data that may come from anywhere, and kept
Python objects are to be trusted like code. It is kept under a digest of every file of the plan
and of the modules that read it; when any of them changes, the plan is read anew. Where Python may
not write compiled modules, nothing is kept either.
"""

import hashlib
import os
import pickle
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from kpis.model import Plan

MOST_KEPT = 8  # plans and their earlier states; the oldest go first


def digest_of(folder: Path) -> str:
    """Of every file of a plan, where it lies, and the modules that make a `Plan` of them."""
    digest = hashlib.sha256(f"{sys.version} {folder.resolve()}".encode())
    for path in sorted(folder.rglob("*.toml")):
        content = path.read_bytes()
        digest.update(f"\n{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    package = Path(__file__).parents[1]
    for path in sorted(
        {*package.glob("*.py"), *package.glob("plan/*.py"), *package.glob("model/*.py")}
    ):
        found = path.stat()
        digest.update(f"\n{path.name} {found.st_size} {found.st_mtime_ns}".encode())
    return digest.hexdigest()


def kept_plan(digest: str) -> Plan | None:
    """The plan kept under a digest; None when there is none, or it cannot be read."""
    try:
        found = pickle.loads(_place(digest).read_bytes())  # noqa: S301 beside our own code
    except Exception:  # missing, cut short, or of another version: reading anew mends it
        return None
    return found if isinstance(found, Plan) else None


def keep_plan(digest: str, plan: Plan) -> None:
    """Keep a plan without fault; nothing when it cannot be kept here."""
    if sys.dont_write_bytecode:
        return
    place = _place(digest)
    draft = place.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(pickle.dumps(plan))
        draft.replace(place)
        kept = sorted(place.parent.glob("plan-*.pickle"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-MOST_KEPT]:
            path.unlink(missing_ok=True)


def _place(digest: str) -> Path:
    return Path(cache_from_source(__file__)).with_name(f"plan-{digest}.pickle")
