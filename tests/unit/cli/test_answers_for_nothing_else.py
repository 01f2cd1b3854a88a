"""What was answered for one file never settles what means something else in the next one.

From `submit`, which remembers for the post, to the next `check` of the same post.
"""

import shutil

import openpyxl
import pytest

from kpis.default_paths import DEFAULT_PLAN
from kpis.errors import ReturnRefused
from kpis.model import local_administrator
from kpis.plan.load import load_plan
from kpis.store import Store
from kpis.use_cases.answers import answers_for
from kpis.use_cases.check import check_return
from kpis.use_cases.submit import submit_return

pytestmark = pytest.mark.walk

POST = "Ranger"


@pytest.fixture
def returned(tmp_path):
    """A file of that name with these lines."""

    def make(name: str, *lines: str):
        path = tmp_path / name
        path.write_text("\n".join((*lines, "")), encoding="utf-8")
        return path

    return make


@pytest.fixture
def answered(kpis, returned):
    """Submit a file of POST with each of its questions answered so; gives back its answers."""

    def make(answer: str, *lines: str) -> list[str]:
        path = returned("first.csv", *lines)
        (file,) = kpis("check", path, "--json").document["files"]
        keys = [issue["question"] for issue in file["issues"] if issue["severity"] == "question"]
        given = [text for key in keys for text in ("--answer", f"{key}={answer}")]
        assert keys
        assert kpis("submit", path, "--by", POST, *given).code == 0
        return keys

    return make


@pytest.fixture
def checked(kpis, returned):
    """Exit code, codes of open questions, and figures of a file that a post checks."""

    def make(*lines: str, by: str = POST, more: tuple[str, ...] = ()):
        run = kpis("check", returned("next.csv", *lines), "--by", by, "--json", *more)
        (file,) = run.document["files"]
        asked = [each["code"] for each in file["issues"] if each["severity"] == "question"]
        figures = [(each["measure"], each["outturn"]) for each in file["figures"]]
        return run.code, asked, figures

    return make


PLANNED = "Measure,Period,Planned outturn"
THOUSANDS = "Code,Period,Outturn (000s)"
UNIT = ["unit-differs"]


def test_the_same_question_of_the_same_post_is_settled(answered, checked):
    """So that the tests below cannot hold because nothing is remembered."""
    answered("take", PLANNED, "10.4,Q2 2019/20,455")
    assert checked(PLANNED, "10.4,Q3 2019/20,460")[:2] == (0, [])


def test_another_post_is_asked(answered, checked):
    answered("take", PLANNED, "10.4,Q2 2019/20,455")
    assert checked(PLANNED, "10.4,Q3 2019/20,460", by="Head of Housing")[:2] == (
        13,
        ["header-meaning"],
    )


def test_a_header_with_another_unit_or_another_word_is_asked_about(answered, checked):
    answered("take", PLANNED, "10.4,Q2 2019/20,455")
    for header in ("Planned outturn (000s)", "Planned outturn (%)", "Planned outturn vs target"):
        code, _, figures = checked(f"Measure,Period,{header}", "10.4,Q3 2019/20,460")
        assert (code, figures) == (13, []), header


def test_a_scale_of_one_measure_says_nothing_of_another(answered, checked):
    answered("x1000", THOUSANDS, "6.2,Q2 2019/20,0.045")
    assert checked(THOUSANDS, "6.2,Q1 2019/20,0.046")[2][0][1] == 46
    assert checked(THOUSANDS, "10.4,Q2 2019/20,0.455") == (13, UNIT, [])
    assert checked("Code,Period,Outturn (millions)", "6.2,Q1 2019/20,0.046") == (13, UNIT, [])
    assert checked("Code,Period,Outturn (%)", "6.2,Q1 2019/20,46") == (13, UNIT, [])


def test_figures_to_date_of_one_measure_say_nothing_of_another(answered, checked):
    header = "Code,Period,Actual (YTD)"
    answered("take", header, "6.2,Q2 2019/20,45")
    assert checked(header, "6.2,Q1 2019/20,46")[0] == 0
    assert checked(header, "6.3,Q1 2019/20,46") == (13, ["header-meaning"], [])


