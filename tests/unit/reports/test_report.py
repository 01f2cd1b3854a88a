"""What the report of a quarter says, worked out anew from the figures by another way."""

import math
from collections import Counter
from dataclasses import replace
from datetime import datetime

import pytest

from kpis.analysis.outlook import outlook
from kpis.analysis.report.performance import performance
from kpis.errors import UsageError
from kpis.frames import PERFORMANCE
from kpis.model import RATED, Activity, Measure, RagStatus, Release
from kpis.periods import period_of_id
from kpis.reports.about import about, running_line
from kpis.reports.blocks import Chart, Document, Entries, Facts, Paragraph, Table, Tiles, Tone
from kpis.reports.pack import NO_MEASURES, pack
from kpis.reports.parts import keys
from kpis.reports.quarter import QuarterReport
from kpis.reports.selection import Selection, selected
from kpis.use_cases.publishing.report import release_before
from kpis.words.statuses import STATUS_WORDS

Q2 = "2019-20-Q2"
NOON = datetime(2020, 1, 6, 12, 0)


def section_of(document: Document, key: str):
    return next(each for each in document.walk() if each.key == key)


def table_of(document: Document, name: str) -> Table:
    tables = (block for block in document.blocks() if isinstance(block, Table))
    return next(each for each in tables if each.name == name)


def rated_anew(report: QuarterReport):
    """PERFORMANCE of the quarter alone, asked of analysis and not of the report."""
    known = report.known
    return PERFORMANCE.rows(performance(known.plan, known.outturns, [report.quarter], known.as_at))


def test_the_counts_are_those_of_the_ratings_recounted(second_quarter, second_pack):
    tiles = next(block for block in second_pack.blocks() if isinstance(block, Tiles))
    counts = Counter(
        row.latest_rag for row in rated_anew(second_quarter) if row.rag != RagStatus.SEE_PARTS
    )
    shown = {tile.name: tile.number for tile in tiles.tiles}
    assert shown == {
        **{STATUS_WORDS[status]: counts[status] for status in RATED},
        "Not rated": sum(counts.values()) - sum(counts[status] for status in RATED),
    }


def test_each_count_of_the_year_end_stands_beside_the_quarter_before(second_quarter, second_pack):
    now, ends = [block for block in second_pack.blocks() if isinstance(block, Tiles)][:2]
    of_all = sum(tile.number for tile in now.tiles)
    assert sum(tile.number for tile in ends.tiles) == of_all
    for tile in (*now.tiles[:3], *ends.tiles):
        assert "Q1 2019/20" in tile.change
    chances = [row.chance_target for row in second_quarter.rows]
    likely = [each for each in chances if each >= 0.525]  # 55% to the nearest 5
    assert ends.tiles[0].number == len(likely)


def test_what_was_foreseen_at_the_quarter_before_is_worked_out_as_it_was_seen_then(
    second_quarter, second_pack
):
    _, ends = [block for block in second_pack.blocks() if isinstance(block, Tiles)][:2]
    known = second_quarter.known
    seen = outlook(known.plan, known.outturns, second_quarter.quarter.shift(-1), known.as_at)
    chances = seen["chance_target"].dropna()
    told = {tile.name: int(tile.change.removesuffix(" at Q1 2019/20")) for tile in ends.tiles}
    assert 0 < told["Likely to be met"] == int((chances >= 0.525).sum())
    assert 0 < told["Unlikely to be met"] == int((chances < 0.375).sum())
    assert told["In the balance"] == int(chances.between(0.375, 0.525, inclusive="left").sum())


def test_every_measure_stands_in_the_grid_once_with_the_marks_of_its_quarters(
    second_quarter, second_pack
):
    grid = table_of(second_pack, "grid")
    rows = [row for row in grid.rows if not row.is_group]
    assert [row.cells[0].to for row in rows] == [
        keys.of_measure(row.measure_id) for row in second_quarter.rows
    ]
    assert {len(row.cells) for row in rows} == {len(grid.columns)}
    anew = {row.measure_id: row for row in rated_anew(second_quarter)}
    last_mark = sum(column.is_mark for column in grid.columns)
    for row in rows:
        measure_id = row.cells[0].to.removeprefix("measure:")
        if anew[measure_id].rag != RagStatus.SEE_PARTS:
            assert row.cells[last_mark].mark.status == anew[measure_id].latest_rag, measure_id


