"""What must hold between the keys of one measure's file, whatever other files say.

Each rule takes the table as `files.py` gives it, in which a value that is None is there but
faulty, and yields (key, sentence). A rule that lacks what it compares says nothing: the gap has
been reported already.
"""

from collections.abc import Iterator

from kpis.errors import PeriodError
from kpis.model import Basis, Frequency, Nature, Nearness, Polarity, Unit
from kpis.periods import MONTHS_IN, describe_frequency, example_of, find_period, period_of_id
from kpis.plan.agreed.rules import agreed_faults
from kpis.plan.files import Table
from kpis.plan.filling.of_survey import WAVE_KEYS
from kpis.plan.rating.aim_rules import aim_faults
from kpis.plan.rating.rating_rules import fitting_faults, rating_faults, rule_in_force

KeyFault = tuple[str, str]  # key, sentence

_PERCENTAGES = (
    *("target", "minimum_expectation", "target_upper"),
    *("green_limit", "amber_limit", "green_limit_upper", "amber_limit_upper", "baseline"),
)


def measure_faults(table: Table, plan: Table) -> Iterator[KeyFault]:
    """Every fault of a measure and its parts, in itself and under the rule it is rated by.

    plan: the table of plan.toml, empty where it cannot be read.
    """
    yield from _frequency_faults(table)
    yield from _nature_faults(table)
    yield from _period_faults(table)
    yield from _text_faults(table)
    yield from _holder_faults("", table, table, plan)
    for position, part in entries(table, "parts"):
        yield from _holder_faults(f"parts[{position}].", part, table, plan)
    if "parts" in table and table.get("years"):
        yield "years", "A measure with parts is not rated itself. Move its years into the parts."


def entries(table: Table, key: str) -> Iterator[tuple[int, Table]]:
    """(position from 1, table) of the readable entries of a list of tables."""
    for position, entry in enumerate(table.get(key) or (), start=1):
        if isinstance(entry, dict):
            yield position, entry


def _frequency_faults(table: Table) -> Iterator[KeyFault]:
    frequency = table.get("frequency")
    if frequency is None:
        return
    if frequency == Frequency.SURVEY_WAVE:
        for key in WAVE_KEYS:
            if key not in table:
                yield key, "is missing. A survey wave needs the first month and how many there are."
    else:
        for key in WAVE_KEYS:
            if key in table:
                yield key, f"is for survey waves only; the frequency is {frequency}. Remove it."
    if frequency != Frequency.MONTH and "quarter_value" in table:
        yield "quarter_value", f"is for months only; the frequency is {frequency}. Remove it."
    if frequency == Frequency.MONTH and "quarter_value" not in table:
        yield "quarter_value", "is missing. Say how months make a quarter: sum, mean or last."
    if table.get("basis") == Basis.YEAR_TO_DATE and frequency not in (
        Frequency.MONTH,
        Frequency.QUARTER,
        Frequency.HALF_YEAR,
    ):
        yield "basis", f"cannot be year_to_date for {describe_frequency(Frequency(frequency))}."
    rolling, months = table.get("rolling_months"), MONTHS_IN.get(frequency, 12)
    if rolling and (rolling <= months or table.get("basis") == Basis.YEAR_TO_DATE):
        yield (
            "rolling_months",
            f"is for a figure that covers more than its own period of {months} months up to the "
            f"end of it, and is no year-to-date total; found {rolling}. Remove it.",
        )


def _nature_faults(table: Table) -> Iterator[KeyFault]:
    """Whether nature, rolling_months, basis and adds_up say one thing of what a figure covers."""
    nature, rolling = table.get("nature"), table.get("rolling_months")
    if nature == Nature.ROLLING and "rolling_months" not in table:
        yield "rolling_months", "is missing. Say how many months a rolling figure covers."
    if rolling and nature not in (None, Nature.ROLLING):
        yield (
            "nature",
            f"is {nature}, but rolling_months is {rolling}: such a figure is rolling. "
            "Write rolling, or remove one of the two.",
        )
    if nature == Nature.STOCK and table.get("basis") == Basis.YEAR_TO_DATE:
        yield "nature", "is stock, a state at one time, which is no total of the year to date."
    if nature == Nature.STOCK and table.get("adds_up") is True:
        yield "nature", "is stock: the same cases in every period, which do not add up."


