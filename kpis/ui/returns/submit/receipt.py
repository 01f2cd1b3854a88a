"""What an officer sees after submitting: that it worked, under which id, and where it shows."""

import streamlit as st

from kpis.model import Plan, Provenance, Submission
from kpis.ui.kit.addresses import (
    activities_address,
    approval_address,
    link,
    measure_address,
    outcome_address,
)
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import show
from kpis.ui.kit.scripts import FOCUS_ON_RECEIPT, script_element
from kpis.ui.returns import uploads
from kpis.ui.returns.uploads import Receipt
from kpis.ui.state import visitor
from kpis.words.days import uk_time
from kpis.words.lists import counted


def draw_receipts(plan: Plan) -> None:
    """Receipts of what was submitted since files were last chosen, newest first."""
    for receipt in uploads.receipts():
        show(receipt_card(plan, receipt))
    if uploads.receipt_is_fresh():
        st.html(script_element(FOCUS_ON_RECEIPT), unsafe_allow_javascript=True)


def receipt_card(plan: Plan, receipt: Receipt) -> Html:
    """Id, counts, and links to the pages whose figures it changed, at the quarter returned."""
    done = receipt.submission
    if receipt.repeated:
        title = f"{done.file_name} had been submitted before"
        facts = (
            f"It was submitted on {uk_time(done.recorded_at)} by {done.submitted_by}, "
            "so nothing was stored again."
        )
    else:
        title = f"{done.file_name} is submitted"
        facts = (
            f"{done.new:,} new, {done.restated:,} restated and {done.unchanged:,} unchanged"
            f"{_and_activities(done.activities)}, stored on {uk_time(done.recorded_at)} "
            f"for {done.submitted_by}."
        )
    return element(
        "div",
        element("h2", title, class_="k-receipt-title", tabindex=-1),
        element("p", "Submission ", element("strong", done.id), class_="k-receipt-id"),
        element("p", facts, class_="k-line"),
        [
            element("p", sentence, class_="k-line")
            for sentence in (*receipt.put_back, *receipt.still_shown)
        ],
        _links(plan, receipt.touched),
        element("p", link(activities_address(), "See the activities"), class_="k-line")
        if done.activities
        else None,
        _next_step(done),
        class_="k-receipt",
    )


def _next_step(done: Submission) -> Html | None:
    """What a return still needs before readers see it; nothing where it is approved."""
    if done.approved_at is not None or done.provenance is not Provenance.RETURN:
        return None
    return element(
        "p",
        "It waits for approval. ",
        link(approval_address(), "Look at its figures and approve them")
        if visitor.approves()
        else None,
        class_="k-line",
    )


def _and_activities(count: int) -> str:
    return f", and {counted(count, 'activity', 'activities')}" if count else ""


def _links(plan: Plan, touched: tuple[tuple[str, str], ...]) -> Html | None:
    """The outcomes it touches, each with its measures."""
    quarters = dict(touched)
    items = []
    for outcome in plan.outcomes:
        own = [m for m in plan.measures if m.outcome == outcome.number and m.id in quarters]
        if not own:
            continue
        latest = max(quarters[measure.id] for measure in own)
        measures = [
            element(
                "li",
                element("span", measure.code, class_="k-code"),
                link(measure_address(measure.id, quarters[measure.id]), measure.title),
            )
            for measure in own
        ]
        items.append(
            element(
                "li",
                link(
                    outcome_address(outcome.number, latest),
                    f"Outcome {outcome.number}: {outcome.title}",
                ),
                element("ul", measures),
            )
        )
    if not items:
        return None
    count = counted(len(quarters), "measure")
    return element(
        "details",
        element("summary", f"See them: {count} in {counted(len(items), 'outcome')}"),
        element("ul", items, class_="k-receipt-links"),
        open=True,
    )
