"""Quotation marks as other programs write them: read, and said; usual ones are left alone."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpis.readers import read_return
from kpis.readers.files.quoting import in_usual_quotes

HEADER = "Measure,Period,Outturn,Commentary"


def records(text):
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize(
    ("line", "commentary"),
    [
        (r'6.2,Q2 2019/20,"1,234","They said \"fine, so\" today"', 'They said "fine, so" today'),
        ("'6.2','Q2 2019/20','1,234','It fell, as the board''s'", "It fell, as the board's"),
        (r"'6.2','Q2 2019/20','1,234','It fell, as the board\'s'", "It fell, as the board's"),
        ('"6.2,Q2 2019/20,""1,234"",""It fell, again"""', "It fell, again"),
        ('""6.2"",""Q2 2019/20"",""1,234"",""It fell, again""', "It fell, again"),
    ],
)
def test_cells_in_the_quotes_of_other_programs_are_whole(line, commentary):
    header = HEADER
    if line.startswith('""'):
        header = ",".join(f'""{name}""' for name in HEADER.split(","))
    elif line.startswith('"'):
        header = f'"{HEADER}"'.replace("Measure", '""Measure""')
    raw = read_return("return.csv", f"{header}\n{line}\n".encode())
    (row,) = raw.rows[["measure", "period", "outturn", "commentary"]].values.tolist()
    assert row == ["6.2", "Q2 2019/20", "1,234", commentary]
    assert raw.tables[0].ragged == ()
    assert raw.notes


@pytest.mark.parametrize(
    "text",
    [
        HEADER,
        f'{HEADER}\n6.2,Q2 2019/20,45,"It ""fell"", again"\n',
        f'{HEADER}\n6.2,Q2 2019/20,45,"C:\\files\\"\n6.3,Q2 2019/20,46,"late"\n',
        f"{HEADER}\n6.2,Q2 2019/20,45,a 'plan', it seems\n6.3,Q2 2019/20,4,\n5.1,Q2 2019/20,4,\n",
        f'{HEADER}\n6.2,Q2 2019/20,45,"so" it goes\n',
        "",
    ],
)
def test_usual_quotes_and_marks_that_are_none_stay(text):
    assert in_usual_quotes(text) == (text, ())


@example([["", '";;']])  # more separators inside quotation marks than outside
@example([["", ";;\\"]])
@given(st.lists(st.lists(st.text("a',\" \\\n;"), min_size=2, max_size=4), max_size=6))
def test_what_the_csv_of_every_program_holds_is_never_changed(rows):
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    text = file.getvalue()
    assert records(in_usual_quotes(text)[0]) == records(text)
