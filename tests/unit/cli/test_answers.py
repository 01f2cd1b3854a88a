"""Questions answered on the command line, once for the file and then for the sender's next one."""

import json

import pytest

ROWS = "Measure,Period,Planned outturn\n10.4,Q2 2019/20,455\n"
QUESTION = "header-meaning: planned outturn"


@pytest.fixture
def planned(tmp_path):
    """A file with a question, of this name."""

    def make(name: str = "q2.csv", rows: str = ROWS):
        path = tmp_path / name
        path.write_text(rows, encoding="utf-8")
        return path

    return make


def document(run) -> dict:
    return json.loads(run.out)


def test_an_open_question_ends_with_13_and_names_its_choices(kpis, planned):
    run = kpis("check", planned(), "--json")
    (file,) = document(run)["files"]
    (question,) = [issue for issue in file["issues"] if issue["severity"] == "question"]
    assert run.code == 13
    assert (question["question"], file["figures"]) == (QUESTION, [])
    assert [each["answer"] for each in question["choices"]] == ["take", "leave out"]
    assert f"--answer '{QUESTION}=take'" in kpis("check", planned()).out


def test_an_answer_lets_the_figure_in_as_it_stands_in_its_cell(kpis, planned):
    run = kpis("check", planned(), "--answer", f"{QUESTION}=take", "--json")
    (figure,) = document(run)["files"][0]["figures"]
    assert run.code == 0
    assert (figure["period"], figure["outturn"], figure["cell"]) == ("2019-20-Q2", 455, "C2")


def test_answers_of_a_file_are_kept_with_the_submission_and_hold_for_the_next_one(
    kpis, planned, tmp_path
):
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"answers": {" Header-Meaning:Planned  OUTTURN": "take"}}))
    assert kpis("submit", planned(), "--by", "Ranger").code == 13
    assert kpis("submit", planned(), "--by", "Ranger", "--answers", answers).code == 0
    following = planned("q3.csv", ROWS.replace("Q2", "Q3"))
    assert kpis("check", following).code == 13
    assert kpis("check", following, "--by", "ranger").code == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--answer", "take"], "answers nothing"),
        (["--answer", f"{QUESTION}=perhaps"], "'perhaps' is no answer"),
        (["--answers", "nowhere.json"], "There is no file nowhere.json"),
    ],
)
def test_an_answer_that_is_none_is_refused_with_what_may_be_answered(kpis, planned, given, words):
    run = kpis("check", planned(), *given)
    assert run.code == 2
    assert words in run.err


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "is not JSON"), ("[]", "has no answers"), ('{"answers": {"a: b": 1}}', "is no text")],
)
def test_a_file_of_answers_that_is_none_says_what_it_looks_like(
    kpis, planned, tmp_path, text, words
):
    path = tmp_path / "answers.json"
    path.write_text(text, encoding="utf-8")
    run = kpis("check", planned(), "--answers", path)
    assert run.code == 2
    assert words in run.err


def test_an_answer_that_no_file_asks_for_is_told(kpis, planned):
    run = kpis("check", planned(), "--answer", f"{QUESTION}=take", "--answer", "a: b=take")
    assert "No file asks 'a: b'" in run.err


@pytest.fixture
def answered(kpis, planned):
    """A post whose answer to the question is kept, and its next file."""
    assert kpis("submit", planned(), "--by", "Ranger", "--answer", f"{QUESTION}=take").code == 0
    return planned("q3.csv", ROWS.replace("Q2", "Q3"))


def test_the_answers_kept_for_a_post_are_listed_with_their_submissions(kpis, answered):
    listed = document(kpis("answers", "--by", "ranger", "--json"))
    (submission,) = document(kpis("submissions", "--find", "q2.csv", "--json"))["submissions"]
    ((question, answer, of),) = [
        (each["question"], each["answer"], each["submission"]) for each in listed["answers"]
    ]
    assert (question, answer, of) == (QUESTION, "take", submission["submission_id"])
    assert listed["forgotten"] == []
    assert document(kpis("answers", "--by", "Head", "--json"))["answers"] == []
    assert "No answer is kept for Head." in kpis("answers", "--by", "Head").err
    assert QUESTION in kpis("answers", "--by", "Ranger").out


def test_a_forgotten_answer_is_asked_for_again_by_the_next_file(kpis, answered):
    assert kpis("check", answered, "--by", "Ranger").code == 0
    as_written = "Header-Meaning:Planned  OUTTURN"
    run = kpis("answers", "--by", "Ranger", "--forget", as_written)
    assert (run.code, run.out.count(QUESTION)) == (0, 0)
    assert run.err.startswith(f"Forgotten: {QUESTION}.")
    assert kpis("check", answered, "--by", "Ranger").code == 13
    (act,) = document(kpis("audit", "--find", "forget answer", "--json"))["acts"]
    assert act["about"] == f"the answer of Ranger to {QUESTION}"


def test_where_one_answer_was_never_given_none_is_forgotten(kpis, answered):
    run = kpis("answers", "--by", "Ranger", "--forget", QUESTION, "--forget", "a: b")
    assert (run.code, run.out) == (2, "")
    assert "No answer to 'a: b' is kept for Ranger." in run.err
    assert kpis("check", answered, "--by", "Ranger").code == 0
