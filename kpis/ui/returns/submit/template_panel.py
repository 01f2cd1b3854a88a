"""The template to send out: choose a quarter and for whom it is, take the workbook away."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from kpis.model import Measure, Plan, Survey
from kpis.periods import ReportingPeriod
from kpis.plan.calendar import dates_of, due_in
from kpis.plan.chain.chain import Chain
from kpis.template import SplitBy, template_name
from kpis.ui.kit.download import XLSX, ZIP, download
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import show
from kpis.ui.returns.submit.issue_table import figures
from kpis.ui.state import cache, seen
from kpis.use_cases.seen_store import SeenStore
from kpis.use_cases.templates import template_for, template_pack_for
from kpis.words.days import day_in_words
from kpis.words.lists import counted

_QUARTER = "template_quarter"
_NAMES: dict[SplitBy, str] = {"directorate": "directorate", "owner": "post"}


@dataclass(frozen=True, slots=True)
class _Whose:
    """For whom: all at once, each directorate or post apart, the one of that name, or a survey."""

    by: SplitBy | None = None
    name: str = ""
    survey: Survey | None = None

    @property
    def label(self) -> str:
        if self.survey is not None:
            return f"Survey: {self.survey.title}"
        if self.by is None:
            return "All in one workbook"
        if self.name:
            return f"{_NAMES[self.by].capitalize()}: {self.name}"
        return f"A workbook for each {_NAMES[self.by]} (.zip)"

    @property
    def is_pack(self) -> bool:
        return self.by is not None and not self.name

    def asks(self, measure: Measure) -> bool:
        if self.survey is not None:
            return measure.survey == self.survey.id
        return self.by is None or self.name in ("", getattr(measure, self.by))


def template_panel(chain: Chain) -> None:
    """The template offered first is for the quarter after the one the dashboard shows first."""
    quarters = {quarter.id: quarter for quarter in reversed(chain.quarters)}
    if st.session_state.get(_QUARTER) not in quarters:  # asked once: it needs every figure
        first = cache.figures().first
        following = first.shift(1)
        st.session_state[_QUARTER] = (following if following.id in quarters else first).id
    quarter_box, owner_box = st.columns([2, 3])
    with quarter_box:
        st.selectbox(
            "Quarter",
            list(quarters),
            format_func=lambda quarter_id: quarters[quarter_id].label,
            key=_QUARTER,
        )
    quarter = quarters[st.session_state[_QUARTER]]
    plan = chain.in_force(quarter)
    due = [measure for measure, _ in due_in(plan, quarter)]
    if not due:
        show(element("p", f"Nothing is due in {quarter.label}.", class_="k-quiet"))
        return
    with owner_box:
        whose = st.selectbox(
            "For whom",
            _choices(plan, due),
            format_func=lambda each: each.label,
            key="template_whose",
        )
    asked = [measure for measure in due if whose.asks(measure)]
    _draw_button(plan, quarter, whose)
    show(element("p", _contents(plan, quarter, whose, asked), class_="k-foot"))


def _choices(plan: Plan, due: Sequence[Measure]) -> list[_Whose]:
    by: tuple[SplitBy, ...] = ("directorate", "owner")
    names = [_Whose(each, name) for each in by for name in _named(due, each)]
    asked = {measure.survey for measure in due}
    surveys = [_Whose(survey=each) for each in plan.surveys if each.id in asked]
    return [_Whose(), *map(_Whose, by), *surveys, *names]


def _named(due: Sequence[Measure], by: SplitBy) -> list[str]:
    return sorted({str(getattr(measure, by)) for measure in due})


def _draw_button(plan: Plan, quarter: ReportingPeriod, whose: _Whose) -> None:
    """The file is made when it is asked for."""

    def make(store: SeenStore) -> bytes:
        if whose.by is not None and whose.is_pack:
            return template_pack_for(store, plan, quarter, whose.by, actor=store.actor)
        named = {} if whose.by is None else {whose.by: whose.name}
        return template_for(store, plan, quarter, actor=store.actor, survey=whose.survey, **named)

    download(
        f"Download the {'templates' if whose.is_pack else 'template'} for {quarter.label}",
        seen.when_asked(plan, make),
        template_name(
            quarter,
            whose.survey.title if whose.survey else whose.name,
            "zip" if whose.is_pack else "xlsx",
        ),
        key="template_download",
        kind=ZIP if whose.is_pack else XLSX,
    )


def _contents(plan: Plan, quarter: ReportingPeriod, whose: _Whose, asked: Sequence[Measure]) -> str:
    """ "It asks for 12 figures, due on 31 January 2020, and shows the last four of each."."""
    day = dates_of(plan, quarter).due
    of = f"{figures(len(asked))}, due on {day_in_words(day)}"
    if whose.survey is not None:
        return (
            f"It asks for {of}, whoever owns the measures, and says once how many people answered. "
            f"It is for the {whose.survey.owner}."
        )
    if whose.by is None or not whose.is_pack:
        return f"It asks for {of}, and shows the last four of each."
    files = counted(len(_named(asked, whose.by)), "workbook")
    return f"{files} asking for {of}, and showing the last four of each."
