"""Every act of every role, through the use case: done or refused as the table says, and on record.

Three actors try each: somebody with the role for everything the act is about, somebody with it for
other things, and the local administrator once, who makes what there is to act upon.
"""

import hashlib
import shutil
from collections.abc import Callable
from contextlib import suppress
from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count, product
from pathlib import Path

import pytest

from kpis.errors import AccessRefused, NotAllowed
from kpis.model import (
    ALLOWED,
    Act,
    Actor,
    AnnotationKind,
    Approval,
    Holding,
    IllustrativeFor,
    Provenance,
    Reach,
    Role,
    local_administrator,
    somebody,
)
from kpis.periods import quarter
from kpis.readers.files.opened_file import OpenedFile
from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import sheet_cells
from kpis.store import Store, WantedActs
from kpis.store.database.connect import opened
from kpis.store.senders import answers
from kpis.use_cases.access import access_given, erase_name, give_access, take_access
from kpis.use_cases.annotations import annotate, withdraw_annotation
from kpis.use_cases.answers import forget_answers
from kpis.use_cases.audit import acts
from kpis.use_cases.check import check_return
from kpis.use_cases.figures_as_at import figures_as_at
from kpis.use_cases.mappings import MappingUsed, forget_mapping, kept_mappings
from kpis.use_cases.plans.acts.aims import AgreeAims, AimWanted, SetAims
from kpis.use_cases.plans.changing import change_plan, look_at_change
from kpis.use_cases.publishing.mails import mails_listed
from kpis.use_cases.publishing.preparing import (
    begin_release,
    comment_on_release,
    put_release_forward,
    resolve_comment,
    send_release_back,
)
from kpis.use_cases.publishing.scheduling import schedule_release
from kpis.use_cases.publishing.subscriptions import subscribe
from kpis.use_cases.seen_store import seen_by
from kpis.use_cases.signoff import (
    ALL_WARNINGS,
    approve_submission,
    figures_to_approve,
    publish_release,
    withdraw_illustrative,
    withdraw_submission,
)
from kpis.use_cases.submit import submit_return

PLAN = Path(__file__).parents[2] / "fictional_plan"
NOW = datetime(2023, 7, 20, 9)
ILLUSTRATIVE = Provenance.ILLUSTRATIVE
PLANNER = "Head of Planning"
ASKED = "header-meaning: planned outturn"
MAKER = local_administrator(PLANNER)
GOOD = b"measure,period,outturn,commentary\nplanning_days,Q1 2023/24,62,Steady\n"
OTHER = b"measure,period,outturn,commentary\n2.1a,Q1 2023/24,20,Steady\n"
OWN = b"Indicator,Qtr,Amount\nplanning_days,Q1 2023/24,62\n"


