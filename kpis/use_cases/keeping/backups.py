"""A store in one file, and a store made of such a file.

The files of the plans go in unless they are not wanted: a figure is a bare number without the
measure, unit and target that they give it, and people change them on the dashboard.
"""

import re
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kpis.errors import BackupError, PlanError, UsageError
from kpis.model import About, Act, Actor
from kpis.model.record import Record
from kpis.plan.chain.chain import chain_folders
from kpis.store import Store
from kpis.store.keeping import Progress
from kpis.store.keeping.backup import BackedUp, back_up
from kpis.store.keeping.manifest import Manifest
from kpis.store.keeping.restore import Restored, check_backup, restore
from kpis.use_cases.allow import allow

_DATED = "{store}-{made_at:%Y%m%dT%H%M%SZ}.zip"
_IS_DATED = r"{store}-\d{{8}}T\d{{6}}Z\.zip"


class MadeBackup(Record):
    """A backup that was made, and the earlier ones that were removed for it."""

    backup: BackedUp
    removed: tuple[Path, ...]


def make_backup(
    store: Store,
    target: Path,
    plan_folder: Path | None,
    *,
    actor: Actor,
    now: datetime,
    keep: int | None = None,
    on_progress: Progress,
) -> MadeBackup:
    """Write a backup of a store, and of the plans that a plan follows or is followed by.

    target: a file; or a folder that is there, for a file with the time in its name. plan_folder:
    None leaves the plans out. keep: how many of those with the time in their names stay in the
    folder, the newest; None for all. Raises UsageError, BackupError, AccessRefused, StoreError and
    StoreBusy; nothing is removed then.
    """
    for act in (Act.READ_AUDIT, Act.READ_SMALL_COUNTS):
        allow(store, actor, act, About(words="a backup"))
    folder = target if target.is_dir() else None
    if keep is not None and folder is None:
        raise UsageError("--keep needs a folder: name one that is there with -o.")
    name = _DATED.format(store=store.path.stem, made_at=now)
    made = back_up(
        store.path,
        folder / name if folder else target,
        plans=_plans(plan_folder) if plan_folder else {},
        now=now,
        timeout=store.timeout,
        progress=on_progress,
    )
    removed = _rotated(folder, store.path.stem, keep) if folder and keep is not None else []
    return MadeBackup(backup=made, removed=tuple(removed))


def checked_backup(file: Path, *, on_progress: Progress) -> Manifest:
    """What is in a backup, every byte and every row of which is as it was. Raises BackupError."""
    with tempfile.TemporaryDirectory(prefix="kpis-check-") as work:
        return check_backup(file, Path(work), on_progress)


def restored(
    file: Path,
    store: Store,
    *,
    plans_into: Path | None = None,
    now: datetime,
    on_progress: Progress,
) -> Restored:
    """Make a store of a backup, where nothing is; its plans too where a folder is given for them.

    There is nobody's store to ask who may: whoever has the file has all that is in it. Raises
    BackupError, StoreError and StoreBusy; nothing is made then.
    """
    return restore(
        file, store.path, plans=plans_into, now=now, timeout=store.timeout, progress=on_progress
    )


def _plans(folder: Path) -> dict[str, Path]:
    """The folders of the plans that follow each other, by the names they have in a backup.

    A plan with faults is in it as well: a backup is not the place to find them.
    """
    if not folder.is_dir():
        raise UsageError(
            f"There is no plan {folder}. Name its folder with --plan, or leave plans out with "
            "--without-plans."
        )
    folders: tuple[Path, ...] = (folder,)
    with suppress(PlanError):
        folders = chain_folders(folder)
    named: dict[str, Path] = {}
    for each in folders:
        name = each.resolve().name
        named[name if name not in named else f"{name}-{len(named) + 1}"] = each
    return named


def _rotated(folder: Path, store: str, keep: int) -> list[Path]:
    """Remove all but the newest backups of a store that have their time in their names."""
    pattern = re.compile(_IS_DATED.format(store=re.escape(store)))
    dated = sorted(each for each in folder.iterdir() if pattern.fullmatch(each.name))
    old = dated[: max(0, len(dated) - max(1, keep))]
    for each in old:
        try:
            each.unlink()
        except OSError as error:
            raise BackupError(
                f"The new backup is there, but {each} cannot be removed: {error.strerror}."
            ) from error
    return old
