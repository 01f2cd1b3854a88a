"""The page "History": submissions, what can be done with them, and how a figure came about."""

import pytest
from streamlit.testing.v1 import AppTest

from kpis.model import local_administrator
from kpis.store import Store
from kpis.store.files import address_of
from kpis.use_cases.submit import submit_return
from tests.pages.desk import CLEAN, NOTE, POST, REASON, html, lines_of, press, widget, words


@pytest.fixture
def submitted(begin_with, strategic_plan) -> list[str]:
    """Two returns, of which the second restates a figure of the first; their ids."""
    restated = CLEAN.replace(b",700,", b",735,")

    def make(store: Store) -> list[str]:
        return [
            submit_return(
                store,
                strategic_plan,
                name,
                content,
                actor=local_administrator(POST),
                note=note,
                reason=reason,
                warnings_note=NOTE,
            ).submission.id
            for name, content, note, reason in (
                ("place_q3.csv", CLEAN, "The first of the quarter", ""),
                ("place_q3_again.csv", restated, "", REASON),
            )
        ]

    submissions: list[str] = begin_with("history: two returns", make)
    return submissions


def shown(at: AppTest) -> list[str]:
    """Ids of the submissions listed."""
    listed = [body for body in html(at) if body.startswith("<article")]
    return [body.split("</span></h2>")[0].rsplit(">", 1)[1] for body in listed]


def test_a_submission_tells_who_when_how_many_why_and_how_far_it_is(open_desk, submitted):
    page = open_desk("returns/history", find=submitted[1])
    assert shown(page) == [submitted[1]]
    text = words(page)
    assert f"Return By {POST}" in text
    assert "0 new 1 restated, 2 unchanged" in text
    assert "State Awaits approval" in text
    assert f"Why figures are restated: {REASON}" in text
    assert f"On its warnings: {NOTE}" in text


def test_the_files_of_a_submission_can_be_taken_away_and_marked_where_it_is_a_return(
    open_desk, store, submitted
):
    submissions = store.submissions()
    published = submissions.query("provenance == 'published'")["submission_id"].iloc[0]
    page = open_desk("returns/history")
    ids = " ".join(each.proto.id for each in page.get("download_button"))
    for key in (f"file_{published}", f"file_{submitted[0]}", f"marked_{submitted[0]}"):
        assert key in ids
    assert f"marked_{published}" not in ids


@pytest.mark.parametrize("asked", ["performance AGAIN", "{id}"])
def test_submissions_are_found_by_file_note_post_and_id(open_desk, submitted, asked):
    page = open_desk("returns/history")
    page.text_input("history_find").input(asked.format(id=submitted[1])).run()
    assert submitted[1] in shown(page)
    assert submitted[0] not in shown(page)


def test_a_search_without_result_says_so(open_desk):
    page = open_desk("returns/history", find="nobody ever sent this")
    assert shown(page) == []
    assert "No submission fits." in words(page)


def test_states_are_told_apart(open_desk, submitted):
    page = open_desk("returns/history")
    page.selectbox("history_state").select("submitted").run()
    assert shown(page) == submitted[::-1]
    press(page, f"approve_{submitted[0]}")
    assert widget(page.text_input, "approval_post_").value == ""
    widget(page.text_input, "approval_post_").input("Head of Performance")
    press(page, "main_action_approve_")
    assert f"{submitted[0]} is approved" in page.success[0].value
    page.run()
    assert shown(page) == [submitted[1]]
    page.selectbox("history_state").select("approved").run()
    assert submitted[0] in shown(page)
    assert "by Head of Performance" in words(page)


def test_an_approval_without_a_post_is_not_made(open_desk, store, submitted):
    page = open_desk("returns/history", find=submitted[0])
    press(page, f"approve_{submitted[0]}")
    press(page, "main_action_approve_")
    assert store.submission(submitted[0]).approved_at is None


def test_a_submission_is_withdrawn_with_post_and_reason_and_stays_listed(
    open_desk, store, submitted
):
    page = open_desk("returns/history", find=submitted[0])
    press(page, f"withdraw_{submitted[0]}")
    widget(page.text_input, "withdrawal_post_").input(POST)
    widget(page.text_area, "withdrawal_why_").input("Last year's workbook was sent.")
    press(page, "main_action_withdraw_")
    row = store.submission(submitted[0])
    assert (row.withdrawn_by, row.withdrawn_why) == (POST, "Last year's workbook was sent.")
    assert f"{submitted[0]} is withdrawn" in page.success[0].value
    assert f"by {POST}: Last year&#39;s workbook was sent." in words(page)
    assert not [each for each in page.button if each.key == f"withdraw_{submitted[0]}"]


def test_a_file_that_is_gone_is_named_with_what_to_do_in_place_of_its_button(
    open_desk, store, submitted
):
    sha256 = store.submission(submitted[0]).sha256
    kept = address_of(store.path, sha256)
    content = kept.read_bytes()
    kept.unlink()
    try:
        page = open_desk("returns/history", find=submitted[0])
        told = words(page)
        assert f"The file place_q3.csv of {submitted[0]} is missing" in told
        assert "This is known since " in told
        assert f"put it back from a backup, as kpis.files/{sha256[:2]}/{sha256}" in told
        assert not [each for each in page.get("download_button") if submitted[0] in each.proto.id]
        assert store.audit_entries()[-1].act == "miss file"
    finally:
        kept.write_bytes(content)
    page = open_desk("returns/history", find=submitted[0])
    assert "is missing" not in words(page)
    assert [each for each in page.get("download_button") if submitted[0] in each.proto.id]


