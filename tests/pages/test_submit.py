"""The page "Submit a return", used through the dashboard's own entry point on a real store."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpis.plan.load import load_plan
from kpis.returns import load_first_figures
from kpis.store import Store

ROOT = Path(__file__).parents[2]
POST = "Performance Officer, Place"

# The quarter is long closed, so its first figures come with one warning for all of them.
CLEAN = b"""measure,period,outturn,numerator,denominator,commentary
1.4,Q3 2019/20,90.2,415,460,
2.2,Q3 2019/20,84.6,220,260,
10.4,Q3 2019/20,700,,,
"""
# One mistake in each row, ten of different kinds.
MISTAKEN = b"""measure,period,outturn,numerator,denominator,marker,commentary
1.3,Q3 2019/20,forty seven,,,,
1.4,Q3 2019/20,190.2,,,,
1.5,Q3 2019/20,455.5,,,,
2.2,Q3 2019/20,84.6,300,260,,
3.2,Octobre 2019,4.4,,,,
3.3,Q3 2019/20,24.1,,,q,
4.3,Q3 2019/20,#DIV/0!,,,,
4.4,Q3 2019/20,46,138,0,,
5.99,Q3 2019/20,94,,,,
6.2,Q3 2029/30,71,,,,
"""
MISTAKES = {
    "C2": "not a number",
    "C3": "cannot be above 100.0%",
    "C4": "whole number",
    "D5": "above its denominator",
    "B6": "not a reporting period",
    "F7": "not a marker",
    "C8": "error",
    "E9": "denominator",
    "A10": "not a measure of the plan",
    "B11": "ends on 31 December 2029",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The dashboard's store, and a copy of it as it was at first."""
    path = tmp_path_factory.mktemp("store") / "kpis.duckdb"
    load_first_figures(Store(path), load_plan(ROOT / "data/plans/2019-22"))
    original = path.with_name("original")
    shutil.copy2(path, original)
    return path, original


