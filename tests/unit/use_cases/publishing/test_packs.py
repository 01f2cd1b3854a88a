"""Packs as files: named by what they are of, and of nothing else."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kpis.errors import PlanError, UsageError
from kpis.exports.formats import PLAIN, Format
from kpis.model import Publication, Release
from kpis.reports.selection import WHOLE, Selection
from kpis.use_cases.publishing.packs import every_selection, file_name, look_of, pack_files

RELEASE = Release(
    number=3,
    quarter_id="2019-20-Q2",
    published_at=datetime(2019, 12, 2, 9, 30),
    published_by="Head",
    note="",
    figures=1,
    reason="",
)


def made(report, **asked):
    (file,) = pack_files(report, (), [Format.HTML], PLAIN, asked=[Selection(**asked)])
    return file


def test_a_file_is_named_by_quarter_release_and_what_it_is_of(second_quarter):
    released = replace(second_quarter, known=replace(second_quarter.known, release=RELEASE))
    assert file_name(released, WHOLE, Format.PDF) == "performance-2019-20-Q2-release-3.pdf"
    named = file_name(second_quarter, Selection(directorate="Children & Culture"), Format.WORD)
    assert named == "performance-2019-20-Q2-not-published-directorate-children-culture.docx"
    assert file_name(released, Selection(board="局"), Format.HTML).endswith("board-局.html")


@pytest.mark.parametrize("format", [Format.HTML, Format.PDF])
def test_a_pack_of_an_outcome_is_made_the_same_again_and_of_it_alone(second_quarter, format):
    asked = [Selection(outcome=5)]
    (first,), (again,) = (
        pack_files(second_quarter, (), [format, format], PLAIN, asked=asked) for _ in range(2)
    )
    assert first == again
    assert first.of.startswith("outcome 5")


def test_whatever_the_plan_names_can_be_asked_for_once(second_quarter):
    selections = every_selection(second_quarter.plan)
    assert selections[0] == WHOLE
    kinds = [kind for selection in selections for kind, _ in selection.asked]
    assert (kinds.count("outcome"), kinds.count("theme"), kinds.count("board")) == (11, 4, 5)
    names = [file_name(second_quarter, each, Format.PDF) for each in selections]
    assert len(set(names)) == len(names)


def test_two_packs_of_names_that_are_written_alike_are_two_files(second_quarter):
    asked = [Selection(outcome=5), Selection(outcome=5)]
    files = list(pack_files(second_quarter, (), [Format.HTML], PLAIN, asked=asked))
    begins = "performance-2019-20-Q2-not-published-outcome-5"
    assert [each.name for each in files] == [f"{begins}.html", f"{begins}-2.html"]


def test_a_theme_has_the_measures_that_support_it_and_no_others(second_quarter):
    page = made(second_quarter, theme=second_quarter.plan.themes[0].id).content.decode()
    theirs = [
        measure.title
        for measure in second_quarter.plan.measures
        if second_quarter.plan.themes[0].id in {link.theme for link in measure.themes}
    ]
    assert theirs
    assert all(title.replace("'", "&#39;") in page for title in theirs[:3])


def test_what_the_plan_has_not_is_told_with_what_it_has(second_quarter):
    with pytest.raises(UsageError, match="There are: 1, 2, 3"):
        made(second_quarter, outcome=99)


def test_a_plan_gives_its_documents_logo_and_headings(strategic_plan, tmp_path):
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"
    (tmp_path / "logo.svg").write_bytes(svg)
    said = Publication(logo="logo.svg", report_headings=("Reasons", "Legal"))
    plan = replace(strategic_plan, publication=said)
    look = look_of(plan, tmp_path)
    assert (look.logo, look.headings, look.slides) == (svg, ("Reasons", "Legal"), b"")
    (tmp_path / "logo.svg").write_bytes(svg + b" " * 40_000_000)
    with pytest.raises(PlanError, match=r"has 40\.0 MB"):
        look_of(plan, tmp_path)
    assert look_of(replace(plan, publication=Publication()), Path("nowhere")) == PLAIN
