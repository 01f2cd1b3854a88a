"""The use cases: check a return, submit it, take it back, and begin with the first figures."""

import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest

from kpis.errors import ReturnRefused, StoreError, UnknownSubmission, UnreadableReturn, UsageError
from kpis.model import Provenance, local_administrator
from kpis.periods import period_of_id
from kpis.readers import read_return
from kpis.readers.mapping.column_mapping import ColumnMapping
from kpis.store import Store
from kpis.use_cases.check import check_return
from kpis.use_cases.first_figures import load_first_figures
from kpis.use_cases.mappings import MappingUsed
from kpis.use_cases.signoff import withdraw_submission
from kpis.use_cases.submit import submit_return
from kpis.use_cases.templates import template_for

NOW = datetime(2023, 7, 20, 9)
HEADER = "measure,period,outturn,commentary"


def csv(*lines: str) -> bytes:
    return "\n".join([HEADER, *lines]).encode()


GOOD = csv("frogs,2021/22,41,", "planning_days,Q1 2023/24,62,Two officers short")
RESTATED = csv("frogs,2021/22,43,", "planning_days,Q1 2023/24,62,Two officers short")
BAD = csv("frogs,2021/22,many,", "toads,2021/22,41,", "planning_days,Q1 2023/24,62,Short")


@pytest.fixture
def check(store, fictional_plan):
    def call(content, **options):
        return check_return(
            store,
            fictional_plan,
            "return.csv",
            content,
            now=NOW,
            **options,
            actor=local_administrator(""),
        )

    return call


@pytest.fixture
def submit(store, fictional_plan):
    def call(content, by="Head of Streets", **options):
        return submit_return(
            store,
            fictional_plan,
            "return.csv",
            content,
            actor=local_administrator(by),
            **{"now": NOW} | options,
        )

    return call


def kinds(changes) -> list[str]:
    return changes["change"].tolist()


def test_a_check_says_what_would_change_and_stores_nothing(store, check):
    checked = check(GOOD)
    assert checked.checked.ok
    assert checked.repeated is None
    assert kinds(checked.changes) == ["new", "new"]
    assert checked.changes["after"].tolist() == [41.0, 62.0]
    assert not store.has_submissions()
    assert not (store.path.parent / "kpis.files").exists()


def test_a_check_tells_how_far_it_is_and_passes_over_what_it_knows(check):
    def stages() -> list[tuple[str, float]]:
        calls: list[tuple[str, float]] = []
        check(GOOD, on_progress=lambda words, share: calls.append((words, share)))
        return calls

    first = stages()
    assert [words for words, _ in first] == [
        "Reading the file",
        "Checking 2 rows",
        "Comparing with the store",
    ]
    shares = [share for _, share in first]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1] < 1) == (0, True)
    assert stages() == first[-1:]


def test_what_is_submitted_is_what_the_check_said(store, check, submit):
    submit(GOOD)
    expected = check(RESTATED).changes
    done = submit(RESTATED)
    assert kinds(expected) == ["restated", "unchanged"]
    assert done.changes.equals(expected)
    assert (done.submission.new, done.submission.restated, done.submission.unchanged) == (0, 1, 1)
    assert not done.repeated
    assert store.outturns()["outturn"].tolist() == [43.0, 62.0]


@pytest.fixture
def calls_of():
    """The calls of a function while a block lasts, by whatever name its caller knows it."""

    @contextmanager
    def count(function):
        made = []

        def note(frame, event, _):
            if event == "call" and frame.f_code is function.__code__:
                made.append(function.__name__)

        before = sys.getprofile()
        sys.setprofile(note)
        try:
            yield made
        finally:
            sys.setprofile(before)

    return count


def test_a_file_that_was_just_checked_is_not_checked_again_to_be_submitted(check, submit, calls_of):
    content = csv("frogs,2021/22,41,", f"planning_days,Q1 2023/24,62,{id(check)}")
    checked = check(content).checked.rows
    with calls_of(read_return) as again:
        assert submit(content).submission.new == len(checked) == 2
    assert again == []
    with calls_of(read_return) as other:
        submit(csv("frogs,2021/22,40,"))
    assert other == ["read_return"]