def test_first_days_of_quarters_say_nothing_of_years(answered, checked):
    header = "Code,As at,Outturn"
    answered("ended", header, "6.2,01/10/2019,45")
    assert checked(header, "6.2,01/07/2019,46")[0] == 0
    assert checked(header, "5.2,01/04/2019,24") == (13, ["first-day-of-period"], [])
    assert checked("Code,Date,Outturn", "6.2,01/07/2019,46")[0] == 13


def test_what_one_cell_meant_is_asked_again(answered, checked):
    answered("take", "Code,Period,Outturn", "6.2,Q2 2019/20,45²")
    assert checked("Code,Period,Outturn", "6.2,Q2 2019/20,45²") == (13, ["raised-digit"], [])


def test_a_sheet_of_forecasts_is_asked_about_whatever_its_headers_meant_elsewhere(
    kpis, answered, tmp_path
):
    answered("take", PLANNED, "10.4,Q2 2019/20,455")
    book = openpyxl.Workbook()
    book.active.title = "Forecasts"
    for row in (PLANNED.split(","), ["10.4", "Q3 2019/20", 460]):
        book.active.append(row)
    book.save(tmp_path / "next.xlsx")
    run = kpis("check", tmp_path / "next.xlsx", "--by", POST, "--json")
    assert run.code == 13
    assert run.document["files"][0]["figures"] == []


@pytest.fixture
def renumbered(tmp_path):
    """The plan with the codes of 5.2 and 5.3 changed over."""
    folder = tmp_path / "plans" / "renumbered"
    shutil.copytree(DEFAULT_PLAN, folder)
    for first_figures in ("published", "illustrative"):
        (tmp_path / first_figures).mkdir()
    codes = {}
    for path in sorted((folder / "measures").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        for number, other in ((2, 3), (3, 2)):
            if "\noutcome = 5\n" in text and f"\nnumber = {number}\n" in text:
                changed = text.replace(f"\nnumber = {number}\n", f"\nnumber = {other}\n")
                path.write_text(changed, encoding="utf-8")
                codes[path.stem] = f"5.{other}"
    assert len(codes) == 2
    return folder


def test_a_name_stands_for_its_measure_where_the_plan_numbers_it_anew(
    answered, checked, renumbered
):
    header = "Measure,Period,Outturn"
    answered("5.2", header, "Recyling rate,2018/19,24")
    for more in ((), ("--plan", str(renumbered))):
        code, asked, figures = checked(header, "Recyling rate,2017/18,25", more=more)
        assert (code, asked) == (0, [])
        assert figures == [("recycling", 25)]


def test_a_code_beside_a_foreign_title_is_asked_about_where_it_has_become_anothers(
    answered, checked, renumbered
):
    header = "Code,Measure,Period,Outturn"
    answered("take", header, "5.2,Bins emptied,2018/19,24")
    assert checked(header, "5.2,Bins emptied,2017/18,25")[0] == 0
    code, asked, figures = checked(
        header, "5.2,Bins emptied,2017/18,25", more=("--plan", str(renumbered))
    )
    assert (code, figures) == (13, [])
    assert "code-and-title" in asked


def test_submitting_is_held_to_the_same(store, strategic_plan):
    """Page and command line share the use case."""
    first = f"{THOUSANDS}\n6.2,Q2 2019/20,0.045\n".encode()
    following = f"{THOUSANDS}\n10.4,Q2 2019/20,0.455\n".encode()
    kept = Store(store)
    (question,) = check_return(
        kept, strategic_plan, "a.csv", first, actor=local_administrator("")
    ).checked.questions
    given = {question.key: "x1000"}
    submit_return(
        kept, strategic_plan, "a.csv", first, actor=local_administrator(POST), answers=given
    )
    remembered = answers_for(kept, POST, actor=local_administrator(""))
    assert remembered == given
    with pytest.raises(ReturnRefused):
        submit_return(
            kept,
            strategic_plan,
            "b.csv",
            following,
            actor=local_administrator(POST),
            answers=remembered,
        )


def test_the_plan_that_is_renumbered_has_no_faults(renumbered):
    assert load_plan(renumbered).measures
