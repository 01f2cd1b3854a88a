"""Next year's plan: make it, say what becomes of measures, agree it."""

from collections.abc import Callable

import streamlit as st

from kpis.clock import utc_now
from kpis.errors import KpisError, PlanError
from kpis.model import Plan, RagRule
from kpis.ui.kit.html import element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.plan.act_form import ActForm, say_done
from kpis.ui.plan.agree_form import proposed_aims
from kpis.ui.plan.changes_table import about_words
from kpis.ui.plan.fields import Fields
from kpis.ui.plan.measure_forms import measure_titles
from kpis.ui.plan.opened import Opened
from kpis.ui.post.field import MAIN_ACTION, post_field, remember_post
from kpis.ui.state import visitor
from kpis.ui.state.acting import acting
from kpis.use_cases.plans.acts.crosswalk import (
    ContinueMeasure,
    DropMeasure,
    MergeMeasures,
    NewMeasure,
    ReplaceMeasure,
    SplitMeasure,
)
from kpis.use_cases.plans.acts.proposing import PlanAct
from kpis.use_cases.plans.changing import may_agree
from kpis.use_cases.plans.next_year.doing import (
    agree_next_plan,
    make_next_plan,
    may_make,
    without_target,
)
from kpis.use_cases.seen_store import SeenStore
from kpis.words.days import uk_date
from kpis.words.lists import counted

DROP, SPLIT, REPLACE, MERGE, BREAK = "drop", "split", "replace", "merge", "break"
_FATES = {
    DROP: "It is dropped: none follows",
    SPLIT: "It is split: several take its place",
    REPLACE: "It is replaced by another",
    MERGE: "It is merged with others into one",
    BREAK: "It goes on, but does not compare with before",
}
_LONGEST_LIST = 12  # measures named one by one


def draw_make(opened: Opened, store: SeenStore) -> None:
    """Make the plan that follows."""
    plan = opened.plan
    words = (
        "A copy of this plan with its years moved on. It is a proposal: it rates nothing before it "
        "is agreed, and this plan and its releases stay as they are."
    )
    show(element("p", words, class_="k-line"))
    if not may_make(opened.folder):
        st.info("No folder can be made beside this plan's here. Use the command kpis plan roll.")
        return
    fields = Fields("make", ())
    to = fields.line("to", "Its years", next_years(plan), help="As in 2020-23, for three years.")
    carried = st.checkbox(
        "The target of the year before becomes the minimum expectation",
        value=plan.rating_rule.rule is RagRule.MINIMUM_EXPECTATION,
        key=fields.key("carried"),
    )
    _draw_do("make", "Make next year's plan", lambda post: _make(opened, store, to, carried, post))


def next_years(plan: Plan) -> str:
    """The years of the plan that follows, one on: "2020-23" after "2019-22"."""
    first, last = int(plan.first_year[:4]) + 1, int(plan.last_year[:4]) + 2
    return f"{first}-{last % 100:02}"


def _make(opened: Opened, store: SeenStore, to: str, carried: bool, post: str) -> str:
    made = make_next_plan(store, opened.folder, to, minimum_from_target=carried, actor=acting(post))
    st.query_params["plan"] = made.plan_id
    st.query_params["do"] = "targets"
    left = counted(len(made.to_set), "target is", "targets are")
    return f"The plan {made.plan_id} is made, as a proposal. {left} left to be set."


def fate_form(plan: Plan) -> ActForm:
    return ActForm(
        name="fate",
        title="What becomes of a measure",
        lead="Measures that nothing is said of go on as they are. Readers are told the others, and "
        "why.",
        fields=lambda fields: _fate(plan, fields),
    )