def test_a_file_is_checked_again_when_the_store_has_changed_since(check, submit):
    far_off = csv("planning_days,Q1 2023/24,620,Two officers short")
    before = [f"planning_days,Q{number} 2022/23,6{number}," for number in (1, 2, 3, 4)]
    assert "far-from-series" not in {issue.code for issue in check(far_off).checked.issues}
    submit(csv(*before))
    assert "far-from-series" in {issue.code for issue in check(far_off).checked.issues}


def test_the_same_file_again_is_said_to_change_nothing(check, submit, store):
    first = submit(GOOD)
    version = store.version()
    checked = check(GOOD)
    assert checked.repeated == first.submission
    assert kinds(checked.changes) == ["unchanged", "unchanged"]
    again = submit(GOOD)
    assert again.repeated
    assert again.submission == first.submission
    assert kinds(again.changes) == ["unchanged", "unchanged"]
    assert store.version() == version


def test_the_same_file_changes_nothing_although_another_came_between(check, submit, store):
    first = submit(GOOD)
    submit(RESTATED)
    assert check(GOOD).repeated == first.submission
    assert kinds(check(GOOD).changes) == ["unchanged", "unchanged"]
    assert submit(GOOD).repeated
    assert sorted(store.outturns()["outturn"]) == [43.0, 62.0]


def test_after_a_withdrawal_the_same_file_may_be_submitted_again(check, submit, store):
    first = submit(GOOD).submission
    withdraw_submission(
        store, first.id, actor=local_administrator("Head of Streets"), why="Too early", now=NOW
    )
    assert store.outturns().empty
    assert check(GOOD).repeated is None
    assert not submit(GOOD).repeated
    assert len(store.outturns()) == 2


def test_a_return_with_errors_is_refused_whole(submit, store):
    with pytest.raises(ReturnRefused) as raised:
        submit(BAD)
    first, *messages = str(raised.value).split("\n")
    assert first == "return.csv has 2 errors, so nothing of it was stored."
    assert len(messages) == 2
    assert "many" in messages[0]
    assert "toads" in messages[1]
    assert raised.value.exit_code == 13
    assert not store.has_submissions()
    assert not (store.path.parent / "kpis.files").exists()


def test_a_return_with_very_many_errors_is_refused_in_few_words(submit):
    with pytest.raises(ReturnRefused) as raised:
        submit(csv(*(f"toads {number},2021/22,41," for number in range(30))))
    lines = str(raised.value).split("\n")
    assert len(lines) == 12
    assert lines[-1] == "20 more: check the file to see them all."


def test_the_rows_without_an_error_are_compared_all_the_same(check):
    checked = check(BAD)
    assert not checked.checked.ok
    assert kinds(checked.changes) == ["new"]


def test_warnings_keep_nothing_out_and_are_handed_on(submit):
    done = submit(csv("planning_days,Q1 2023/24,200,"))
    assert "missing-commentary" in [issue.code for issue in done.issues]
    assert done.submission.new == 1


def test_a_file_that_cannot_be_read_is_refused(check, submit):
    with pytest.raises(UnreadableReturn):
        check(b"")
    with pytest.raises(UnreadableReturn):
        submit(b"")


@pytest.mark.parametrize("by", ["", "  "])
def test_a_submission_needs_a_post(submit, by):
    with pytest.raises(UsageError, match="which post submits"):
        submit(GOOD, by=by)


def test_post_note_and_file_are_kept(submit, store):
    made = submit(GOOD, by=" Head of Streets ", note=" Agreed with finance ").submission
    assert made.submitted_by == "Head of Streets"
    assert made.note == "Agreed with finance"
    assert made.provenance is Provenance.RETURN
    assert made.recorded_at == NOW
    assert store.file(made.sha256) == GOOD


def test_a_withdrawal_needs_a_post_a_reason_and_a_submission(submit, store):
    made = submit(GOOD).submission
    with pytest.raises(UsageError, match="which post withdraws"):
        withdraw_submission(store, made.id, actor=local_administrator(""), why="Wrong")
    with pytest.raises(UsageError, match="why the submission is withdrawn"):
        withdraw_submission(store, made.id, actor=local_administrator("Head of Streets"), why=" ")
    with pytest.raises(UnknownSubmission, match=made.id):
        withdraw_submission(
            store, made.id[:-1], actor=local_administrator("Head of Streets"), why="Wrong"
        )
    done = withdraw_submission(
        store, f" {made.id} ", actor=local_administrator("Head of Streets"), why="Wrong", now=NOW
    )
    assert done == store.submission(made.id)
    with pytest.raises(StoreError, match="was withdrawn already"):
        withdraw_submission(
            store, made.id, actor=local_administrator("Head of Streets"), why="Wrong"
        )