def _period_faults(table: Table) -> Iterator[KeyFault]:
    for key in ("introduced", "retired"):
        yield from _not_a_quarter(key, table.get(key))
    if table.get("retired_reason") and table.get("retired", "") == "":
        yield "retired", "is missing. Say in which quarter it is due for the last time."
    if _before(table.get("retired"), table.get("introduced")):
        yield "retired", "is before the quarter the measure was introduced in."
    for position, entry in entries(table, "suspensions"):
        for key in ("since", "until"):
            yield from _not_a_quarter(f"suspensions[{position}].{key}", entry.get(key))
        if _before(entry.get("until"), entry.get("since")):
            yield f"suspensions[{position}].until", "is before the quarter it was suspended since."
    for name in ("breaks", "baselines"):
        for position, entry in entries(table, name):
            yield from _not_its_own(f"{name}[{position}].period", entry.get("period"), table)
    reviewed, due = table.get("reviewed_on"), table.get("next_review")
    if reviewed and due and due <= reviewed:
        yield "next_review", f"must be after {reviewed}, when it was reviewed; found {due}."


def _not_its_own(key: str, period_id: str | None, table: Table) -> Iterator[KeyFault]:
    """What is wrong with a period that has to be one of the measure's own."""
    if period_id is None:
        return
    period = find_period(period_id)
    if period is None:
        yield key, f'must be the id of a period, such as 2019-20-Q2; found "{period_id}".'
    elif table.get("frequency") not in (None, period.frequency):
        frequency = Frequency(table["frequency"])
        yield (
            key,
            f"must be {describe_frequency(frequency)}, such as {example_of(frequency)}; "
            f'found "{period_id}", which is {describe_frequency(period.frequency)}.',
        )


def _not_a_quarter(key: str, period_id: str | None) -> Iterator[KeyFault]:
    if period_id:
        period = find_period(period_id)
        if period is None or period.frequency is not Frequency.QUARTER:
            yield key, f'must be a quarter, such as 2019-20-Q2; found "{period_id}".'


def _before(first: str | None, second: str | None) -> bool:
    """Whether both are periods and the first starts before the second."""
    try:
        return bool(first and second) and period_of_id(first or "") < period_of_id(second or "")
    except PeriodError:
        return False


def _text_faults(table: Table) -> Iterator[KeyFault]:
    """Words that must be there because of what another key says."""
    if bool(table.get("numerator", "")) != bool(table.get("denominator", "")) and not (
        {"numerator", "denominator"} & {key for key, value in table.items() if value is None}
    ):
        lacking = "denominator" if table.get("numerator") else "numerator"
        yield lacking, "is missing. Give both sides of the ratio, or neither."
    published = table.get("published")
    if isinstance(published, dict):
        nearness = published.get("nearness")
        if nearness == Nearness.COMPLEMENT and published.get("conversion", "") == "":
            yield "published.conversion", "is missing. Say how the published figure was converted."
        if nearness == Nearness.NEAR and published.get("note", "") == "":
            yield "published.note", "is missing. Say to readers how the published figure differs."


def _holder_faults(prefix: str, holder: Table, measure: Table, plan: Table) -> Iterator[KeyFault]:
    """Faults in the rule and the aims of a measure or a part, and in whether it has any."""
    in_force = rule_in_force(plan, holder, measure)
    if isinstance(holder.get("rating"), dict):
        for key, sentence in rating_faults(holder["rating"], plan):
            yield f"{prefix}rating.{key}", sentence
    if holder.get("data_only", measure.get("data_only")):
        if "rating" in holder:
            yield (
                f"{prefix}rating",
                "does nothing: there is no target, as data_only says. Remove it.",
            )
    elif holder is not measure or "parts" not in measure:
        for sentence in fitting_faults(in_force, measure):
            yield f"{prefix}rating", sentence
    years = holder.get("years", {})
    data_only = holder.get("data_only", measure.get("data_only", ""))
    if years and data_only:
        yield f"{prefix}data_only", "says there is no target, but there are years. Remove one."
    if measure.get("polarity") == Polarity.NEUTRAL and years:
        yield f"{prefix}years", "A neutral measure cannot be rated. Say why in data_only instead."
    shared = (measure.get("every_year") or {}) | (holder.get("every_year") or {})
    for year, stated in (years or {}).items():
        if not isinstance(stated, dict):
            continue
        aim = shared | stated
        for key, sentence in (
            *aim_faults(year, aim, measure, in_force),
            *agreed_faults(aim, in_force),
        ):
            yield f"{prefix}years.{year}{key}", sentence
        if measure.get("unit") == Unit.PERCENT:
            for key in _PERCENTAGES:
                value = aim.get(key)
                if value is not None and not 0 <= value <= 100:
                    yield (
                        f"{prefix}years.{year}.{key}",
                        f"must be 0 to 100 per cent; found {value:g}.",
                    )