def test_a_withdrawal_without_a_reason_is_not_made(open_desk, store, submitted):
    page = open_desk("returns/history", find=submitted[0])
    press(page, f"withdraw_{submitted[0]}")
    press(page, "main_action_withdraw_")
    assert store.submission(submitted[0]).withdrawn_at is None
    assert not page.success
    press(page, f"withdraw_{submitted[0]}")
    assert not page.error


def test_all_illustrative_figures_are_taken_out_with_one_action(open_desk, store):
    page = open_desk("returns/history")
    press(page, "withdraw_illustrative")
    widget(page.text_input, "withdrawal_post_").input(POST)
    widget(page.text_area, "withdrawal_why_").input("The first real returns are in.")
    press(page, "main_action_withdraw_")
    assert "illustrative" not in set(store.outturns()["provenance"])
    assert not [each for each in page.button if each.key == "withdraw_illustrative"]
    assert "published" in set(store.outturns()["provenance"])


def test_older_and_newer_submissions_are_a_page_away(open_desk):
    page = open_desk("returns/history")
    first = shown(page)
    assert len(first) == 10
    press(page, "history_older")
    assert shown(page)
    assert not set(shown(page)) & set(first)
    press(page, "history_newer")
    assert shown(page) == first


def test_the_history_of_a_figure_tells_each_return_of_it_its_cell_and_the_change(
    open_desk, submitted
):
    page = open_desk("returns/history", measure="workpath_partnership", period="2019-20-Q3")
    (table,) = [body for body in html(page) if "k-table k-history" in body]
    newest, first = lines_of(table)[:2]
    assert newest[1:3] == ["735", "+35 before 700"]
    assert newest[3] == f"place_q3_again.csv C4 {REASON}"
    assert newest[4:] == [POST, "Shown"]
    assert first[1:3] == ["700", "first"]
    assert first[3] == "place_q3.csv C4"
    assert first[5] == "Replaced"
    assert f'href="history?find={submitted[1]}"' in table


def test_the_words_that_a_correction_replaced_stay_in_the_history_of_the_figure(
    open_desk, store, strategic_plan
):
    head = "measure,period,outturn,commentary\n1.3,Q3 2019/20,"
    for rest in ("47,One intake", "50,", "52,Two intakes"):
        submit_return(
            store,
            strategic_plan,
            "q3.csv",
            f"{head}{rest}\n".encode(),
            actor=local_administrator(POST),
        )
    page = open_desk("returns/history", measure="new_enterprises", period="2019-20-Q3")
    (table,) = [body for body in html(page) if "k-table k-history" in body]
    assert [line[3] for line in lines_of(table)[:3]] == [
        "q3.csv C2 Commentary: Two intakes",
        "q3.csv C2",
        "q3.csv C2 Commentary: One intake",
    ]


def test_a_figure_withdrawn_is_still_in_its_history(open_desk, store, submitted):
    store.withdraw(submitted[1], by=POST, why="wrong file")
    page = open_desk("returns/history", measure="workpath_partnership", period="2019-20-Q3")
    (table,) = [body for body in html(page) if "k-table k-history" in body]
    newest, first = lines_of(table)[:2]
    assert newest[5].startswith("Withdrawn")
    assert first[5] == "Shown"


def test_a_figure_of_which_a_file_gives_the_day_of_return_has_no_time_of_day(open_desk):
    page = open_desk("returns/history", measure="daily_mile", period="2016-17-AY")
    (table,) = [body for body in html(page) if "k-table k-history" in body]
    assert [line[0] for line in lines_of(table)] == ["12 January 2018"]


def test_the_history_of_a_figure_can_be_looked_for_without_an_address(open_desk):
    page = open_desk("returns/history")
    page.session_state["history_view"] = "One figure"
    page.run()
    assert "Choose a measure" in words(page)
    page.selectbox("figure_measure").select("recycling").run()
    assert not page.exception
    assert [body for body in html(page) if "k-table k-history" in body]
    earlier = page.selectbox("figure_period").options[-1]
    page.selectbox("figure_period").select_index(len(page.selectbox("figure_period").options) - 1)
    page.run()
    assert earlier in [each.value.split(", ")[-1] for each in page.header]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"measure": "nowhere"}, "no measure with the id “nowhere”"),
        ({"measure": "recycling", "period": "1066"}, "Nothing was ever returned for the period"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(open_desk, address, sentence):
    page = open_desk("returns/history", **address)
    assert sentence in page.warning[0].value


def test_a_link_to_a_part_of_the_breakdown_is_chosen_from_a_list(open_desk):
    page = open_desk("returns/history", measure="homelessness_prevented")
    which = page.selectbox("figure_which")
    assert which.options[0] == "Tower Hamlets"
    assert len(which.options) > 1


def test_text_from_returns_never_becomes_markup(open_desk, store, strategic_plan):
    submit_return(
        store,
        strategic_plan,
        "<b>x</b>.csv",
        CLEAN,
        actor=local_administrator("<i>post</i>"),
        note="<script>n</script>",
    )
    for parameters in ({}, {"measure": "workpath_partnership", "period": "2019-20-Q3"}):
        body = " ".join(html(open_desk("returns/history", **parameters)))
        assert "<b>x" not in body
        assert "<i>post" not in body
        assert "<script>n" not in body
