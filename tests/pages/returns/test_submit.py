"""The page "Submit a return", used through the dashboard's own entry point on a real store."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpis.model import local_administrator
from kpis.periods import quarter
from kpis.store import Store
from kpis.ui.returns import uploads
from kpis.use_cases.signoff import ALL_WARNINGS, publish_release
from kpis.use_cases.submit import submit_return
from tests.pages.desk import (
    CLEAN,
    POST,
    REASON,
    answer,
    choose,
    html,
    lines_of,
    press,
    submit,
    widget,
    words,
)

ROOT = Path(__file__).parents[3]
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


@pytest.fixture
def page(open_desk) -> AppTest:
    return open_desk("returns/submit")


@pytest.fixture
def page_after(begin_with, strategic_plan, open_desk) -> AppTest:
    """The page after place_q3.csv was submitted."""

    def make(store: Store) -> None:
        officer = local_administrator(POST)
        submit_return(store, strategic_plan, "place_q3.csv", CLEAN, actor=officer)

    begin_with("submit: place_q3.csv", make)
    return open_desk("returns/submit")


def heads(at: AppTest) -> list[str]:
    return [
        re.sub(r"<[^>]+>", "", body)
        for body in html(at)
        if body.startswith('<h2 class="k-file-title"')
    ]


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
    # A measure the plan has not can be answered: it is told of there and not once more.
    (asked,) = [body for body in html(page) if body.startswith('<div class="k-question"')]
    rows.insert(list(MISTAKES).index("A10"), re.sub(r"<[^>]+>", " ", asked))
    assert "9 other errors: to be put right" in words(page)
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


def test_an_official_file_is_known_and_a_changed_one_is_told_what_it_is(page, store):
    official = (ROOT / "data/published/gla-borough-profiles.csv").read_bytes()
    choose(page, "profiles.csv", official)
    assert "stand and stay official" in page.info[0].value
    choose(page, "changed.csv", official.replace(b"20.5", b"20.6", 1))
    assert "make this a file of official statistics, not a return" in words(page)
    assert not [button for button in page.button if button.key.startswith("main_action_")]
    assert own(store) == []


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
    assert 'It waits for approval. <a href="releases"' in receipt
    assert heads(page) == []
    assert page.file_uploader[0].value == []
    assert store.file(newest["sha256"]) == CLEAN


def test_a_post_is_asked_for(page, store):
    choose(page, "place_q3.csv", CLEAN)
    submit(page, post="  ")
    assert "Still to say: your post, at the top of the page." in page.error[0].value
    assert own(store) == []
    assert len(heads(page)) == 1


def test_warnings_stop_nothing(page, store):
    choose(page, "place_q3.csv", CLEAN)
    assert "2 warnings: worth a second look" in words(page)
    submit(page)
    assert own(store) == ["place_q3.csv"]


def test_a_reason_for_restated_figures_is_asked_for_and_kept(page_after, store):
    page = page_after
    choose(page, "place_q3.csv", CLEAN.replace(b",700,", b",735,"))
    submit(page, reason=" ")
    assert "Still to say: the reason for 1 restated figure." in page.error[0].value
    assert len(own(store)) == 1
    submit(page)
    assert store.submissions().iloc[0]["reason"] == REASON


@pytest.fixture
def page_released(begin_with, strategic_plan, open_desk) -> AppTest:
    """The page after place_q3.csv was submitted, approved and released."""

    def make(store: Store) -> None:
        actor = local_administrator(POST)
        made = submit_return(store, strategic_plan, "place_q3.csv", CLEAN, actor=actor)
        store.approve(made.submission.id, by=actor)
        publish_release(store, strategic_plan, quarter(2019, 3), actor=actor, accepted=ALL_WARNINGS)

    begin_with("submit: place_q3.csv released", make)
    return open_desk("returns/submit")


def test_what_a_release_shows_of_a_corrected_figure_is_said_before_and_after(page_released):
    said = "Release 1 of Q3 2019/20 still shows 1 of these figures as it was before"
    choose(page_released, "place_q3.csv", CLEAN.replace(b",700,", b",735,"))
    assert words(page_released).count(said) == 1
    submit(page_released)
    assert words(page_released).count(said) == 1


def test_what_was_found_stands_between_the_files_and_the_template(page):
    text = words(choose(page, "place_q3.csv", MISTAKEN))
    places = [text.index(each) for each in ("Files are checked at", "10 errors", "It asks for")]
    assert places == sorted(places)


def test_one_reason_does_for_all_files_that_restate_something(page_after, store):
    page = page_after
    before = len(own(store))
    choose(page, "one.csv", b"measure,period,outturn\n10.4,Q3 2019/20,710\n")
    choose(page, "two.csv", b"measure,period,outturn\n1.4,Q3 2019/20,91.2\n")
    page.text_input("desk_post").input(POST).run()
    assert page.button("main_action_submit_ready").label == "Submit 2 files"
    press(page, "main_action_submit_ready")
    assert "See below what each file still asks for." in page.error[0].value
    assert len(own(store)) == before
    # The field need not be left first: the click on the button takes what was typed with it.
    widget(page.text_input, "reason_for_all_").input("Counted anew.")
    press(page, "main_action_submit_ready")
    assert len(own(store)) == before + 2
    assert store.submissions()["reason"].tolist()[:2] == ["Counted anew."] * 2


def test_what_is_still_to_be_said_stands_at_the_button_before_it_is_pressed(page):
    choose(page, "place_q3.csv", CLEAN)
    assert "Still to say: your post, at the top of the page." in words(page)
    answer(page)
    assert "Still to say" not in words(page)


def test_several_files_are_told_at_one_glance_and_the_ready_ones_go_in_at_once(page, store):
    choose(page, "mistaken.csv", MISTAKEN)
    choose(page, "place_q3.csv", CLEAN)
    choose(page, "more.csv", b"measure,period,outturn\n10.4,Q2 2019/20,455\n")
    pile = next(body for body in html(page) if "k-pile" in body)
    assert "3 files" in [each.value for each in page.header]
    told = lines_of(pile)
    assert told[0] == ["mistaken.csv", *"00000", "10", "0", "1", "Has errors to put right"]
    assert told[1][:-1] == ["place_q3.csv", "3", "3", *"00000", "2"]
    assert told[2][:-1] == ["more.csv", "1", "1", *"00000", "1"]
    assert told[2][-1] == "Ready to submit"
    answer(page)
    button = page.button("main_action_submit_ready")
    assert button.label == "Submit the 2 files that are ready"
    press(page, "main_action_submit_ready")
    assert sorted(own(store)) == ["more.csv", "place_q3.csv"]
    assert [head.split(":")[0] for head in heads(page)] == ["mistaken.csv"]
    assert "place_q3.csv is submitted" in words(page)
    assert "more.csv is submitted" in words(page)


def test_the_post_is_remembered_within_the_visit(page):
    submit(choose(page, "place_q3.csv", CLEAN))
    choose(page, "more.csv", b"measure,period,outturn\n10.4,Q2 2019/20,455\n")
    assert page.text_input("desk_post").value == POST
    page.switch_page("pages/guide/definitions.py").run()
    page.switch_page("pages/returns/submit.py").run()
    assert page.text_input("desk_post").value == POST


def test_the_same_file_again_is_told_with_when_who_and_id(page_after, store):
    page = page_after
    submission = store.submissions().iloc[0]["submission_id"]
    choose(page, "copy of it.csv", CLEAN)
    (told,) = [each.value for each in page.info]
    assert told.startswith("This very file was submitted on ")
    assert POST in told
    assert submission in told
    assert not page.checkbox
    assert own(store) == ["place_q3.csv"]


def test_a_restatement_shows_what_is_stored_what_comes_and_the_change_first(page_after):
    page = page_after
    mended = CLEAN.replace(b"84.6,220,260", b"83.8,218,260").replace(b",700,", b",735,")
    choose(page, "place_q3.csv", mended + b"1.5,Q3 2019/20,455,,,\n")
    text = words(page)
    assert "4 figures: 2 restated, 1 new, 1 unchanged." in text
    assert "84.6% 83.8% −0.8 points −0.9%" in text
    assert "700 735 +35 +5.0%" in text
    assert [box.label for box in page.expander] == ["1 new figure", "1 unchanged figure"]
    first, second = (text.index(each) for each in ("2 figures restated.", "1.5 Adults supported"))
    assert first < second


def test_figures_that_a_file_of_that_name_brought_before_and_no_more_are_told(page_after, store):
    page = page_after
    choose(page, "place_q3.csv", b"\n".join(CLEAN.splitlines()[:3]) + b"\n")
    text = words(page)
    assert "1 figure no longer present. It came in a file of this name" in text
    gone = next(body for body in html(page) if "k-changes-no" in body)
    assert "10.4" in gone
    assert lines_of(gone)[0][-1] == "700"
    submit(page)
    kept = store.outturns().query("measure_id == 'workpath_partnership'")
    assert (kept.loc[kept["period_id"] == "2019-20-Q3", "outturn"] == 700).all()


def test_the_marked_file_can_be_taken_away(page):
    choose(page, "place_q3.csv", MISTAKEN)
    assert "Download the marked file" in [each.proto.label for each in page.get("download_button")]


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
    page.switch_page("pages/guide/definitions.py").run()
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


def test_files_that_are_too_much_together_are_named_and_have_room_when_others_go(page, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_TOGETHER", 1)
    files = [(f"{number}.csv", b"no table" * 50_000, "") for number in range(3)]
    page.file_uploader[0].set_value(files)
    page.run()
    assert len(heads(page)) == 2
    assert page.warning[0].value == (
        "At most 20 files of 1 MB together can wait here at once. Submit or remove some, then "
        "choose the others again. These were not taken: 2.csv."
    )
    next(each for each in page.button if each.label == "Remove file").click().run()
    choose(page, "2.csv", files[2][1])
    assert len(heads(page)) == 2


def test_typed_text_never_becomes_markup(page):
    choose(page, "<b>x</b>.csv", b"measure,period,outturn\n1.3,Q3 2019/20,<script>x</script>\n")
    body = " ".join(html(page))
    assert "<script>x" not in body
    assert "&lt;script&gt;x" in body
    assert "<b>" not in body


def test_a_busy_store_is_told_and_keeps_the_file(page, store, held):
    answer(choose(page, "place_q3.csv", CLEAN))
    with held(store.path):
        press(page, "main_action_submit_")
    assert "Nothing was stored" in [each.proto.title for each in page.error]
    assert len(heads(page)) == 1
    submit(page)
    assert own(store) == ["place_q3.csv"]


def test_the_last_returns_are_listed_with_the_way_to_all_of_them(page, store):
    assert "No return has been submitted yet." in words(page)
    submit(choose(page, "place_q3.csv", CLEAN))
    (last,) = [body for body in html(page) if "Returns, newest first." in body]
    assert lines_of(last)[0][:2] == ["place_q3.csv", POST]
    assert lines_of(last)[0][3] == "Awaits approval"
    assert f'href="history?find={store.submissions().iloc[0]["submission_id"]}"' in last


def test_the_template_is_offered_for_the_quarter_after_the_one_shown_first(page):
    assert page.selectbox("template_quarter").value == "2019-20-Q3"
    everything = offered_for(page, "All in one workbook", r"It asks for (\d+) figures")
    assert 0 < offered_for(page, "Directorate: Place", r"It asks for (\d+) figures") < everything
    assert 0 < offered_for(page, "Post: ", r"It asks for (\d+) figures?") < everything
    each = "A workbook for each post"
    assert offered_for(page, each, rf"workbooks asking for ({everything}) figures") == everything
    assert offered_for(page, each, r"(\d+) workbooks asking") > 1


def test_a_survey_is_offered_in_one_workbook_in_the_quarter_it_is_due_in(page):
    labels = page.selectbox("template_whose").options
    assert not any(label.startswith("Survey") for label in labels)
    page.selectbox("template_quarter").set_value("2020-21-Q1").run()
    choice = page.selectbox("template_whose")
    choice.select_index(choice.options.index("Survey: Annual Residents Survey")).run()
    assert not page.exception
    said = words(page)
    assert "It asks for 16 figures, due on" in said
    assert "says once how many people answered" in said
    assert "It is for the Head of Corporate Strategy and Policy." in said


def offered_for(page: AppTest, whom: str, pattern: str) -> int:
    """The number the template panel says for the first choice that begins so."""
    choice = page.selectbox("template_whose")
    position = next(n for n, label in enumerate(choice.options) if label.startswith(whom))
    choice.select_index(position).run()
    assert not page.exception
    assert "due on 21 January 2020" in words(page)
    return int(re.search(pattern, words(page))[1])
