"""The plans that follow a plan: folders beside its own whose `previous` names it.

Asked whenever a plan is opened, so a folder beside it costs a look for one word in its plan.toml.
"""

from collections.abc import Iterator
from pathlib import Path

_PLAN, _WORD = "plan.toml", b"previous"


def folders_after(folder: Path) -> Iterator[Path]:
    """The folders of agreed plans that follow a plan, and of those that follow them, by name.

    A plan that is only proposed is passed over with all that follow it. Files that cannot be
    read follow nothing.
    """
    met, waiting = {folder.resolve()}, [folder.resolve()]
    linked = _linked(folder)
    while waiting and linked:
        before = waiting.pop(0)
        for each, previous in linked:
            if previous == before and each not in met:
                met.add(each)
                waiting.append(each)
                yield each


def _linked(folder: Path) -> list[tuple[Path, Path]]:
    """(folder, folder of the plan before) of every agreed plan beside a plan."""
    candidates = [
        path.parent
        for path in sorted(folder.resolve().parent.glob(f"*/{_PLAN}"))
        if _has_word(path)
    ]
    if not candidates:
        return []
    from kpis.plan.crosswalk.links import plan_table, previous_of

    return [
        (each.resolve(), before)
        for each in candidates
        if "agreed" in plan_table(each) and (before := previous_of(each)) is not None
    ]


def _has_word(path: Path) -> bool:
    try:
        return _WORD in path.read_bytes()
    except OSError:
        return False