def test_the_template_of_a_quarter_shows_the_figures_as_they_stand(
    store, check, submit, fictional_plan
):
    submit(csv("planning_days,Q4 2022/23,58,"))
    quarter = period_of_id("2023-24-Q1")
    book = openpyxl.load_workbook(
        BytesIO(template_for(store, fictional_plan, quarter, actor=local_administrator("")))
    )
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("58.0" in text for text in texts)


HISTORY = "measure,period,outturn,returned_on\nfrogs,2021/22,{},{}\n"


@pytest.fixture
def plan(tmp_path, fictional_plan):
    """A plan with first figures: two files, of which the illustrative one has a figure of both."""
    first_figures = []
    for provenance, text in (
        (Provenance.PUBLISHED, HISTORY.format(40, "2022-05-01")),
        (
            Provenance.ILLUSTRATIVE,
            HISTORY.format(39, "2022-04-01") + "frogs,2020/21,38,2021-04-01\n",
        ),
    ):
        folder = tmp_path / "data" / provenance.value
        folder.mkdir(parents=True)
        (folder / "frogs.csv").write_text(text)
        first_figures.append((provenance, folder))
    return replace(fictional_plan, first_figures=tuple(first_figures))


@pytest.fixture
def new_store(tmp_path):
    return Store(tmp_path / "new" / "kpis.duckdb", timeout=5)


def test_a_new_store_begins_with_the_published_and_the_illustrative_figures(new_store, plan):
    done = load_first_figures(new_store, plan, now=NOW)
    assert [each.submission.provenance for each in done] == ["published", "illustrative"]
    assert {each.submission.note for each in done} == {
        "Loaded from published/frogs.csv when the store was new.",
        "Loaded from illustrative/frogs.csv when the store was new.",
    }
    outturns = new_store.outturns()
    assert dict(zip(outturns["period_id"], outturns["outturn"], strict=True)) == {
        "2021-22": 40.0,
        "2020-21": 38.0,
    }
    assert outturns["known_at"].max() == datetime(2022, 5, 1)


def test_a_store_that_was_submitted_to_is_left_alone(store, submit, plan, new_store):
    submit(GOOD)
    assert load_first_figures(store, plan) == []
    load_first_figures(new_store, plan)
    version = new_store.version()
    assert load_first_figures(new_store, plan) == []
    assert new_store.version() == version


def test_a_store_whose_submissions_were_all_withdrawn_stays_empty(new_store, plan):
    for each in load_first_figures(new_store, plan):
        withdraw_submission(
            new_store, each.submission.id, actor=local_administrator("Head of Streets"), why="Start"
        )
    assert load_first_figures(new_store, plan) == []
    assert new_store.outturns().empty


def test_a_store_nothing_was_ever_submitted_to_is_filled(store, plan):
    assert len(load_first_figures(store, plan)) == 2


def test_a_plan_without_first_figures_begins_with_an_empty_store(new_store, fictional_plan):
    assert load_first_figures(new_store, fictional_plan) == []
    assert new_store.outturns().empty


def test_a_faulty_file_stops_the_start_and_no_store_is_made(new_store, plan):
    (plan.first_figures[1][1] / "more.csv").write_text(HISTORY.format("many", "2022-05-01"))
    with pytest.raises(ReturnRefused, match=r"more\.csv has 1 error"):
        load_first_figures(new_store, plan)
    assert not new_store.exists()


def test_the_first_figures_of_the_repository_all_pass_the_checks(first_figures, strategic_plan):
    """Or the store that all tests read would not have been made."""
    made = Store(first_figures)
    outturns = made.outturns()
    own = outturns[outturns["area"] == strategic_plan.area]
    assert set(made.submissions()["provenance"]) == {"published", "illustrative"}
    assert outturns.groupby("provenance").size().to_dict().keys() == {"published", "illustrative"}
    whole = own[own["breakdown"] == ""]
    returned = {measure.id for measure in strategic_plan.counted}
    assert returned - set(whole["measure_id"]) == set()


