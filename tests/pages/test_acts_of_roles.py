"""Every act of every role, tried on the page: done where the table allows it, and else not offered.

A control that is not there counts as refused; where it is there, it must work. Nothing is written
where it is refused but that a page, or the history of a figure, was asked for that is not theirs.
Acts and roles are those of the table itself, so an act without a try here fails. Use cases:
tests/unit/use_cases/test_allow.py.
"""

import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from kpis.clock import utc_now
from kpis.model import (
    ALLOWED,
    Act,
    AnnotationKind,
    Holding,
    Measure,
    Plan,
    Role,
    local_administrator,
)
from kpis.periods import quarter
from kpis.readers.asked import TAKE
from kpis.readers.files.opened_file import OpenedFile
from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import sheet_cells
from kpis.readers.mapping.saved import mapping_to_json
from kpis.store import Scheduling, Store
from kpis.ui.post.pages_for import NEEDS
from kpis.use_cases.signoff import ALL_WARNINGS, publish_release
from kpis.use_cases.submit import submit_return
from tests.keeping import keep_mapping
from tests.pages.desk import choose, press, widget, words
from tests.plans import plan_copy
from tests.roles import PAIRS, Pair, access_file, may, sample, signed_in

ROOT = Path(__file__).parents[2]
CODE = "10.4"
FIGURE = "712"  # not yet published
RETURN = f"measure,period,outturn\n{CODE},Q3 2019/20,{FIGURE}\n".encode()
NEXT = RETURN.replace(FIGURE.encode(), b"713")
LAYOUT = f"Indicator,Qtr,Amount\n{CODE},Q3 2019/20,{FIGURE}\n".encode()
ASKED = "header-meaning: planned outturn"
ASKS = RETURN.replace(b"outturn", b"planned outturn").replace(b"Q3", b"Q1")
Page = Callable[..., AppTest]


def measure_of(plan: Plan) -> Measure:
    (found,) = [each for each in plan.measures if each.code == CODE]
    return found


def prepared(store: Store, plan: Plan) -> str:
    """A store with something of one measure for every act to act upon; → what waits in it."""
    measure = measure_of(plan)
    owner = local_administrator(measure.owner)
    publish_release(store, plan, quarter(2019, 2), actor=owner, accepted=ALL_WARNINGS)
    answered = submit_return(
        store, plan, "asks.csv", ASKS, actor=owner, answers={ASKED: TAKE}, reason="New"
    )
    store.approve(answered.submission.id, by=owner)
    waiting = submit_return(store, plan, "waits.csv", RETURN, actor=owner)
    (sheet,) = sheet_cells("own.csv", OpenedFile(LAYOUT))
    columns = {1: "measure", 2: "period", 3: "outturn"}
    mapping = mapping_of(sheet, header_row=1, columns=columns, fixed={})
    keep_mapping(store, measure.owner, mapping_to_json(mapping), by=measure.owner)
    store.add_annotation(measure.id, "2019-20-Q3", AnnotationKind.NOTE, "A new register.", by=owner)
    due = Scheduling(
        due_at=utc_now() + timedelta(hours=12), early_readers=(measure.owner,), early_hours=24
    )
    store.schedule("2019-20-Q4", due, by=owner)
    store.begin_preparation("2019-20-Q3", by=owner)
    held = Holding(role=Role.MEMBER)
    store.give_access("S-1", held, name="Ann Oak", why="New", by=owner)
    return waiting.submission.id


def propose(file: Path) -> None:
    """Make the measure's last target one that nobody has agreed."""
    year = '[years."2021/22"]'
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(year, f"{year}\nproposed = true"), encoding="utf-8")


