"""The way through a form that changes the plan: fill in, see what would change, write it.

What was looked at is kept for the visit. It is written only while the form still says the same;
what was wrong stands beside its field until somebody looks again.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from kpis.clock import utc_now
from kpis.errors import KpisError
from kpis.model import Plan
from kpis.ui.kit.html import element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.plan.changes_table import about_words, changes_table
from kpis.ui.plan.fields import LOOK, Fields
from kpis.ui.plan.hand_out import hand_out
from kpis.ui.plan.opened import Opened
from kpis.ui.post.field import MAIN_ACTION, post_field, remember_post
from kpis.ui.state.acting import acting
from kpis.use_cases.plans.acts.draft import FieldFault
from kpis.use_cases.plans.acts.proposing import ActProposed, PlanAct
from kpis.use_cases.plans.changing import change_plan, look_at_change, may_write
from kpis.use_cases.seen_store import SeenStore
from kpis.words.days import uk_date
from kpis.words.lists import counted

_DONE = "plan_done"


@dataclass(frozen=True, slots=True)
class _Looked:
    act: PlanAct
    found: ActProposed


@dataclass(frozen=True, slots=True, kw_only=True)
class ActForm:
    """name: begins the keys of its fields. lead: what it is for, a sentence or two.

    fields: draws them, and gives the act they ask for; None while they ask for nothing.
    """

    name: str
    title: str
    lead: str
    fields: Callable[[Fields], PlanAct | None]

    def draw(self, opened: Opened, store: SeenStore) -> None:
        show(element("p", self.lead, class_="k-line"))
        looked: _Looked | None = st.session_state.get(self._looked)
        fields = Fields(self.name, looked.found.faults if looked else ())
        act = self.fields(fields)
        if looked is not None:
            _draw_faults(opened.plan, looked.found, fields)
        if act is None:
            return
        asked = fields.pressed
        if asked is None:
            asked = st.button(LOOK, key=f"see_{self.name}")
        if asked:
            self._look(opened, store, act)
        if looked is not None and looked.act == act and not looked.found.faults:
            self._draw_changes(opened, store, looked)

    @property
    def _looked(self) -> str:
        return f"plan_{self.name}_looked"

    @property
    def _problem(self) -> str:
        return f"plan_{self.name}_problem"

    def _look(self, opened: Opened, store: SeenStore, act: PlanAct) -> None:
        st.session_state.pop(self._problem, None)
        found = look_at_change(
            store, opened.plan, opened.folder, act, actor=acting(), today=uk_date(utc_now())
        )
        st.session_state[self._looked] = _Looked(act, found)
        st.rerun()

    def _draw_changes(self, opened: Opened, store: SeenStore, looked: _Looked) -> None:
        changes = looked.found.proposed.changes
        if not changes:
            st.info("The plan says just this already: nothing would change.")
            return
        _draw_notes(looked.found)
        show(changes_table(opened.plan, changes))
        if not may_write(opened.folder):
            hand_out(opened.folder, looked.found.proposed, f"files_{self.name}")
            return
        post_field(f"plan_{self.name}_acts_as")
        if problem := st.session_state.get(self._problem):
            st.error(markdown_text(problem))
        st.button(
            "Write this into the plan",
            key=f"{MAIN_ACTION}{self.name}",
            on_click=self._write,
            args=(opened, store, looked),
        )

    def _write(self, opened: Opened, store: SeenStore, looked: _Looked) -> None:
        post = st.session_state[f"plan_{self.name}_acts_as"]
        try:
            change_plan(
                store, opened.plan, opened.folder, looked.act, looked.found, actor=acting(post)
            )
        except KpisError as error:
            st.session_state[self._problem] = sentence_of(error)
            return
        remember_post(post)
        say_done(f"The plan is changed: {_summary(looked)}.")
        for key in [key for key in st.session_state if str(key).startswith(f"plan_{self.name}_")]:
            del st.session_state[key]


def say_done(words: str) -> None:
    """Keep what was done, to be told when the page is drawn anew."""
    st.session_state[_DONE] = words


def draw_done() -> None:
    if said := st.session_state.pop(_DONE, ""):
        st.success(markdown_text(said))


def _summary(looked: _Looked) -> str:
    return f"{looked.act.words}, {counted(len(looked.found.proposed.changes), 'change')}"


def _draw_faults(plan: Plan, found: ActProposed, fields: Fields) -> None:
    if not found.faults:
        return
    count = counted(len(found.faults), "thing")
    rest = [
        element("li", ": ".join(filter(None, (_where(plan, each), each.message))))
        for each in fields.rest()
    ]
    words = "is" if len(found.faults) == 1 else "are"
    st.error(f"{count} {words} to be put right before anything can be written.")
    if rest:
        show(element("ul", rest, class_="k-plan-faults"))


def _draw_notes(found: ActProposed) -> None:
    if found.notes:
        show(element("ul", [element("li", each) for each in found.notes], class_="k-plan-faults"))


def _where(plan: Plan, fault: FieldFault) -> str:
    """ "5.2 Level of recycling, target profile"."""
    words = (about_words(plan, fault.about), fault.field.replace("_", " "))
    return ", ".join(filter(None, words))