def test_illustrative_figures_cannot_come_back_as_a_return_even_after_their_withdrawal(
    submit, store
):
    illustrative = submit(GOOD, provenance=Provenance.ILLUSTRATIVE)
    with pytest.raises(ReturnRefused, match="cannot be submitted as a return"):
        submit(GOOD)
    withdraw_submission(
        store,
        illustrative.submission.id,
        actor=local_administrator("Head of Streets"),
        why="Made up",
    )
    with pytest.raises(ReturnRefused, match="cannot be submitted as a return"):
        submit(GOOD)
    assert len(store.submissions()) == 1
    assert not submit(RESTATED).repeated


def test_official_statistics_submitted_again_are_a_repetition_and_stay_published(
    check, submit, store
):
    official = submit(GOOD, provenance=Provenance.PUBLISHED)
    before, version = store.outturns(), store.version()
    checked = check(GOOD)
    assert (checked.provenance, checked.repeated) == ("published", official.submission)
    assert kinds(checked.changes) == ["unchanged", "unchanged"]
    again = submit(GOOD, by="Performance Officer")
    assert again.repeated
    assert again.submission == official.submission
    assert store.version() == version
    assert store.outturns().equals(before)
    assert len(store.submissions()) == 1


def test_official_statistics_withdrawn_and_submitted_again_are_official_again(check, submit, store):
    official = submit(GOOD, provenance=Provenance.PUBLISHED)
    withdraw_submission(
        store,
        official.submission.id,
        actor=local_administrator("Head of Streets"),
        why="By mistake",
    )
    assert (check(GOOD).provenance, check(GOOD).repeated) == ("published", None)
    again = submit(GOOD)
    assert (again.submission.provenance, again.repeated) == ("published", False)
    assert set(store.outturns()["provenance"]) == {"published"}


def test_a_return_that_was_never_published_stays_a_return(check, submit):
    submit(GOOD, provenance=Provenance.PUBLISHED)
    assert check(RESTATED).provenance == "return"
    assert submit(RESTATED).submission.provenance == "return"


ATTRIBUTED = (
    b"measure,period,outturn,publisher,licence\nfrogs,2021/22,41,Frog Office,Open Frog Licence\n"
)


def test_a_file_with_a_publishers_columns_is_refused_as_a_return(check, submit, store):
    checked = check(ATTRIBUTED)
    (error,) = checked.checked.errors
    assert (error.code, error.cell, checked.provenance) == ("official-statistics", "D1", "return")
    assert checked.changes.empty
    with pytest.raises(ReturnRefused, match="a file of official statistics, not a return"):
        submit(ATTRIBUTED)
    assert not store.has_submissions()


def test_a_publishers_columns_are_recognised_in_a_layout_of_the_senders_own_too():
    mapping = ColumnMapping(
        sheet="",
        header_row=1,
        columns={1: "measure", 2: "period", 3: "outturn"},
        headers=("measure", "period", "how much"),
    )
    content = ATTRIBUTED.replace(b"outturn", b"how much")
    file = read_return("own.csv", content, mapping)
    assert file.tables[0].attribution == (("publisher", "D1"), ("licence", "E1"))


def test_a_return_in_a_layout_of_the_senders_own_is_checked_and_submitted_with_its_mapping(
    store, fictional_plan
):
    content = b"What,When,How many\nplanning_days,Q1 2023/24,62\n"
    without = check_return(
        store, fictional_plan, "own.csv", content, now=NOW, actor=local_administrator("")
    )
    assert not without.checked.ok
    mapping = ColumnMapping(
        sheet="",
        header_row=1,
        columns={1: "measure", 2: "period", 3: "outturn"},
        headers=("What", "When", "How many"),
    )
    by_hand = MappingUsed(mapping=mapping)
    check = check_return(
        store,
        fictional_plan,
        "own.csv",
        content,
        mapping=by_hand,
        now=NOW,
        actor=local_administrator(""),
    )
    assert check.checked.rows["outturn"].tolist() == [62]
    done = submit_return(
        store,
        fictional_plan,
        "own.csv",
        content,
        actor=local_administrator("Officer"),
        mapping=by_hand,
        now=NOW,
    )
    assert done.submission.new == 1
