"""What people script: documents, exit codes, and messages that stay off standard output."""

import csv
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from kpis.model import AnnotationKind, RagStatus
from kpis.store import Store

ROOT = Path(__file__).parents[3]


def a_return(folder, *lines, name="return.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(["measure,period,outturn,commentary", *lines]), encoding="utf-8")
    return path


@pytest.fixture
def good(tmp_path):
    return a_return(tmp_path, "1.3,Q3 2019/20,52,On course", "9.1,Q3 2019/20,77.5,On course")


@pytest.fixture
def bad(tmp_path):
    return a_return(tmp_path, "1.3,Q3 2019/20,many,", "9.1,Q3 2019/20,77.5,", name="bad.csv")


def test_the_plan_is_listed_with_the_titles_of_the_documents(kpis):
    plan = kpis("plan", "--json").document
    counted = [len(plan[name]) for name in ("priorities", "outcomes", "themes", "measures")]
    assert [*counted, len(plan["activities"])] == [3, 11, 4, 49, 73]
    assert {"id", "code", "title", "outcome", "themes"} <= plan["measures"][0].keys()
    recycling = next(m for m in plan["measures"] if m["code"] == "5.2")
    assert recycling["title"] == "Level of recycling"
    parts = {m["code"]: [p["code"] for p in m["parts"]] for m in plan["measures"] if m["parts"]}
    assert parts == {"4.1": ["4.1a", "4.1b"], "4.2": ["4.2a", "4.2b", "4.2c", "4.2d"]}


def test_a_plan_without_faults_says_so_beside_the_document(kpis):
    ran = kpis("check-plan", "--json")
    assert ran.code == 0
    assert ran.document["faults"] == []
    assert "no faults" in ran.err


def test_a_plan_that_is_not_there_is_told_in_one_sentence(kpis, tmp_path):
    ran = kpis("plan", "--plan", tmp_path / "none")
    assert (ran.code, ran.out) == (10, "")
    assert "kpis: The plan in" in ran.err


def test_every_measure_and_part_has_a_state(kpis):
    document = kpis("status", "--period", "2019-20-Q2", "--json", "--figures-only").document
    assert document["period"] == "2019-20-Q2"
    rows = document["measures"]
    assert len(rows) == 55
    assert {row["rag"] for row in rows} <= {status.value for status in RagStatus}
    keys = {"code", "id", "outturn", "target", "minimum_expectation", "variance", "rag"}
    assert keys | {"direction_previous", "direction_year", "marker"} <= rows[0].keys()
    assert {"interval_low", "interval_high", "interval_method"} <= rows[0].keys()
    for way in ("previous", "year", "long"):
        directions = {row[f"direction_{way}"] for row in rows}
        assert directions <= {"improving", "no_clear_change", "worsening", "not_tested", None}
        assert all(
            row[f"direction_{way}_reason"] for row in rows if row[f"direction_{way}"] is None
        )
    counted = {
        rag: sum(row["rag"] == rag for row in rows) for rag in document["counts"] if rag != "total"
    }
    assert counted == document["counts"]
    assert sum(counted.values()) == 53


def test_a_rating_follows_from_the_figures_beside_it(kpis, strategic_plan):
    polarity = {m.code: m.polarity.value for m in strategic_plan.measures}
    rated = [
        row
        for row in kpis("status", "--period", "2019-20-Q2", "--json", "--figures-only").document[
            "measures"
        ]
        if row["rag"] in ("green", "amber", "red") and polarity[row["code"]] in ("higher", "lower")
    ]
    assert len(rated) > 20
    for row in rated:
        sign = 1 if polarity[row["code"]] == "higher" else -1
        outturn, target = sign * row["outturn"], sign * row["target"]
        least = None if row["minimum_expectation"] is None else sign * row["minimum_expectation"]
        expected = (
            "green"
            if outturn >= target
            else "amber"
            if least is not None and outturn >= least
            else "red"
        )
        assert row["rag"] == expected, row


def test_status_is_narrowed_to_an_outcome_a_theme_or_a_directorate(kpis, strategic_plan):
    of_outcome = kpis(
        "status", "--period", "2019-20-Q2", "--outcome", "5", "--json", "--figures-only"
    ).document
    assert {row["code"].split(".")[0] for row in of_outcome["measures"]} == {"5"}
    theme = strategic_plan.themes[0].id
    of_theme = kpis(
        "status", "--period", "2019-20-Q2", "--theme", theme, "--json", "--figures-only"
    ).document
    linked = {m.code for m in strategic_plan.measures if theme in {x.theme for x in m.themes}}
    assert {row["code"] for row in of_theme["measures"]} == linked
    of_place = kpis(
        "status", "--period", "2019-20-Q2", "--directorate", "Place", "--json", "--figures-only"
    ).document
    owned = [m.code for m in strategic_plan.measures if m.directorate == "Place"]
    assert [row["code"] for row in of_place["measures"]] == owned


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("status", "--period", "Q9 2019/20"), 11, "Q9 2019/20"),
        (("status", "--period", "2019/20"), 2, "Write it as 2019-20-Q2"),
        (("status", "--outcome", "12"), 2, "no outcome 12. Its outcomes are 1, 2"),
        (("status", "--theme", "fun"), 2, "Its themes are"),
        (("status", "--directorate", "fun"), 2, "Its directorates are Children and Culture"),
        (("status", "--as-at", "yesterday"), 2, "Write it as 2019-11-01"),
        (("history", "recyling"), 2, "nearest is"),
        (("withdraw", "S-1", "--by", "P", "--why", "W"), 16, "No submission"),
        (("withdraw", "S-1", "--by", " ", "--why", "W"), 2, "which post"),
        (("check", "absent.csv"), 2, "absent.csv"),
        (("check", "."), 2, ". is a folder"),
        (("submit", "absent.csv"), 2, "--by"),
    ],
)
def test_a_request_that_cannot_be_met_is_one_sentence_and_a_code(kpis, arguments, code, words):
    ran = kpis(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_a_check_lists_issues_by_cell_and_what_would_change(kpis, store, good, bad):
    before = Store(store).version()
    ran = kpis("check", good, bad, "--json")
    assert ran.code == 13
    first, second = ran.document["files"]
    assert first["file"] == "return.csv"
    assert first["accepted_rows"] == 2
    assert sum(first["changes"].values()) == 2
    assert list(first["changes"]) == ["new", "restated", "unchanged"]
    (error,) = [issue for issue in second["issues"] if issue["severity"] == "error"]
    assert list(error) == ["severity", "code", "sheet", "cell", "measure", "found", "message"]
    assert (error["cell"], error["found"], error["measure"]) == ("C2", "many", "1.3")
    assert Store(store).version() == before


def test_a_file_that_cannot_be_read_is_an_issue_and_code_12(kpis, tmp_path):
    path = tmp_path / "noise.xlsx"
    path.write_bytes(bytes(range(256)) * 4)
    ran = kpis("check", path, "--json")
    assert ran.code == 12
    (file_entry,) = ran.document["files"]
    assert file_entry["accepted_rows"] == 0
    assert file_entry["issues"][0]["code"] == "unreadable-return"


def test_submit_says_what_it_stored_and_history_where_each_figure_came_from(kpis, good):
    ran = kpis("submit", good, "--by", "Performance Officer", "--note", "by hand", "--json")
    assert ran.code == 0
    (done,) = ran.document["submissions"]
    assert done["new"] + done["restated"] + done["unchanged"] == 2
    newest = kpis("history", "1.3", "--json").document["revisions"][-1]
    assert (newest["outturn"], newest["cell"], newest["file_name"]) == (52, "C2", "return.csv")
    assert newest["submission_id"] == done["id"]
    assert newest["current"] is True


def test_the_same_file_again_changes_nothing_and_says_so(kpis, good):
    first = kpis("submit", good, "--by", "P", "--json").document["submissions"][0]
    again = kpis("submit", good, "--by", "P", "--json")
    (done,) = again.document["submissions"]
    assert (done["id"], done["new"], done["restated"]) == (first["id"], 0, 0)
    assert "nothing has changed" in again.err
    assert "\n\n" not in again.err


OFFICIAL = ROOT / "data/published/defra-recycling.csv"


def test_a_file_that_restates_many_figures_prints_one_line_for_each_kind_of_warning(kpis, tmp_path):
    def submit(outturn: int) -> str:
        file = tmp_path / f"{outturn}.csv"
        rows = [
            f"{code},Q{quarter} 2018/19,{outturn},Corrected"
            for code in ("1.3", "6.2")
            for quarter in (1, 2, 3, 4)
        ]
        file.write_text("\n".join(["measure,period,outturn,commentary", *rows]))
        return kpis("submit", file, "--by", "P", "--reason", "Corrected").err

    submit(41)
    lines = [line for line in submit(42).splitlines() if "restates a closed" in line]
    assert len(lines) == 1
    assert lines[0].endswith("7 more like this: kpis check lists them.")


def test_a_file_submitted_again_puts_back_the_kept_one_that_was_altered(kpis, store, tmp_path):
    file = tmp_path / "again.csv"
    file.write_text("measure,period,outturn,commentary\n1.3,Q1 2018/19,43,Again\n")
    first = kpis("submit", file, "--by", "P", "--reason", "Again", "--json").document
    (made,) = first["submissions"]
    (kept,) = (
        each
        for each in store.with_suffix(".files").glob("*/*")
        if each.read_bytes() == file.read_bytes()
    )
    kept.write_bytes(file.read_bytes().replace(b"43", b"34"))
    told = kpis("submit", file, "--by", "P").err
    assert f"again.csv: this very file was submitted before as {made['id']}; nothing has" in told
    assert f"again.csv: The kept file of {made['id']} was altered. It is kept again as" in told
    assert kept.read_bytes() == file.read_bytes()
    assert "put back file" in kpis("audit").out


def test_an_official_file_submitted_again_stays_published_and_so_do_its_ranks(kpis, store):
    ranks = kpis("benchmark", "recycling", "--json").document
    version = Store(store).version()
    assert "known as official statistics" in kpis("check", OFFICIAL).err
    again = kpis("submit", OFFICIAL, "--by", "Performance team", "--json")
    assert again.code == 0
    (done,) = again.document["submissions"]
    assert (done["repeated"], done["new"], done["restated"]) == (True, 0, 0)
    assert "they stay official, and nothing has changed" in again.err
    assert Store(store).version() == version
    assert kpis("benchmark", "recycling", "--json").document == ranks
    assert any(each["rank"] for each in ranks["comparators"])


def test_a_changed_official_file_is_no_return_and_is_told_what_it_is(kpis, store, tmp_path):
    changed = tmp_path / "defra.csv"
    changed.write_bytes(OFFICIAL.read_bytes().replace(b",5,", b",6,", 1))
    version = Store(store).version()
    codes = {
        each["code"] for each in kpis("check", changed, "--json").document["files"][0]["issues"]
    }
    assert codes == {"official-statistics"}
    ran = kpis("submit", changed, "--by", "Performance team")
    assert ran.code == 13
    assert "official statistics, not a return" in ran.err
    assert Store(store).version() == version


def test_an_official_file_withdrawn_by_mistake_comes_back_as_official(kpis, store):
    listed = kpis("submissions", "--find", OFFICIAL.name, "--json").document["submissions"]
    kpis("withdraw", listed[0]["submission_id"], "--by", "Head of Place", "--why", "By mistake")
    ran = kpis("submit", OFFICIAL, "--by", "Performance team")
    assert ran.code == 0
    assert "stored as official statistics again" in ran.err
    assert Store(store).submissions().iloc[0]["provenance"] == "published"


def test_a_return_with_errors_is_refused_whole_and_the_good_one_beside_it_is_kept(kpis, good, bad):
    ran = kpis("submit", bad, good, "--by", "P", "--json")
    assert ran.code == 13
    assert [entry["file"] for entry in ran.document["submissions"]] == ["return.csv"]
    assert [entry["file"] for entry in ran.document["refused"]] == ["bad.csv"]
    assert "C2" in ran.err


def test_a_refused_file_is_named_once_in_its_sentence(kpis, bad, tmp_path):
    page = tmp_path / "page.xls"
    page.write_text("<style></style><table>", encoding="utf-8")
    ran = kpis("submit", bad, page, "--by", "P")
    sentences = ran.err.splitlines()
    assert [line.count(".csv") + line.count(".xls:") for line in sentences][:1] == [1]
    assert sum(line.startswith("bad.csv has") for line in sentences) == 1
    assert any(line.startswith("page.xls: The file is a web page") for line in sentences)


def test_a_withdrawn_submission_is_kept_in_the_list(kpis, good):
    done = kpis("submit", good, "--by", "P", "--json").document["submissions"][0]
    back = kpis("withdraw", done["id"], "--by", "Head of Place", "--why", "Too early", "--json")
    assert back.document["withdrawn_by"] == "Head of Place"
    again = kpis("withdraw", done["id"], "--by", "Head of Place", "--why", "Too early")
    assert (again.code, again.out) == (19, "")
    assert "was withdrawn already" in again.err
    listed = kpis("submissions", "--json").document["submissions"]
    mine = next(row for row in listed if row["submission_id"] == done["id"])
    assert mine["withdrawn_why"] == "Too early"
    revisions = kpis("history", "1.3", "--json").document["revisions"]
    own = [row for row in revisions if row["submission_id"] == done["id"]]
    assert [row["current"] for row in own] == [False]
    (line,) = (line for line in kpis("history", "1.3").out.splitlines() if done["id"] in line)
    assert line.startswith("Q3 2019/20  Tower Hamlets  52 ")
    assert line.endswith("withdrawn")


def test_status_as_at_an_earlier_day_knows_only_what_was_known_then(kpis):
    before = kpis(
        "status", "--period", "2019-20-Q2", "--as-at", "2019-10-01", "--json", "--figures-only"
    ).document
    after = kpis(
        "status", "--period", "2019-20-Q2", "--as-at", "2020-06-01", "--json", "--figures-only"
    ).document
    assert before["counts"]["awaited"] > after["counts"]["awaited"]
    assert before["as_at"] == "2019-10-01T23:59:59.999999"


def test_what_is_pinned_to_a_figure_counts_in_status(kpis, store):
    Store(store).add_annotation(
        "new_enterprises",
        "2019-20-Q2",
        AnnotationKind.NOT_COMPARABLE,
        "One programme only",
        by="Clerk",
    )
    rows = kpis("status", "--period", "2019-20-Q2", "--json", "--figures-only").document["measures"]
    row = next(row for row in rows if row["code"] == "1.3")
    assert row["rag"] == "not_comparable"
    assert "One programme only" in row["reason"]


def test_a_template_holds_the_directorates_measures_that_are_due(kpis, tmp_path, strategic_plan):
    path = tmp_path / "place.xlsx"
    ran = kpis("template", "--period", "2019-20-Q3", "--directorate", "Place", "-o", path)
    assert ran.code == 0
    cells = [str(c.value) for row in openpyxl.load_workbook(path)["Return"].rows for c in row]
    of_place = {m.code for m in strategic_plan.measures if m.directorate == "Place"}
    codes = {m.code for m in strategic_plan.measures if m.code in cells}
    assert codes
    assert codes <= of_place


def test_words_for_people_hold_the_same_figures_as_the_document(kpis):
    shown = kpis("status", "--period", "2019-20-Q2").out
    assert "Strategic Plan 2019-22, Q2 2019/20" in shown
    assert "14 green, 6 amber, 6 red" in shown
    assert "5.2" in shown
    assert "8.0% to 14.0%" in shown
    assert "17.4%\u00a0[p]" in shown
    assert "are illustrative." in shown.splitlines()[-1]
    sources = {line.split()[0]: line.split()[-1] for line in shown.splitlines()}
    assert (sources["1.2"], sources["1.3"]) == ("published", "illustrative")
    assert kpis("plan").out.count("\n") >= 56


def test_the_command_itself_ends_with_the_code_of_its_error(store, bad):
    ran = subprocess.run(
        [sys.executable, "-m", "kpis", "check", str(bad), "--store", str(store), "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ran.returncode == 13
    assert '"cell": "C2"' in ran.stdout


def test_published_figures_carry_their_origin_in_status(kpis):
    with (ROOT / "data/published/mhclg-homelessness.csv").open(encoding="utf-8") as file:
        figures = {
            row["period"]: row["outturn"]
            for row in csv.DictReader(file)
            if (row["measure"], row["area"], row["breakdown"])
            == ("homelessness_prevented", "Tower Hamlets", "")
        }
    rows = kpis("status", "--period", "2019-20-Q2", "--json", "--figures-only").document["measures"]
    row = next(row for row in rows if row["code"] == "4.4")
    assert row["provenance"] == "published"
    assert row["outturn"] == pytest.approx(float(figures["Q2 2019/20"]), abs=0.05)


def test_a_kept_file_that_is_gone_or_altered_is_named_with_its_place(kpis, store):
    gone, altered, *_ = sorted(store.with_suffix(".files").glob("*/*"))
    assert kpis("submissions").err == ""
    gone.unlink()
    altered.write_bytes(b"another")
    told = kpis("submissions").err
    assert "is missing in the store's folder of files. Its figures are unharmed" in told
    assert f"from a backup, as {gone}." in told
    assert "is not as it was in the store's folder of files" in told
    listed = kpis("submissions", "--json").document["submissions"]
    assert sum(each["file_missing"] for each in listed) == 2
    assert {each["file_missing_since"] for each in listed} == {None}
    assert "miss file" not in kpis("audit").out