class House:
    """A store in which there is something of Planning's to act upon, and the acts."""

    def __init__(self, store, plan):
        self.store, self.plan, self.folder = store, plan, Path()

    def returned(self, content=GOOD, **more):
        return submit_return(
            self.store, self.plan, "r.csv", content, actor=MAKER, now=NOW, **more
        ).submission.id

    def submit(self, actor):
        submit_return(self.store, self.plan, "r.csv", GOOD, actor=actor, now=NOW)

    def withdraw(self, actor):
        withdraw_submission(self.store, self.made, actor=actor, why="Wrong", now=NOW)

    def approve(self, actor):
        approve_submission(self.store, self.plan, self.made, actor=actor, now=NOW)

    def publish(self, actor):
        publish_release(
            self.store, self.plan, quarter(2023, 1), actor=actor, accepted=ALL_WARNINGS, now=NOW
        )

    def _quarter(self, act, actor, **more):
        act(self.store, quarter(2023, 1), actor=actor, now=NOW, **more)

    def prepare_release(self, actor):
        """Everything that preparing is, one after the other."""
        resolve_comment(self.store, quarter(2023, 1), 1, actor=actor, now=NOW)
        self._quarter(put_release_forward, actor)
        self._quarter(send_release_back, actor, why="It is not")
        begin_release(self.store, self.plan, quarter(2023, 2), actor=actor, now=NOW)

    def comment_on_release(self, actor):
        self._quarter(comment_on_release, actor, text="Is 2.1 right?")

    def schedule(self, actor, due=NOW + timedelta(hours=24)):
        schedule_release(
            self.store,
            self.plan,
            quarter(2023, 1),
            actor=actor,
            due_at=due,
            accepted=ALL_WARNINGS,
            early_readers=[PLANNER],
            now=NOW,
        )

    def read_scheduled(self, actor):
        seen = seen_by(self.store, self.plan, actor)
        assert seen.outturns(release=-1)["outturn"].tolist() == [62]

    def annotate(self, actor):
        annotate(
            self.store,
            self.plan,
            "planning_days",
            "2023-24-Q1",
            AnnotationKind.NOTE,
            "A new register",
            actor=actor,
            now=NOW,
        )

    def withdraw_annotation(self, actor):
        withdraw_annotation(self.store, 1, actor=actor, now=NOW)

    def forget_mapping(self, actor):
        (kept,) = kept_mappings(self.store, actor=local_administrator(""))
        forget_mapping(self.store, kept.saved, actor=actor)

    def forget_answer(self, actor):
        forget_answers(self.store, PLANNER, [ASKED], actor=actor)

    def give_access(self, actor):
        member = Holding(role=Role.MEMBER)
        give_access(
            self.store, self.plan, "ann@north.example", member, why="New", actor=actor, now=NOW
        )

    def take_access(self, actor):
        take_access(self.store, 1, why="Left", actor=actor, now=NOW)

    def erase_name(self, actor):
        erase_name(self.store, "ann@north.example", actor=actor, now=NOW)

    def read_access(self, actor):
        assert access_given(self.store, actor=actor) == []

    def _change(self, act, actor):
        found = look_at_change(
            self.store, self.plan, self.folder, act, actor=actor, today=NOW.date()
        )
        assert found.faults == ()
        change_plan(self.store, self.plan, self.folder, act, found, actor=actor, now=NOW)

    def change_plan(self, actor):
        wanted = AimWanted(measure_id="planning_days", figures={"target": 60.0})
        self._change(SetAims(year="2024/25", aims=(wanted,), set_by="Planning"), actor)

    def agree_plan(self, actor):
        aims = (("planning_days", "2024/25"),)
        self._change(AgreeAims(aims=aims, by="Cabinet", on=NOW.date()), actor)

    def subscribe(self, actor):
        subscribe(self.store, self.plan, PLANNER, "a@north.example", actor=actor, now=NOW)

    def manage_mails(self, actor):
        assert mails_listed(self.store, actor=actor) == []

    def read_audit(self, actor):
        assert acts(self.store, WantedActs(), actor=actor)

    def read_published(self, actor):
        shown = figures_as_at(self.store, self.plan, NOW, actor=actor, release=1)
        assert shown.outturns["outturn"].tolist() == [62]

    def read_before_release(self, actor):
        outturns = seen_by(self.store, self.plan, actor).outturns()
        assert outturns["outturn"].tolist() == [62]

    def read_returns(self, actor):
        figures = figures_to_approve(self.store, self.plan, self.made, actor=actor)
        assert figures["outturn"].tolist() == [62]

    def read_small_counts(self, actor):
        seen = seen_by(self.store, self.plan, actor)
        assert seen.file(hashlib.sha256(GOOD).hexdigest()) == GOOD

    def check(self, actor):
        found = check_return(self.store, self.plan, "r.csv", GOOD, actor=actor, now=NOW)
        assert found.checked.ok

    def prepare(self, act):
        if act in MADE_BEFORE:
            self.made = self.returned()
        if act in (Act.PUBLISH, Act.READ_PUBLISHED, Act.READ_SCHEDULED):
            self.approve(MAKER)
        if act is Act.READ_SCHEDULED:
            self.schedule(MAKER)
        if act in (Act.COMMENT_ON_RELEASE, Act.PREPARE_RELEASE):
            begin_release(self.store, self.plan, quarter(2023, 1), actor=MAKER, now=NOW)
        if act is Act.PREPARE_RELEASE:
            self.comment_on_release(MAKER)
        if act is Act.READ_PUBLISHED:
            self.publish(MAKER)
        if act is Act.AGREE_PLAN:
            self.change_plan(MAKER)
        if act is Act.WITHDRAW_ANNOTATION:
            self.annotate(MAKER)
        if act is Act.FORGET_ANSWER:
            self.made = self.returned()
            with opened(self.store.path, writing=True) as connection:
                answers.keep(connection, self.made, PLANNER, {ASKED: "leave out"}, {ASKED}, NOW)
        if act in (Act.TAKE_ACCESS, Act.ERASE_NAME):
            self.give_access(MAKER)
        if act is Act.FORGET_MAPPING:
            (sheet,) = sheet_cells("own.csv", OpenedFile(OWN))
            columns = {1: "measure", 2: "period", 3: "outturn"}
            mapping = mapping_of(sheet, header_row=1, columns=columns, fixed={})
            self.returned(OWN, mapping=MappingUsed(mapping=mapping))