def test_a_figure_of_a_cell_is_what_its_text_says(second_pack):
    """Read back from the text: "£1,234.5 [p]" and 1234.5 are one figure."""
    figures = 0
    for block in second_pack.blocks():
        cells = []
        if isinstance(block, Table):
            cells = [cell for row in block.rows for cell in row.cells]
        elif isinstance(block, Facts):
            cells = [cell for _, cell in block.items]
        for cell in cells:
            if cell.is_figure:
                text = cell.text.split("[")[0]
                read = text.strip().strip("%£ ").replace(",", "").replace("−", "-").split()[0]
                assert float(read.strip("£")) == pytest.approx(cell.value, abs=1e-9), cell
                figures += 1
    assert figures > 400


def test_what_is_red_stands_first_with_why_and_who_answers(second_quarter, second_pack):
    (off_track,) = section_of(second_pack, keys.EXCEPTIONS).blocks
    assert isinstance(off_track, Entries)
    red = {row.code for row in rated_anew(second_quarter) if row.latest_rag == RagStatus.RED}
    assert {entry.code for entry in off_track.items} == red
    for entry in off_track.items:
        labels = [label for label, _ in entry.told]
        assert "The service says" in labels
        assert "Who answers for it" in labels


def test_an_illustrative_target_is_said_beside_a_real_figure_that_is_red(
    second_quarter, second_pack
):
    (off_track,) = section_of(second_pack, keys.EXCEPTIONS).blocks
    row_of = {row.code: row for row in rated_anew(second_quarter)}
    said = set()
    for entry in off_track.items:
        row = row_of[entry.code]
        figure = row.latest_provenance == "illustrative"
        words = {
            (True, True): "Illustrative figure and target.",
            (True, False): "Illustrative figure.",
            (False, True): "Illustrative target.",
        }.get((figure, row.latest_target_illustrative), "")
        assert entry.facts.endswith(words), entry.code
        assert ("llustrative" in entry.facts) == bool(words), entry.code
        said.add(words)
    assert {"Illustrative figure and target.", "Illustrative target."} <= said


def test_what_is_illustrative_is_said_before_any_count(second_pack):
    first = section_of(second_pack, keys.HEADLINE).blocks[0]
    assert isinstance(first, Paragraph)
    assert first.tone is Tone.NOTE
    assert "illustrative" in first.text


def test_a_chart_has_its_words_and_the_numbers_behind_it(second_quarter, second_pack):
    charts = [block for block in second_pack.blocks() if isinstance(block, Chart)]
    assert len(charts) > 40
    for chart in charts:
        assert chart.alt
        measure_id = chart.name.removeprefix("trend_")
        series = second_quarter.series[measure_id]
        own = series[series["area"] == second_quarter.plan.area]
        assert chart.names == tuple(own["period_label"])
        outturns = chart.columns[0].values
        assert len(outturns) == len(own)
        known = own["outturn"].notna().to_numpy()
        assert [not math.isnan(each) for each in outturns] == list(known)


def test_nothing_later_than_the_quarter_is_in_it(second_quarter):
    end = second_quarter.quarter.end
    for measure_id, series in second_quarter.series.items():
        assert (series["period_end"].dt.date <= end).all(), measure_id