class Tries:
    """Each act as somebody tries it on the pages. Returns whether it was to be had there."""

    def __init__(self, page: Page, files: dict[str, Any], plan: Plan, waiting: str) -> None:
        self.page, self.files, self.waiting = page, files, waiting
        self.measure = measure_of(plan)

    def read_published(self) -> bool:
        return "Release 1" in words(self.page("performance/overview"))

    def read_before_release(self) -> bool:
        asked = {"measure": self.measure.id, "period": "2019-20-Q3", "view": "latest"}
        return FIGURE in words(self.page("performance/measure", **asked))

    def read_illustrative(self) -> bool:
        return "are illustrative" in words(self.page("performance/overview"))

    def read_returns(self) -> bool:
        at = self.page("returns/history", find=self.waiting)
        listed = "waits.csv" in words(at)
        at = self.page("returns/history", measure=self.measure.id, period="2019-20-Q3")
        assert (FIGURE in words(at)) == listed
        return listed

    def read_small_counts(self) -> bool:
        self.page("returns/history", find=self.waiting)
        make = self.files.get(f"file_{self.waiting}")
        return make is not None and make() == RETURN

    def check(self) -> bool:
        at = self.page("returns/submit")
        return bool(at.get("file_uploader")) and "713" in words(choose(at, "r.csv", NEXT))

    def submit(self) -> bool:
        at = self.page("returns/submit")
        if not at.get("file_uploader"):
            return False
        choose(at, "next.csv", NEXT)
        if not offered(at.button, "main_action_submit_"):
            assert f"{CODE} is not yours" in at.info[-1].value.replace("\\", "")
            return False
        widget(at.text_input, "reason_").input("Counted again.").run()
        press(at, "main_action_submit_")
        return not at.error

    def _in_history(self, act: str, *fields: str) -> bool:
        at = self.page("returns/history", find=self.waiting)
        if not offered(at.button, f"{act}_{self.waiting}"):
            return False
        press(at, f"{act}_{self.waiting}")
        for field in fields:
            widget([*at.text_input, *at.text_area], field).input("Sent by mistake.")
        press(at, f"main_action_{act}_")
        return not at.error

    def withdraw(self) -> bool:
        return self._in_history("withdraw", "withdrawal_why_")

    def approve(self) -> bool:
        at = self.page("publish/releases")
        in_list = offered(at.button, f"approve_{self.waiting}")
        done = self._in_history("approve")
        assert in_list == done
        return done

    def read_scheduled(self) -> bool:
        asked = {"release": "-1", "period": "2019-20-Q4"}
        shown = "Not yet published: the release of" in words(
            self.page("performance/overview", **asked)
        )
        assert shown == ("Not yet published: Q4" in words(self.page("publish/releases")))
        return shown

    def _at_the_desk(self, quarter_id: str) -> AppTest | None:
        at = self.page("publish/releases", chosen={"release_quarter": quarter_id})
        return at if offered(at.selectbox, "release_quarter") else None

    def prepare_release(self) -> bool:
        at = self._at_the_desk("2019-20-Q1")
        if at is None or not offered(at.button, "desk_begin"):
            return False
        press(at, "desk_begin")
        return not at.error

    def comment_on_release(self) -> bool:
        at = self._at_the_desk("2019-20-Q3")
        if at is None or not offered(at.button, "desk_comment"):
            return False
        widget(at.text_area, "desk_words").input("Is 10.4 right?")
        press(at, "desk_comment")
        return not at.error

    def publish(self) -> bool:
        at = self._at_the_desk("2019-20-Q1")
        if at is None or not offered(at.radio, "release_when"):
            return False
        for box in at.checkbox:
            box.check()
        at.run()
        press(at, "main_action_publish")
        press(at, "main_action_confirm_publish")
        return "release_problem" not in at.session_state

    def _of_measure(self) -> AppTest:
        asked = {"measure": self.measure.id, "period": "2019-20-Q3", "view": "latest"}
        return self.page("performance/measure", **asked)

    def annotate(self) -> bool:
        at = self._of_measure()
        if not offered(at.text_area, "annotation_text_"):
            return False
        widget(at.text_area, "annotation_text_").input("Counted by hand.")
        press(at, "main_action_annotation_")
        return not at.error

    def withdraw_annotation(self) -> bool:
        at = self._of_measure()
        if not offered(at.button, "annotation_1"):
            return False
        press(at, "annotation_1")
        press(at, "main_action_annotation_back_")
        return not at.error

    def _of_sender(self, button: str, content: bytes, at_file: str) -> bool:
        """In the list of all that is kept; of the post that acts it is offered at its file too."""
        at = self.page("returns/submit")
        in_list = offered(at.button, button)
        if at.get("file_uploader"):
            of_the_post = in_list and self.measure.owner in at.selectbox("desk_post").options
            choose(at, "again.csv", content)
            assert offered(at.button, at_file) == of_the_post
        if not in_list:
            return False
        press(at, button)
        return not at.error

    def forget_mapping(self) -> bool:
        layout = LAYOUT.replace(FIGURE.encode(), b"714")
        return self._of_sender("kept_mapping_", layout, "forget_")

    def forget_answer(self) -> bool:
        asks = ASKS.replace(FIGURE.encode(), b"715")
        return self._of_sender("kept_answer_", asks, "unkeep_")

    def read_access(self) -> bool:
        return "Ann Oak" in words(self.page("people/roles"))

    def subscribe(self) -> bool:
        """For the post the measure is of: it is chosen by who holds it, typed by who may all."""
        at = self.page("publish/mails")
        posts = [*at.selectbox, *at.text_input]
        if not offered(posts, "mail_post"):
            return False
        field = widget(posts, "mail_post")
        owner = self.measure.owner
        if isinstance(field, Selectbox) and owner not in field.options:
            return False
        field.select(owner) if isinstance(field, Selectbox) else field.input(owner)
        at.text_input("mail_address").input("ann@north.example")
        press(at, "main_action_subscribe")
        return not at.error

    def manage_mails(self) -> bool:
        return "No mail server is named" in words(self.page("publish/mails"))

    def read_audit(self) -> bool:
        return "waits.csv" in words(self.page("people/audit"))

    def _of_people(self, form: str, **said: str) -> bool:
        at = self.page("people/roles")
        if not offered(at.button, f"open_{form}"):
            return False
        press(at, f"open_{form}")
        for name, text in said.items():
            at.text_input(f"{form}_{name}").input(text)
        for box in at.checkbox:
            if box.key == f"{form}_sure":
                box.check()
        press(at, f"main_action_{form}")
        return not at.error

    def give_access(self) -> bool:
        said = {"login": "S-2", "name": "Bob Elm", "post": "Mayor", "why": "New in post"}
        return self._of_people("give", **said)

    def take_access(self) -> bool:
        return self._of_people("take", why="Left")

    def erase_name(self) -> bool:
        return self._of_people("erase")

    def _of_plan(self, form: str, field: str, text: str) -> bool:
        at = self.page("plan/change_plan", do=form)
        if not offered(at.button, f"see_{form}"):
            return False
        widget([*at.text_input, *at.text_area], f"plan_{form}_{field}").input(text)
        press(at, f"see_{form}")
        press(at, f"main_action_{form}")
        return "The plan is changed" in at.success[0].value

    def change_plan(self) -> bool:
        return self._of_plan("activity", "title", "Plant a hedge.")

    def agree_plan(self) -> bool:
        return self._of_plan("agree", "by", "Cabinet")