@pytest.fixture
def house(store, fictional_plan):
    return House(store, fictional_plan)


MADE_BEFORE = {
    Act.WITHDRAW,
    Act.APPROVE,
    Act.PUBLISH,
    Act.READ_PUBLISHED,
    Act.READ_SCHEDULED,
    Act.READ_BEFORE_RELEASE,
    Act.READ_RETURNS,
    Act.READ_SMALL_COUNTS,
}
ACTS = {
    Act.READ_PUBLISHED: House.read_published,
    Act.READ_BEFORE_RELEASE: House.read_before_release,
    Act.READ_RETURNS: House.read_returns,
    Act.READ_SMALL_COUNTS: House.read_small_counts,
    Act.CHECK: House.check,
    Act.SUBMIT: House.submit,
    Act.WITHDRAW: House.withdraw,
    Act.APPROVE: House.approve,
    Act.READ_SCHEDULED: House.read_scheduled,
    Act.PREPARE_RELEASE: House.prepare_release,
    Act.COMMENT_ON_RELEASE: House.comment_on_release,
    Act.PUBLISH: House.publish,
    Act.ANNOTATE: House.annotate,
    Act.WITHDRAW_ANNOTATION: House.withdraw_annotation,
    Act.FORGET_MAPPING: House.forget_mapping,
    Act.FORGET_ANSWER: House.forget_answer,
    Act.GIVE_ACCESS: House.give_access,
    Act.TAKE_ACCESS: House.take_access,
    Act.ERASE_NAME: House.erase_name,
    Act.READ_ACCESS: House.read_access,
    Act.READ_AUDIT: House.read_audit,
    Act.CHANGE_PLAN: House.change_plan,
    Act.AGREE_PLAN: House.agree_plan,
    Act.SUBSCRIBE: House.subscribe,
    Act.MANAGE_MAILS: House.manage_mails,
}
LEAVE_NO_ENTRY = {
    Act.READ_PUBLISHED,
    Act.READ_SCHEDULED,
    Act.READ_BEFORE_RELEASE,
    Act.READ_RETURNS,
    Act.READ_SMALL_COUNTS,
    Act.CHECK,
    Act.READ_ACCESS,
    Act.READ_AUDIT,
    Act.MANAGE_MAILS,
}
HOLDINGS = {
    "their own": Holding(role=Role.PUBLIC, post=PLANNER),
    "of others": Holding(role=Role.PUBLIC, post="Pool Manager", directorate="Homes", outcomes=(2,)),
}


@pytest.fixture(scope="module")
def ready(prepared, fictional_plan, tmp_path_factory) -> Callable[[Act], House]:
    """ready(act): a house with what the act is about. It is made once, and each is a copy of it."""
    folder = tmp_path_factory.mktemp("ready")
    made: dict[Act, House] = {}
    numbers = count()

    def copied(from_path: Path) -> Store:
        to_path = Path(shutil.copy(from_path, folder / f"{next(numbers)}.duckdb"))
        if (files := from_path.with_suffix(".files")).exists():
            shutil.copytree(files, to_path.with_suffix(".files"))
        return Store(to_path)

    def plan_in(from_path: Path) -> Path:
        return Path(shutil.copytree(from_path, folder / f"plan-{next(numbers)}"))

    def call(act: Act) -> House:
        if act not in made:
            made[act] = House(copied(prepared), fictional_plan)
            made[act].folder = plan_in(PLAN)
            made[act].prepare(act)
        house = copy(made[act])
        house.store = copied(house.store.path)
        house.folder = plan_in(made[act].folder)
        return house

    return call