@pytest.mark.parametrize(
    ("asked", "whose"),
    [
        (Selection(outcome=5), "outcome 5"),
        (Selection(theme="better_deal"), "theme"),
        (Selection(directorate="Place"), "Place"),
    ],
)
def test_a_report_of_some_measures_counts_these_alone(second_quarter, asked, whose):
    theme = second_quarter.plan.themes[0].id
    asked = Selection(theme=theme) if asked.theme else asked
    own = selected(second_quarter, asked)
    assert own.whose.startswith(whose)
    assert 0 < len(own.rows) < len(second_quarter.rows)
    latest = own.position.latest
    counted = [row for row in own.rows if row.rag != RagStatus.SEE_PARTS]
    assert latest.measures_and_parts == len(counted)
    ids = {row.measure_id for row in own.rows}
    document = pack(own, ())
    reached = {each.key.removeprefix("measure:") for each in document.walk() if ":" in each.key}
    assert ids <= reached | {"outcome"}


def test_a_board_has_its_business(second_quarter):
    from kpis.plan.partnership.boards import boards_of, measures_of_board

    for board in boards_of(second_quarter.plan):
        own = selected(second_quarter, Selection(board=board.id))
        assert {row.measure_id for row in own.rows} == set(
            measures_of_board(second_quarter.plan, board)
        )


@pytest.mark.parametrize(
    "asked",
    [
        Selection(outcome=99),
        Selection(theme="nowhere"),
        Selection(directorate="Nobody"),
        Selection(board="none"),
        Selection(outcome=5, theme="x"),
    ],
)
def test_what_the_plan_has_not_is_refused_with_what_there_is(second_quarter, asked):
    with pytest.raises(UsageError):
        selected(second_quarter, asked)


def test_a_report_without_a_measure_says_so(second_quarter):
    nobody: list[Measure] = []
    nothing: list[Activity] = []
    document = pack(second_quarter.only("nobody", nobody, nothing), ())
    assert [block.text for block in document.blocks() if isinstance(block, Paragraph)] == [
        NO_MEASURES
    ]


def release_of(number: int, quarter_id: str, *, withdrawn: bool = False) -> Release:
    return Release(
        number=number,
        quarter_id=quarter_id,
        published_at=NOON.replace(day=number),
        published_by="Head of Performance",
        note="",
        figures=1,
        withdrawn_at=NOON if withdrawn else None,
    )


def test_a_report_follows_what_readers_had_before_it():
    first, second = release_of(1, "2019-20-Q1"), release_of(2, Q2)
    later, correction = release_of(3, "2019-20-Q3"), release_of(4, Q2)
    every = (correction, later, second, first)
    quarter = period_of_id(Q2)
    assert release_before(every, None, quarter) == correction
    assert release_before(every, correction, quarter) == second
    assert release_before(every, second, quarter) == first
    assert release_before(every, first, period_of_id("2019-20-Q1")) is None
    gone = release_of(2, Q2, withdrawn=True)
    assert release_before((correction, gone, first), correction, quarter) == first


def test_a_release_that_stands_is_told_of_alike_whenever_that_is(second_quarter):
    made = release_of(2, Q2)
    known = replace(second_quarter.known, release=made)
    report = selected(replace(second_quarter, known=known), Selection(outcome=4))
    alone = pack(report, (made,))
    later = pack(report, (made, release_of(3, "2019-20-Q3")))
    assert alone == later
    corrected = pack(report, (made, replace_number(made, 5)))
    assert dict(corrected.about)["Status"].startswith("Corrected by release 5")


def replace_number(release: Release, number: int) -> Release:
    return release_of(number, release.quarter_id)


def test_what_waits_for_its_time_says_until_when_it_is_to_be_kept_and_has_no_number(second_quarter):
    waiting = Release(
        number=-1,
        quarter_id=Q2,
        published_at=datetime(2020, 2, 3, 9, 30),
        published_by="Head",
        note="",
        figures=1,
        plan_sha256="a",
    )
    early = replace(second_quarter, known=replace(second_quarter.known, release=waiting))
    told = dict(about(early, [replace(waiting, number=1)]))
    assert told["Status"].startswith("Not published before 3 February 2020 at 9:30am. Keep it")
    assert not {"Release", "Published", "Published by"} & set(told)
    assert running_line(early).endswith("not published before 3 February 2020 at 9:30am")
    first = replace(waiting, number=1)
    assert release_before((first,), waiting, period_of_id(Q2)) == first
