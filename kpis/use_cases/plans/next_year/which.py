"""Which plans can be changed: the one named, those that follow it, and what is proposed."""

from pathlib import Path

from kpis.plan.chain.siblings import folders_after
from kpis.plan.crosswalk.links import plan_table, previous_of
from kpis.plan.files import PLAN


def folders_to_change(folder: Path) -> tuple[Path, ...]:
    """The folder of a plan, those of agreed plans that follow it, and those of plans that are
    proposed to follow any of these; in the order in which they follow each other.

    A folder whose plan.toml cannot be read follows nothing.
    """
    agreed = [folder, *folders_after(folder)]
    known = {each.resolve() for each in agreed}
    proposed = [
        path.parent
        for path in sorted(folder.resolve().parent.glob(f"*/{PLAN}"))
        if path.parent.resolve() not in known and previous_of(path.parent) in known
    ]
    return (*agreed, *proposed)


def is_proposed(folder: Path) -> bool:
    """Whether the plan of a folder follows another and nobody has agreed it yet."""
    plan = plan_table(folder)
    return "previous" in plan and "agreed" not in plan