def _fate(plan: Plan, fields: Fields) -> PlanAct:
    titles = measure_titles(plan)
    kind = fields.one_of("kind", "What becomes of it", _FATES)
    measure_id = fields.one_of("measure_id", "Measure", titles)
    also: list[str] = []
    if kind == MERGE:
        others = {each: title for each, title in titles.items() if each != measure_id}
        also = fields.some_of("measure_ids", "Merged with", others)
    new: tuple[NewMeasure, ...] = ()
    if kind == SPLIT:
        first, second = fields.line("into", "Into"), fields.line("second", "And")
        third = fields.line("third", "And, if it is three")
        new = tuple(NewMeasure(title=each) for each in (first, second, third) if each)
    elif kind in (REPLACE, MERGE):
        title = fields.line("into", "What the new measure is called")
        definition = fields.text("definition", "Its definition")
        new = (NewMeasure(title=title, definition=definition),)
    reason = fields.text("reason", "Why, for readers")
    match kind:
        case "split":
            return SplitMeasure(measure_id=measure_id, into=new, reason=reason)
        case "replace":
            return ReplaceMeasure(measure_id=measure_id, by=new[0], reason=reason)
        case "merge":
            merged = (measure_id, *also)
            return MergeMeasures(measure_ids=merged, into=new[0], reason=reason)
        case "break":
            return ContinueMeasure(measure_id=measure_id, with_break=True, reason=reason)
        case _:
            return DropMeasure(measure_id=measure_id, reason=reason)


def draw_agree_plan(opened: Opened, store: SeenStore) -> None:
    """What is still open in a proposed plan, and the form by which it is agreed as a whole."""
    plan = opened.plan
    proposed = proposed_aims(plan)
    words = (
        f"With the plan {counted(len(proposed), 'proposed target')} of its years "
        f"{'is' if len(proposed) == 1 else 'are'} agreed. It is in force from {plan.first_year} on."
    )
    show(element("p", words, class_="k-line"))
    missing = without_target(opened.folder)
    if missing:
        named = [element("li", about_words(plan, each)) for each in missing[:_LONGEST_LIST]]
        more = len(missing) - _LONGEST_LIST
        if more > 0:
            named.append(element("li", f"and {more:,} more"))
        verb = "has" if len(missing) == 1 else "have"
        count = counted(len(missing), "measure or part", "measures and parts")
        st.error(f"{count} {verb} no target for {plan.first_year} yet. Set them first.")
        show(element("ul", named, class_="k-plan-faults"))
        return
    if not may_agree(visitor.looks(), plan, list(plan.measures_by_id)):
        st.info("A plan as a whole is agreed by the performance team.")
        return
    fields = Fields("whole", ())
    left, right = st.columns(2)
    with left:
        by = fields.line("by", "Agreed by", help="A post or body, such as Cabinet.")
    with right:
        on = fields.day("on", "On", uk_date(utc_now()))
    reason = fields.line("reason", "Why, or where it is written down, for readers")

    def agree(post: str) -> str:
        done = agree_next_plan(
            store, plan, opened.folder, by=by, reason=reason, on=on, actor=acting(post)
        )
        st.query_params.pop("do", None)
        return f"The plan {done.plan_id} is agreed, and in force from {done.first_year} on."

    _draw_do("whole", "Agree the plan", agree)


def _draw_do(name: str, label: str, do: Callable[[str], str]) -> None:
    post_field(f"plan_{name}_acts_as")
    problem = f"plan_{name}_problem"
    if said := st.session_state.get(problem):
        st.error(markdown_text(said))
    st.button(label, key=f"{MAIN_ACTION}{name}", on_click=_do, args=(name, problem, do))


def _do(name: str, problem: str, do: Callable[[str], str]) -> None:
    post = st.session_state[f"plan_{name}_acts_as"]
    try:
        said = do(post)
    except PlanError as error:
        st.session_state[problem] = " ".join([sentence_of(error), *error.faults[:3]])
        return
    except KpisError as error:
        st.session_state[problem] = sentence_of(error)
        return
    remember_post(post)
    say_done(said)
    for key in [key for key in st.session_state if str(key).startswith(f"plan_{name}_")]:
        del st.session_state[key]