def offered(elements: Any, start: str) -> bool:
    return any((each.key or "").startswith(start) for each in elements)


TRIES = {
    Act.READ_PUBLISHED: Tries.read_published,
    Act.READ_BEFORE_RELEASE: Tries.read_before_release,
    Act.READ_ILLUSTRATIVE: Tries.read_illustrative,
    Act.READ_RETURNS: Tries.read_returns,
    Act.READ_SMALL_COUNTS: Tries.read_small_counts,
    Act.CHECK: Tries.check,
    Act.SUBMIT: Tries.submit,
    Act.WITHDRAW: Tries.withdraw,
    Act.APPROVE: Tries.approve,
    Act.READ_SCHEDULED: Tries.read_scheduled,
    Act.PREPARE_RELEASE: Tries.prepare_release,
    Act.COMMENT_ON_RELEASE: Tries.comment_on_release,
    Act.PUBLISH: Tries.publish,
    Act.ANNOTATE: Tries.annotate,
    Act.WITHDRAW_ANNOTATION: Tries.withdraw_annotation,
    Act.FORGET_MAPPING: Tries.forget_mapping,
    Act.FORGET_ANSWER: Tries.forget_answer,
    Act.READ_ACCESS: Tries.read_access,
    Act.GIVE_ACCESS: Tries.give_access,
    Act.TAKE_ACCESS: Tries.take_access,
    Act.ERASE_NAME: Tries.erase_name,
    Act.READ_AUDIT: Tries.read_audit,
    Act.CHANGE_PLAN: Tries.change_plan,
    Act.AGREE_PLAN: Tries.agree_plan,
    Act.SUBSCRIBE: Tries.subscribe,
    Act.MANAGE_MAILS: Tries.manage_mails,
}
# As the audit calls what the table calls otherwise.
CALLED = {Act.ANNOTATE: "remark", Act.WITHDRAW_ANNOTATION: "withdraw remark"}
READING = {
    Act.READ_PUBLISHED,
    Act.READ_SCHEDULED,
    Act.READ_BEFORE_RELEASE,
    Act.READ_ILLUSTRATIVE,
    Act.READ_RETURNS,
    Act.READ_SMALL_COUNTS,
    Act.CHECK,
    Act.READ_ACCESS,
    Act.READ_AUDIT,
    Act.MANAGE_MAILS,
}


