"""What is asked for to give a role, to take one and to erase a name."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kpis.errors import require
from kpis.model import Assignment, Holding, Plan, Role
from kpis.ui.kit.titles import outcome_titles
from kpis.ui.people.forms import RoleForm
from kpis.ui.state.acting import acting
from kpis.use_cases.access import erase_name, give_access, reaches_nothing, take_access
from kpis.use_cases.seen_store import SeenStore
from kpis.words.access import HELD, no_measure_of
from kpis.words.personal_data import ERASING, NOT_ERASED

_WHY = "Reason, for the audit"


def role_forms(plan: Plan, store: SeenStore, given: Sequence[Assignment]) -> list[RoleForm]:
    """Those that there is anything to do with. given: every role that was ever given."""
    standing = [each for each in given if each.taken_at is None]
    people = {each.login: each.name for each in given if each.login}
    forms = [_giving(plan, store)]
    if standing:
        forms.append(_taking(store, standing))
    if people:
        forms.append(_erasing(store, people))
    return forms


def held_in_words(each: Assignment) -> str:
    """ "Ann Oak: contributor, Head of Parks (deputy)"."""
    held = each.holding
    post = f", {held.post}" if held.post else ""
    return f"{each.name}: {HELD[held.role]}{post}{' (deputy)' if held.deputy else ''}"


def _giving(plan: Plan, store: SeenStore) -> RoleForm:
    directorates = sorted({measure.directorate for measure in plan.measures} - {""})
    outcomes = outcome_titles(plan)

    def fields() -> None:
        st.text_input(
            "Sign-in code",
            key="give_login",
            max_chars=200,
            help="The dashboard shows it to whoever has signed in and has no role yet.",
        )
        st.text_input("Name", key="give_name", max_chars=200)
        roles = [role for role in Role if role is not Role.PUBLIC]
        st.selectbox("Role", roles, format_func=HELD.__getitem__, key="give_role")
        st.text_input(
            "Post they act as", key="give_post", max_chars=200, help="A member needs none."
        )
        st.checkbox("They are deputy of the post", key="give_deputy")
        st.selectbox(
            "Directorate that is theirs",
            ["", *directorates],
            format_func=lambda each: each or "None",
            key="give_directorate",
            help="Directors and contributors act on what is of their directorate.",
        )
        st.multiselect(
            "Outcomes that are theirs",
            list(outcomes),
            format_func=outcomes.__getitem__,
            key="give_outcomes",
            placeholder="None",
        )
        first, last = st.columns(2)
        with first:
            st.date_input("From", value=None, key="give_from", format="DD/MM/YYYY", help="Now")
        with last:
            st.date_input("To", value=None, key="give_to", format="DD/MM/YYYY", help="Until taken")
        st.text_input(_WHY, key="give_why", max_chars=500)

    def act(post: str) -> str:
        said: dict[str, Any] = {
            name: st.session_state[f"give_{name}"]
            for name in ("login", "name", "role", "post", "deputy", "directorate", "outcomes")
        }
        holding = Holding(
            role=Role(said["role"]),
            post=said["post"],
            deputy=said["deputy"],
            directorate=said["directorate"],
            outcomes=tuple(sorted(int(each) for each in said["outcomes"])),
        )
        given = give_access(
            store,
            plan,
            said["login"],
            holding,
            name=said["name"],
            starts_on=st.session_state["give_from"],
            ends_on=st.session_state["give_to"],
            why=st.session_state["give_why"],
            actor=acting(post),
        )
        for_nothing = reaches_nothing(plan, given.holding)
        note = f" {no_measure_of(plan, given.holding)}" if for_nothing else ""
        return f"The role is given. {held_in_words(given)}.{note}"

    return RoleForm(
        name="give",
        title="Give a role",
        consequence="It counts from the next click of whoever gets it, or from its first day.",
        fields=fields,
        act=act,
    )


def _taking(store: SeenStore, standing: Sequence[Assignment]) -> RoleForm:
    named = {each.number: f"{each.number}  {held_in_words(each)}" for each in standing}

    def fields() -> None:
        st.selectbox("Role", list(named), format_func=named.__getitem__, key="take_number")
        st.text_input(_WHY, key="take_why", max_chars=500)

    def act(post: str) -> str:
        number, why = st.session_state["take_number"], st.session_state["take_why"]
        taken = take_access(store, number, why=why, actor=acting(post))
        return f"The role is taken away. {held_in_words(taken)}."

    return RoleForm(
        name="take",
        title="Take a role away",
        consequence="It counts no more from their next click on. The record of it stays.",
        fields=fields,
        act=act,
    )


def _erasing(store: SeenStore, people: dict[str, str]) -> RoleForm:
    sure = "I understand that this cannot be undone"

    def fields() -> None:
        st.selectbox(
            "Whose name",
            list(people),
            format_func=lambda login: f"{people[login]} ({login})",
            key="erase_login",
        )
        st.checkbox(sure, key="erase_sure")

    def act(post: str) -> str:
        require("yes" if st.session_state["erase_sure"] else "", f"Tick “{sure}” first.")
        instead = erase_name(store, st.session_state["erase_login"], actor=acting(post))
        return f"The name is erased. In its place stands: {instead}."

    return RoleForm(
        name="erase",
        title="Erase a name",
        consequence=f"{ERASING} {NOT_ERASED}",
        fields=fields,
        act=act,
    )
