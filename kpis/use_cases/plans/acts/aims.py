"""Set the aims of a year for many measures at once, and agree those that are proposed."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from kpis.model import Basis
from kpis.model.record import Record
from kpis.plan.agreed.changed import has_begun
from kpis.plan.agreed.figures import figures_of
from kpis.plan.files import Table
from kpis.plan.rating.aim_rules import ADDING_UP, ASKED, PROFILE_OF, QUARTERS_IN_A_YEAR
from kpis.use_cases.plans.acts.draft import Draft, Held

NOT_THERE = "There is no measure or part with this id any more. Open the page again."


class AimWanted(Record):
    """What a year shall ask of a measure or part. figures: by the key of the plan's file; a key
    that is absent, None or [] is not asked."""

    measure_id: str
    figures: Mapping[str, Any]
    rationale: str = ""
    reason: str = ""  # for readers, where an agreed aim of a year that has begun is changed


class SetAims(Record):
    """The aims of a year. They are proposed, until somebody agrees them; an agreed aim that is
    changed stays agreed, and tells what it was before where its year has begun.

    set_by: who proposes or changes them, a post or body.
    """

    agrees: ClassVar[bool] = False
    year: str
    aims: tuple[AimWanted, ...]
    set_by: str

    @property
    def words(self) -> str:
        return f"set aims for {self.year}"

    def change(self, draft: Draft) -> None:
        for wanted in self.aims:
            held = draft.find(wanted.measure_id)
            if held is None:
                draft.fault("", NOT_THERE, wanted.measure_id)
            else:
                _set(draft, held, self, wanted)


class AgreeAims(Record):
    """Agree aims that are proposed. aims: measure or part, and year."""

    agrees: ClassVar[bool] = True
    aims: tuple[tuple[str, str], ...]
    by: str
    on: date
    why: str = ""

    @property
    def words(self) -> str:
        return f"agree {len(self.aims)} proposed aims"

    def change(self, draft: Draft) -> None:
        if not self.by.strip():
            draft.fault("by", "Say who agreed them: a post, or a body such as Cabinet.")
        if self.on > draft.today:
            draft.fault("on", "This day is still to come.")
        if not self.aims:
            draft.fault("aims", "Choose which aims are agreed.")
        for measure_id, year in self.aims:
            held = draft.find(measure_id)
            aim = held.years.get(year) if held else None
            if held is None or aim is None or not aim.get("proposed"):
                draft.fault("aims", f"The aim for {year} is not proposed any more.", measure_id)
                continue
            del aim["proposed"]
            said = {"agreed_by": self.by.strip(), "agreed_on": self.on}
            draft.put(aim, said | {"agreed_reason": self.why.strip()})
            draft.came_from("aims", held.file, (*held.path, "years", year), measure_id)


def _set(draft: Draft, held: Held, act: SetAims, wanted: AimWanted) -> None:
    aim = held.years.setdefault(act.year, {})
    figures = _complete(held, act.year, dict(figures_of(wanted.figures)))
    was = figures_of(aim)
    same = was == figures and aim.get("rationale", "") == wanted.rationale.strip()
    if same and aim:
        return
    stated = held.shared | aim
    agreed = bool(was) and not stated.get("proposed") and not stated.get("illustrative")
    if agreed and was != figures and has_begun(act.year, draft.today):
        _keep_earlier(draft, aim, was, act, wanted)
    draft.put(aim, {key: figures.get(key) for key in ASKED})
    draft.put(aim, {"rationale": wanted.rationale.strip(), "set_by": act.set_by.strip()})
    aim.pop("illustrative", None)
    if held.shared.get("illustrative"):
        aim["illustrative"] = False
    if not agreed:
        aim["proposed"] = True
    path = (*held.path, "years", act.year)
    draft.came_from("", held.file, path, wanted.measure_id)
    for key in (*ASKED, "rationale"):
        draft.came_from(key, held.file, (*path, key), wanted.measure_id)


def _keep_earlier(
    draft: Draft, aim: Table, was: Mapping[str, Any], act: SetAims, wanted: AimWanted
) -> None:
    reason = wanted.reason.strip()
    if not reason:
        draft.fault(
            "reason",
            f"The aim for {act.year} was agreed, and the year has begun. Say to readers why it is "
            "changed.",
            wanted.measure_id,
        )
        return
    if not act.set_by.strip():
        draft.fault("set_by", "Say who changed it: a post, or a body such as Cabinet.")
        return
    said = {"changed_on": draft.today, "changed_by": act.set_by.strip(), "reason": reason}
    aim.setdefault("earlier", []).append(dict(was) | said)


def _complete(held: Held, year: str, figures: dict[str, Any]) -> dict[str, Any]:
    """Figures with the profiles that a year-to-date measure needs and nobody gave.

    They rise as those that the year had, or the year before, else evenly.
    """
    if held.measure.get("basis") != Basis.YEAR_TO_DATE:
        return figures
    before = [aim for other, aim in sorted(held.years.items()) if other <= year]
    for key, profile_key in PROFILE_OF.items():
        if figures.get(key) is not None and profile_key not in figures:
            last: list[float] = next(
                (aim[profile_key] for aim in reversed(before) if aim.get(profile_key)), []
            )
            figures[profile_key] = profile_of(figures[key], last, held.measure)
    return figures


def profile_of(total: float, last: list[float], measure: Table) -> list[float]:
    """The four quarters' values of a year's total: as last year's rose, else evenly.

    last: the profile of the year before, [] for none. Rounded to the measure's decimals, as far as
    that keeps them from falling; the last is the total itself.
    """
    decimals = measure.get("decimals", 0)
    if len(last) == QUARTERS_IN_A_YEAR and last[-1]:
        shares = [value / last[-1] for value in last]
    elif measure.get("unit") in ADDING_UP:
        shares = [quarter / QUARTERS_IN_A_YEAR for quarter in range(1, QUARTERS_IN_A_YEAR + 1)]
    else:
        shares = [1.0] * QUARTERS_IN_A_YEAR
    rounded = [round(total * share, decimals) for share in shares[:-1]]
    return [*(min(value, total) if total >= 0 else value for value in rounded), total]