def may(act: Act, role: Role, whose: str) -> bool:
    reach = ALLOWED[act].get(role)
    return reach is Reach.ANY or (reach is Reach.OWN and whose == "their own")


def acting(role: Role, whose: str) -> Actor:
    held = replace(HOLDINGS[whose], role=role)
    return Actor(post=held.post, person="P-1", holdings=(held,), origin="dashboard")


def test_every_act_of_the_table_is_tried():
    assert {*ACTS, Act.READ_ILLUSTRATIVE} == set(ALLOWED)
    assert Act.READ_ILLUSTRATIVE not in ACTS  # refused to nobody: there are none, below


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.value)
@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.soak)])
def test_a_role_may_do_through_the_use_case_what_the_table_allows(ready, act, every):
    """Every third of those who may, others for each act; `make soak` tries all of them."""
    allowed = [pair for pair in product(Role, HOLDINGS) if may(act, *pair)]
    for role, whose in allowed[[*ACTS].index(act) % min(every, len(allowed)) :: every]:
        house = ready(act)
        known = house.store.audit()["number"].max()
        ACTS[act](house, acting(role, whose))
        done = house.store.audit()
        done = done[done["number"] > known]
        assert not done["refused"].any(), (role, whose)
        assert set(done["person"]) == (set() if act in LEAVE_NO_ENTRY else {"P-1"})
        assert house.store.audit_faults() == []


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.value)
@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.soak)])
def test_a_role_is_refused_what_the_table_does_not_allow_and_that_is_on_record(ready, act, every):
    """Whoever may it with what is theirs alone, and every third of those who may nothing of it,
    others for each act; `make soak` tries all of them."""
    house = ready(act)
    known = house.store.audit()["number"].max()
    all_refused = [pair for pair in product(Role, HOLDINGS) if not may(act, *pair)]
    if Role.PUBLIC in ALLOWED[act]:
        assert not all_refused
        return
    nearly = [pair for pair in all_refused if pair[0] in ALLOWED[act]]
    others = [pair for pair in all_refused if pair not in nearly]
    refused = nearly + others[[*ACTS].index(act) % every :: every]
    for role, whose in refused:
        with pytest.raises(AccessRefused, match=r"may not|may .* only where"):
            ACTS[act](house, acting(role, whose))
    with pytest.raises(AccessRefused, match="Somebody without a role may not"):
        ACTS[act](house, somebody())  # before a post is asked for
    done = house.store.audit().sort_values("number")
    done = done[done["number"] > known]
    assert done["refused"].all()
    assert set(done["action"]) == {act.value}
    told = [*zip(done["who"], done["person"], done["origin"], strict=True)]
    assert told[:-1] == [(HOLDINGS[whose].post, "P-1", "dashboard") for _, whose in refused]
    assert house.store.audit_faults() == []


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.value)
def test_the_local_administrator_does_everything_as_the_post_that_is_typed(ready, act):
    house = ready(act)
    ACTS[act](house, local_administrator("Clerk"))
    assert not house.store.audit()["refused"].any()


@pytest.fixture(scope="module")
def with_illustrative(prepared, fictional_plan, tmp_path_factory) -> House:
    """A house with a release of one illustrative figure and one other. Only to be read."""
    path = tmp_path_factory.mktemp("illustrative") / "kpis.duckdb"
    house = House(Store(Path(shutil.copy(prepared, path))), fictional_plan)
    made = submit_return(
        house.store, house.plan, "i.csv", GOOD, actor=MAKER, provenance=ILLUSTRATIVE, now=NOW
    )
    real = house.returned(OTHER)
    for each in (made.submission.id, real):
        with suppress(NotAllowed):  # what is illustrative needs no approval
            approve_submission(house.store, house.plan, each, actor=MAKER, now=NOW)
    house.publish(MAKER)
    return house


