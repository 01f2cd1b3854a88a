"""What stands between a quarter and its release, for the desk: what blocks, what wants a tick."""

from collections.abc import Sequence

import streamlit as st

from kpis.analysis.report.release_checks import ReleaseCheck, ReleaseChecks
from kpis.model import Plan, ReleaseFault, ReleaseWarning
from kpis.periods import ReportingPeriod, period_of_id
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import show
from kpis.ui.kit.marks import hidden
from kpis.words.releases import CHECK_MEANINGS, check_sentence

SHOWN = 100  # remarks of a kind


def draw_checklist(
    plan: Plan, quarter: ReportingPeriod, checks: ReleaseChecks, *, ticks: bool = True
) -> frozenset[ReleaseWarning]:
    """Draw faults, then warnings each with a box to tick; returns the kinds that are ticked.

    ticks: False for who cannot publish: without boxes.

    A tick is of what is listed under it: where the list becomes another, the box is empty again.
    """
    blocking = [kind for kind in ReleaseFault if checks.of(kind)]
    if blocking:
        show(element("h3", "To be put right first", class_="k-file-head"))
    for kind in blocking:
        show(_head(kind, quarter, checks, "error", "Blocks: "))
        _draw_list(plan, kind, checks.of(kind))
    if checks.kinds:
        show(element("h3", "To be confirmed", class_="k-file-head"))
    return frozenset(
        kind for kind in checks.kinds if _draw_warning(plan, quarter, checks, kind, ticks=ticks)
    )


def _draw_warning(
    plan: Plan,
    quarter: ReportingPeriod,
    checks: ReleaseChecks,
    kind: ReleaseWarning,
    *,
    ticks: bool,
) -> bool:
    found = checks.of(kind)
    with st.container(key=f"release_check_{kind.value}", gap="small"):
        show(_head(kind, quarter, checks, "warning", "Warning: "))
        _draw_list(plan, kind, found)
        return ticks and st.checkbox(
            "I have looked at this and publish all the same"
            if len(found) == 1
            else f"I have looked at these {len(found)} and publish all the same",
            key=f"release_accept_{kind.value}_{quarter.id}_{hash(found):x}",
        )


def _head(
    kind: ReleaseFault | ReleaseWarning,
    quarter: ReportingPeriod,
    checks: ReleaseChecks,
    mark: str,
    spoken: str,
) -> Html:
    sign = "×" if mark == "error" else "!"
    return element(
        "p",
        element(
            "span",
            element("span", sign, class_="k-mark-sign", aria_hidden="true"),
            hidden(spoken),
            class_=f"k-mark k-mark-{mark}",
        ),
        element(
            "span",
            element("strong", check_sentence(kind, len(checks.of(kind)), quarter.label)),
            f" {CHECK_MEANINGS[kind]}",
        ),
        class_="k-check",
    )


def _draw_list(
    plan: Plan, kind: ReleaseFault | ReleaseWarning, found: Sequence[ReleaseCheck]
) -> None:
    """Figure by figure; nothing where it is the quarter that is remarked on."""
    lines = [line for check in found[:SHOWN] if (line := _line(plan, check))]
    if not lines:
        return
    with st.expander(f"See which ({len(found)})", key=f"release_list_{kind.value}"):
        if len(found) > SHOWN:
            show(element("p", f"The first {SHOWN} of {len(found):,}.", class_="k-quiet"))
        show(element("ul", lines, class_="k-check-list"))


def _line(plan: Plan, check: ReleaseCheck) -> Html | None:
    measure = plan.measures_by_id.get(check.measure_id)
    if measure is None and not check.about:
        return None
    period = period_of_id(check.period_id).label if check.period_id and measure else ""
    about = ", ".join(filter(None, (period, check.about)))
    if measure is None:
        return element("li", about)
    return element(
        "li",
        element("span", measure.code, class_="k-code"),
        link(measure_address(measure.id), measure.title),
        element("span", f" {about}", class_="k-sub") if about else None,
    )