def test_every_act_of_the_table_is_tried():
    assert set(TRIES) == set(ALLOWED)


@pytest.fixture(scope="module")
def made(
    first_figures: Path, strategic_plan: Plan, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str, Path]:
    """A store prepared once, what waits in it, and who has which role."""
    folder = tmp_path_factory.mktemp("acts")
    path = Path(shutil.copy2(first_figures, folder / "kpis.duckdb"))
    shutil.copytree(first_figures.with_suffix(".files"), path.with_suffix(".files"))
    waiting = prepared(Store(path), strategic_plan)
    measure, kept = measure_of(strategic_plan), 'illustrative = "staff"'
    return path, waiting, access_file(folder / "access.toml", strategic_plan, measure, kept)


@pytest.fixture
def attempt(
    made: tuple[Path, str, Path],
    place: Path,
    strategic_plan: Plan,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Callable[[Act, Pair], bool]:
    """attempt(act, pair): whether somebody gets to do it on the pages, in a store of its own."""
    path, waiting, access = made
    files: dict[str, Any] = {}
    draw = st.download_button

    def drawn(label: str, data: Any, *more: Any, **options: Any) -> bool:
        files[options["key"]] = data
        return draw(label, data, *more, **options)

    monkeypatch.setattr(st, "download_button", drawn)
    monkeypatch.setenv("KPIS_ACCESS", str(access))
    monkeypatch.setenv("KPIS_STORE", str(place))
    as_made = Store(path).version()

    def call(act: Act, pair: Pair) -> bool:
        if act in (Act.CHANGE_PLAN, Act.AGREE_PLAN):
            folder = plan_copy(tmp_path, strategic_plan)
            propose(folder / f"measures/{measure_of(strategic_plan).id}.toml")
            monkeypatch.setenv("KPIS_PLAN", str(folder))
        if not place.exists() or Store(place).version() != as_made:
            shutil.copy2(path, place)
            shutil.copytree(
                path.with_suffix(".files"), place.with_suffix(".files"), dirs_exist_ok=True
            )
        user = signed_in(*pair)
        files.clear()

        def page(script: str, *, chosen: Mapping[str, Any] | None = None, **asked: str) -> AppTest:
            at = AppTest.from_file(ROOT / "app.py", default_timeout=300)
            at.user = user
            for key, value in (chosen or {}).items():
                at.session_state[key] = value
            at.switch_page(f"pages/{script}.py")
            for name, value in asked.items():
                at.query_params[name] = value
            at.run()
            assert not at.exception
            return at

        return TRIES[act](Tries(page, files, strategic_plan, waiting))

    return call


def compare(attempt: Callable[[Act, Pair], bool], place: Path, made: Any, act: Act, pair: Pair):
    before = Store(made[0]).audit()["number"].max()
    role, whose = pair
    allowed = may(act, role, whose)
    assert attempt(act, pair) == allowed, pair
    audit = Store(place).audit()
    written = audit[audit["number"] > before]
    if act in READING or not allowed:
        at_the_door = written["refused"] & written["what"].str.contains('"the page ')
        assert set(written.loc[at_the_door, "action"]) <= {need.value for need in NEEDS.values()}
        refused = written[written["refused"] & ~at_the_door]
        assert set(written.loc[~written["refused"], "action"]) <= {"name person"}, pair
        assert set(refused["action"]) <= {act.value}, pair
        assert refused.empty or act is Act.READ_RETURNS  # of a figure, by an address typed by hand
        return
    done = written[~written["refused"]]
    assert CALLED.get(act, act.value) in set(done["action"]), pair
    assert not written["refused"].any(), pair


@pytest.mark.parametrize("act", TRIES, ids=lambda act: act.value)
def test_a_role_does_on_the_page_what_the_table_allows_and_nothing_else(attempt, place, made, act):
    """One who may and one who may not; of these both kinds are tried at the use case."""
    may_do, *may_not = sample(act)
    of_these = [may_not[[*TRIES].index(act) % len(may_not)]] if may_not else []
    for pair in (may_do, *of_these):
        compare(attempt, place, made, act, pair)


@pytest.mark.soak
@pytest.mark.parametrize("act", TRIES, ids=lambda act: act.value)
def test_every_role_does_on_the_page_what_the_table_allows_and_nothing_else(
    attempt, place, made, act
):
    for pair in PAIRS:
        compare(attempt, place, made, act, pair)