@pytest.mark.parametrize("role", Role)
def test_where_illustrative_figures_are_kept_from_a_role_there_are_none_for_it(
    with_illustrative, role
):
    house, actor = with_illustrative, acting(role, "their own")
    for shown_to, some in (
        (IllustrativeFor.EVERYBODY, True),
        (IllustrativeFor.STAFF, role in ALLOWED[Act.READ_ILLUSTRATIVE]),
    ):
        seen = seen_by(house.store, house.plan, actor, illustrative_for=shown_to)
        assert set(seen.outturns(release=1)["outturn"]) == ({20, 62} if some else {20})
        assert seen.release(1).figures == seen.releases()["figures"][0] == 1 + some
        if actor.may(Act.READ_BEFORE_RELEASE):
            assert set(seen.outturns()["outturn"]) == ({20, 62} if some else {20})
            assert len(seen.approved_outturns()) == 1 + some


def test_what_is_refused_changes_nothing_but_the_audit(house):
    made = house.returned()
    before = house.store.submissions()
    with pytest.raises(AccessRefused):
        withdraw_submission(house.store, made, actor=somebody(), why="Wrong")
    assert house.store.submissions().equals(before)
    row = house.store.audit().iloc[0]
    assert (row["submission_id"], row["action"], row["refused"]) == (made, "withdraw", True)


def test_who_only_may_return_their_own_is_refused_a_file_with_something_of_others(house):
    planner = Actor(post=PLANNER, holdings=(Holding(role=Role.CONTRIBUTOR, post=PLANNER),))
    both = GOOD + OTHER.partition(b"\n")[2]
    with pytest.raises(AccessRefused, match=r"r\.csv is not theirs"):
        submit_return(house.store, house.plan, "r.csv", both, actor=planner, now=NOW)
    assert house.store.submissions().empty


def test_an_activity_is_its_outcomes(house):
    content = b"activity,period,status,comment\nA1.1,Q1 2023/24,on_track,Fine\n"
    made = house.returned(content)
    director = Actor(post="Director", holdings=(Holding(role=Role.DIRECTOR, outcomes=(2,)),))
    with pytest.raises(AccessRefused):
        approve_submission(house.store, house.plan, made, actor=director)
    own = replace(director, holdings=(Holding(role=Role.DIRECTOR, outcomes=(1,)),))
    assert approve_submission(house.store, house.plan, made, actor=own).approved_by == "Director"


def test_where_two_must_sign_one_person_is_not_two_by_another_post(house):
    plan = replace(house.plan, approval=Approval.TWO)
    team = Holding(role=Role.PERFORMANCE_TEAM)
    ann = Actor(person="P-1", post="Officer", holdings=(team,))
    done = submit_return(house.store, plan, "r.csv", GOOD, actor=ann, now=NOW).submission
    with pytest.raises(NotAllowed, match="for another person to approve it"):
        approve_submission(house.store, plan, done.id, actor=replace(ann, post="Head of Team"))
    bob = Actor(person="P-2", post="Head of Team", holdings=(team,))
    assert approve_submission(house.store, plan, done.id, actor=bob).approved_by == "Head of Team"


def test_nothing_illustrative_is_withdrawn_by_whoever_may_not(house, store):
    submit_return(
        store, house.plan, "i.csv", GOOD, actor=MAKER, now=NOW, provenance=Provenance.ILLUSTRATIVE
    )
    with pytest.raises(AccessRefused):
        withdraw_illustrative(
            store,
            actor=Actor(post="Board", holdings=(Holding(role=Role.MEMBER),)),
            why="Figures are coming",
        )
    assert store.submissions()["withdrawn_at"].isna().all()


def test_it_is_refused_all_the_same_where_that_cannot_be_written_down(fictional_plan, tmp_path):
    nowhere = Store(tmp_path / "kpis.duckdb")
    with pytest.raises(AccessRefused, match="Somebody without a role may not submit a return"):
        submit_return(nowhere, fictional_plan, "r.csv", GOOD, actor=somebody(), now=NOW)
    assert not nowhere.exists()