@pytest.fixture
def store(filled: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store as it was at first, to the time of its last change: what is cached holds."""
    path, original = filled
    path.with_name("kpis.duckdb.wal").unlink(missing_ok=True)
    shutil.copy2(original, path)
    monkeypatch.setenv("KPIS_STORE", str(path))
    return Store(path)


@pytest.fixture
def page(store: Store) -> AppTest:
    at = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    return at.switch_page("pages/returns/submit.py").run()


def choose(at: AppTest, name: str, content: bytes) -> AppTest:
    """Choose a file beside those the uploader shows already."""
    uploader = at.file_uploader[0]
    shown = [(each.name, each.getvalue(), each.type) for each in uploader.value]
    uploader.set_value([*shown, (name, content, "")])
    at.run()
    assert not at.exception
    return at


def html(at: AppTest) -> list[str]:
    return [each.proto.body for each in at.get("html")]


def words(at: AppTest) -> str:
    """All our own HTML of the page as text, with a space where an element ends."""
    return " ".join(re.sub(r"<[^>]+>", " ", " ".join(html(at))).split())


def heads(at: AppTest) -> list[str]:
    return [
        re.sub(r"<[^>]+>", "", body)
        for body in html(at)
        if body.startswith('<h2 class="k-file-title"')
    ]


def widget(elements: list, start: str):
    """The one widget whose key begins so; keys end with the id or the content they are about."""
    (found,) = [each for each in elements if (each.key or "").startswith(start)]
    return found


def submit(at: AppTest, *, post: str = POST, looked: bool = True) -> AppTest:
    widget(at.text_input, "post_").input(post)
    if looked:
        for box in at.checkbox:
            box.check()
    widget(at.button, "main_action_submit_").click()
    at.run()
    assert not at.exception
    return at


def own(store: Store) -> list[str]:
    """File names of what services returned."""
    frame = store.submissions()
    return frame.loc[frame["provenance"] == "return", "file_name"].tolist()


def test_ten_mistakes_give_ten_messages_each_at_its_cell_and_nothing_to_submit(page, store):
    choose(page, "place_q3.csv", MISTAKEN)
    assert heads(page)[0].startswith("place_q3.csv: 10 errors, ")
    table = next(body for body in html(page) if '"k-table k-issues"' in body)
    errors = table.split("<tbody")[1]
    rows = [re.sub(r"<[^>]+>", " ", row) for row in errors.split("<tr")[2:]]
    assert len(rows) == len(MISTAKES)
    for (cell, message), row in zip(MISTAKES.items(), rows, strict=True):
        assert re.search(rf"Error in\s+{cell}\s", row), row
        assert message in row
    assert not [button for button in page.button if button.key.startswith("main_action_")]
    assert own(store) == []


def test_errors_stand_before_warnings_whatever_their_order_in_the_file(page):
    choose(page, "two.csv", CLEAN + b"1.3,Q3 2019/20,many,,,\n")
    (head,) = heads(page)
    assert re.fullmatch(r"two\.csv: 1 error, \d warnings?; 3 figures can be read", head)
    text = words(page)
    assert 0 < text.index("1 error: to be put right") < text.index("worth a second look")


def test_a_clean_return_is_submitted_once_and_receipted_with_links(page, store):
    choose(page, "place_q3.csv", CLEAN)
    assert "3 figures: 0 restated, 3 new, 0 unchanged." in words(page)
    submit(page)
    newest = store.submissions().iloc[0]
    assert (newest["file_name"], newest["submitted_by"]) == ("place_q3.csv", POST)
    text = words(page)
    assert "place_q3.csv is submitted" in text
    assert newest["submission_id"] in text
    receipt = next(body for body in html(page) if "k-receipt" in body)
    assert 'href="outcome?outcome=10&amp;period=2019-20-Q3"' in receipt
    assert 'href="measure?measure=workpath_partnership&amp;period=2019-20-Q3"' in receipt
    assert heads(page) == []
    assert page.file_uploader[0].value == []
    assert store.file(newest["sha256"]) == CLEAN


@pytest.mark.parametrize(
    ("post", "looked", "sentence"),
    [("  ", True, "Say which post you act for"), (POST, False, "Look at the warnings and tick")],
)
def test_a_post_and_a_look_at_the_warnings_are_asked_for(page, store, post, looked, sentence):
    choose(page, "place_q3.csv", CLEAN)
    submit(page, post=post, looked=looked)
    assert sentence in page.error[0].value
    assert own(store) == []
    assert len(heads(page)) == 1


def test_the_post_is_remembered_within_the_visit(page):
    submit(choose(page, "place_q3.csv", CLEAN))
    choose(page, "more.csv", b"measure,period,outturn\n10.4,Q2 2019/20,455\n")
    assert widget(page.text_input, "post_").value == POST


def test_the_same_file_again_is_told_with_when_who_and_id(page, store):
    submit(choose(page, "place_q3.csv", CLEAN))
    submission = store.submissions().iloc[0]["submission_id"]
    choose(page, "copy of it.csv", CLEAN)
    (told,) = [each.value for each in page.info]
    assert told.startswith("This very file was submitted on ")
    assert POST in told
    assert submission in told
    assert not page.checkbox
    assert own(store) == ["place_q3.csv"]


def test_a_restatement_shows_what_is_stored_what_comes_and_the_change_first(page):
    submit(choose(page, "place_q3.csv", CLEAN))
    mended = CLEAN.replace(b"84.6,220,260", b"83.8,218,260").replace(b",700,", b",735,")
    choose(page, "place_q3.csv", mended + b"1.5,Q3 2019/20,455,,,\n")
    text = words(page)
    assert "4 figures: 2 restated, 1 new, 1 unchanged." in text
    assert "84.6% 83.8% −0.8 points −0.9%" in text
    assert "700 735 +35 +5.0%" in text
    assert [box.label for box in page.expander] == ["1 new figure", "1 unchanged figure"]
    first, second = (text.index(each) for each in ("2 figures restated.", "1.5 Adults supported"))
    assert first < second


def test_figures_that_take_the_place_of_illustrative_ones_are_told(page):
    choose(page, "one.csv", b"measure,period,outturn\n10.4,Q2 2019/20,455\n")
    assert "One new figure takes the place of an illustrative one." in words(page)


def test_a_mended_file_takes_the_place_of_the_one_with_its_name(page):
    choose(page, "place_q3.csv", MISTAKEN)
    choose(page, "place_q3.csv", CLEAN)
    (head,) = heads(page)
    assert head.startswith("place_q3.csv: no errors, ")


def test_files_stay_on_the_desk_while_another_page_is_looked_at(page):
    choose(page, "place_q3.csv", MISTAKEN)
    page.switch_page("pages/performance/overview.py").run()
    page.switch_page("pages/returns/submit.py").run()
    choose(page, "people_q3.csv", CLEAN)
    assert [head.split(":")[0] for head in heads(page)] == ["place_q3.csv", "people_q3.csv"]


def test_a_file_taken_out_of_the_uploader_leaves_the_desk(page):
    choose(page, "place_q3.csv", MISTAKEN)
    page.file_uploader[0].clear()
    page.run()
    assert heads(page) == []


def test_a_file_removed_leaves_the_desk_and_the_uploader(page):
    choose(page, "place_q3.csv", MISTAKEN)
    widget(page.button, "remove_").click()
    page.run()
    assert heads(page) == []
    assert page.file_uploader[0].value == []


def test_a_file_that_cannot_be_read_gets_one_sentence(page):
    choose(page, "letter.xlsx", b"PK\x03\x04 no workbook at all")
    assert heads(page) == ["letter.xlsx cannot be read"]
    (sentence,) = [each.value for each in page.error]
    assert "save it again" in sentence


def test_the_size_limit_holds_on_the_server_to_the_byte(page):
    limit = 10 * 1024 * 1024
    choose(page, "large.csv", b"x" * (limit + 1))
    assert "a return may have 10 MB" in page.error[0].value
    choose(page, "large.csv", b"x" * limit)
    assert not [each for each in page.error if "a return may have 10 MB" in each.value]


def test_more_files_than_the_desk_holds_are_named(page):
    files = [(f"{number}.csv", b"no table", "") for number in range(21)]
    page.file_uploader[0].set_value(files)
    page.run()
    assert len(heads(page)) == 20
    assert "These were not taken: 20.csv" in page.warning[0].value


def test_typed_text_never_becomes_markup(page):
    choose(page, "<b>x</b>.csv", b"measure,period,outturn\n1.3,Q3 2019/20,<script>x</script>\n")
    body = " ".join(html(page))
    assert "<script>x" not in body
    assert "&lt;script&gt;x" in body
    assert "<b>" not in body


@pytest.fixture
def writer(store: Store, tmp_path: Path) -> Callable[[], subprocess.Popen]:
    """Another process that has the store open for writing until it is stopped."""
    started = []

    def start() -> subprocess.Popen:
        code = (
            "import duckdb, sys, time; connection = duckdb.connect(sys.argv[1]); "
            "connection.begin(); print('open', flush=True); time.sleep(60)"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(store.path)], stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout.readline().strip() == "open"
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_busy_store_is_told_and_keeps_the_file(page, store, writer):
    choose(page, "place_q3.csv", CLEAN)
    busy = writer()
    submit(page)
    assert "Nothing was stored" in [each.proto.title for each in page.error]
    assert len(heads(page)) == 1
    busy.kill()
    busy.wait()
    submit(page)
    assert own(store) == ["place_q3.csv"]


def test_a_submission_is_withdrawn_with_post_and_reason_and_stays_listed(page, store):
    submit(choose(page, "place_q3.csv", CLEAN))
    submission = store.submissions().iloc[0]["submission_id"]
    widget(page.button, f"withdraw_{submission}").click()
    page.run()
    assert widget(page.text_input, "withdrawal_post_").value == POST
    widget(page.text_area, "withdrawal_why_").input("Last year's workbook was sent.")
    widget(page.button, "main_action_withdraw_").click()
    page.run()
    assert not page.exception
    row = store.submission(submission)
    assert (row.withdrawn_by, row.withdrawn_why) == (POST, "Last year's workbook was sent.")
    assert f"{submission} is withdrawn" in page.success[0].value
    text = words(page)
    assert f"by {POST}: Last year&#x27;s workbook was sent." in text
    assert not [each for each in page.button if each.key == f"withdraw_{submission}"]


def test_a_withdrawal_without_a_reason_is_not_made(page, store):
    submit(choose(page, "place_q3.csv", CLEAN))
    submission = store.submissions().iloc[0]["submission_id"]
    widget(page.button, f"withdraw_{submission}").click()
    page.run()
    widget(page.button, "main_action_withdraw_").click()
    page.run()
    assert store.submission(submission).withdrawn_at is None
    assert not page.success
    widget(page.button, f"withdraw_{submission}").click()
    page.run()
    assert not page.error


def test_all_illustrative_figures_are_taken_out_with_one_action(page, store):
    page.button("withdraw_illustrative").click()
    page.run()
    widget(page.text_input, "withdrawal_post_").input(POST)
    widget(page.text_area, "withdrawal_why_").input("The first real returns are in.")
    widget(page.button, "main_action_withdraw_").click()
    page.run()
    assert "illustrative" not in set(store.outturns()["provenance"])
    assert not [each for each in page.button if each.key == "withdraw_illustrative"]
    assert "published" in set(store.outturns()["provenance"])


def test_older_submissions_are_shown_on_asking(page):
    assert "defra-recycling.csv" not in words(page)
    page.button("submissions_older").click()
    page.run()
    assert "defra-recycling.csv" in words(page)


def test_the_template_is_offered_for_the_quarter_after_the_one_shown_first(page):
    assert page.selectbox("template_quarter").value == "2019-20-Q3"
    everybody = re.search(r"It asks for (\d+) figures, due on 21 January 2020", words(page))
    page.selectbox("template_directorate").select("Place")
    page.run()
    place = re.search(r"It asks for (\d+) figures, due on 21 January 2020", words(page))
    assert 0 < int(place[1]) < int(everybody[1])
