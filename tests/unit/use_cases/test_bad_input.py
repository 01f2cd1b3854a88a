"""Whatever is sent: a sentence or a check, all of it or nothing, and no figure but what was typed.

Files are generated, with thousands of cells among them. What an accepted figure must be is worked
out from the text of its cell by another route than the program's: by throwing away what is no
digit.
"""

import csv
import io
import math
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from functools import partial

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import to_excel

from kpis.analysis.figures.rows import rate_rows
from kpis.errors import ReturnRefused, UnreadableReturn
from kpis.frames import OUTTURNS
from kpis.model import Provenance, local_administrator
from kpis.readers import read_return
from kpis.store import Store
from kpis.use_cases.check import check_return
from kpis.use_cases.marked_copy import marked_copy_of
from kpis.use_cases.submit import submit_return
from kpis.validation import CheckContext, check_rows

NOW = datetime(2023, 7, 20, 9)
HEADER = ("measure", "period", "breakdown", "category", "outturn", "numerator", "commentary")
OUTTURN = HEADER.index("outturn")
PLACES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}

quickly = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    made = Store(tmp_path_factory.mktemp("bad-input") / "kpis.duckdb", timeout=5)
    made.prepare(NOW)
    return made


@pytest.fixture(scope="module")
def check(fictional_plan):
    """A check of these bytes, or None where they are refused in a sentence; nothing else.

    It is that of the use case without the store, which would take most of the time. A file without
    a table is the same to every rule, so it is only read.
    """
    context = CheckContext(
        now=NOW,
        provenance=Provenance.RETURN,
        stored=OUTTURNS.empty(),
        rate=partial(rate_rows, fictional_plan),
    )

    def call(content: bytes, name: str = "return"):
        try:
            raw = read_return(name, content)
            return check_rows(raw, fictional_plan, context) if raw.tables else None
        except UnreadableReturn as refused:  # FrameError and the like are faults of ours
            message = str(refused)
            assert message.endswith(".")
            assert "\n" not in message
            assert len(message) < 1_000
            return None

    return call


# What people type and what breaks programs.

numbers = st.one_of(
    st.integers(-(10**6), 10**16).map(str),
    st.integers(0, 10**9).map("{:,}".format),
    st.integers(0, 10**9).map(lambda number: f"{number:,}".replace(",", " ")),
    st.decimals(-1000, 1000, places=2).map(str),
    st.decimals(0, 100, places=1).map("{}%".format),
    st.floats(allow_nan=True, allow_infinity=True).map(repr),
    st.builds("{}{}".format, st.decimals(0, 99, places=1), st.sampled_from(sorted(PLACES))),
    st.builds("({})".format, st.integers(0, 999)),
    st.builds("{} [{}]".format, st.integers(0, 999), st.sampled_from("prcxzq")),
    st.builds("{}{}".format, st.sampled_from("\u2212\u2013-+£<"), st.integers(0, 999)),
    st.builds("{},{}".format, st.integers(0, 999), st.integers(0, 99)),
)
odd = st.one_of(
    st.text("0123456789.,-+%£()[]pcxz kmbn/#=<>eE'\"\u2212\u00a0\u0663½²\t\n", max_size=12),
    st.text(max_size=20),
    st.sampled_from(
        [
            *("", " ", "0", "-0", "n/a", "TBC", "nil", "..", "#DIV/0!", "#REF!", "TRUE", "1e5"),
            *("1e400", "nan", "inf", "-inf", "NaN", "None", "0x10", "1_000", "=1+1", "@SUM(A1)"),
            *("9" * 400, "0." + "1" * 400, "1.234,5", "12,5", "1,23", "[p]", "[x]", "<5", "½"),
        ]
    ),
)
cells = st.one_of(numbers, odd)
measures = st.one_of(
    st.sampled_from(["frogs", "planning_days", "bins_on_time", "1.1", "2.1", "Frogs", "toads"]), odd
)
periods = st.one_of(
    st.sampled_from(
        [
            *("2021/22", "Q1 2023/24", "Q4 2022/23", "June 2023", "2023-06", "30/06/2023", "2022"),
            *("0000-01", "Dec 9999", "9999-12-31", "Q4 9999/00", "2022/2021", "H1 2023/24"),
        ]
    ),
    odd,
)
rows = st.tuples(measures, periods, st.just(""), st.just(""), cells, cells, odd)
tables = st.lists(rows, max_size=40)


def as_csv(table, separator=",", encoding="utf-8", before=()) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows([*before, HEADER, *table])
    return file.getvalue().encode(encoding, "replace")


def stood_in(text: str) -> float:
    """The figure that a text names: its digits, its point and its sign."""
    bare = re.sub(r"\[[^\]]*\]", "", text).strip()
    scale = re.search(r"(k|m|bn|thousand|million|billion)\s*\)?$", bare, re.IGNORECASE)
    if not re.fullmatch(r"[^0-9]*\d{1,3}(,\d{3})+(\.\d+)?[^0-9]*", bare):
        bare = bare.replace(".", "").replace(",", ".") if "," in bare else bare
    digits = Decimal(re.sub(r"[^0-9.]", "", bare))
    below_zero = bool(re.search("[-(\u2212\u2013\u2011]", bare))
    value = digits.scaleb(PLACES[scale[1].lower()] if scale else 0)
    return float(-value if below_zero else value)


def assert_only_what_stood_there(checked, texts: dict[str, str]) -> None:
    for row in checked.rows.itertuples():
        text = texts[row.cell]
        if math.isnan(row.outturn):
            assert row.marker in ("c", "x", "z") or not text.strip()
        else:
            assert row.outturn == stood_in(text), text


@quickly
@given(
    tables, st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8-sig", "utf-16", "cp1252"])
)
def test_every_accepted_figure_of_a_csv_is_what_stood_in_its_cell(
    check, table, separator, encoding
):
    content = as_csv(table, separator, encoding)
    checked = check(content)
    if checked is not None:
        grid = list(
            csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=separator)
        )
        texts = {
            f"E{number}": row[OUTTURN] for number, row in enumerate(grid, 1) if len(row) > OUTTURN
        }
        assert_only_what_stood_there(checked, texts)


values = st.one_of(
    cells,
    st.integers(-(10**6), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.none(),
)
NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def as_workbook(table, formats=()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Return"
    sheet.append(HEADER)
    for number, row in enumerate(table, 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = NOT_IN_XML.sub("?", value) if isinstance(value, str) else value
        sheet.cell(number, OUTTURN + 1).number_format = formats[number % len(formats)]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@quickly
@given(
    st.lists(st.tuples(measures, periods, st.none(), st.none(), values, values, odd), max_size=25),
    st.lists(st.sampled_from(["General", "0%", "0.0%", "0.00", "@", "dd/mm/yyyy"]), min_size=1),
)
@example([("frogs", "2021/22", None, None, date(2000, 1, 1), "", "")], ["General"])
@example([("bins_on_time", "Q1 2023/24", None, None, 1.7976931348623157e308, "", "")], ["0%"])
def test_every_accepted_figure_of_a_workbook_is_what_stood_in_its_cell(check, table, formats):
    checked = check(as_workbook(table, formats))
    assert checked is not None
    for row in checked.rows.itertuples():
        number = int(row.cell[1:])
        value, shown = table[number - 2][OUTTURN], formats[number % len(formats)]
        if math.isnan(row.outturn):
            assert row.marker in ("c", "x", "z") or not str(value or "").strip()
        elif isinstance(value, str):
            assert row.outturn == stood_in(value)
        else:
            assert not isinstance(value, bool)
            if isinstance(value, date):  # shown as a number, it is the one that Excel keeps of it
                value = to_excel(value)
            places = 2 if "%" in shown else 0
            assert row.outturn == float(Decimal(repr(value)).scaleb(places))


@settings(quickly, max_examples=100)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_a_return_or_a_sentence(check, content):
    check(content)


@settings(quickly, max_examples=30)
@given(st.data())
def test_a_csv_with_a_piece_cut_out_or_put_in_is_a_return_or_a_sentence(check, data):
    content = as_csv(data.draw(tables))
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2)))
    check(content[:first] + data.draw(st.binary(max_size=6)) + content[last:])


@pytest.fixture(scope="module")
def sound() -> bytes:
    rows = [("frogs", "2021/22", "", "", 41, None, "naïve"), ("bins_on_time", "Q1 2023/24")]
    return as_workbook([*rows, ("planning_days", "Q1 2023/24", "", "", 0.5, 2, "")], ["0%"])


PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [
            *(b"<", b"&", b'"', b"/>", b"</row>", b"<v></v>", b"&#0;", b"&x;", b"<f>1/0</f>"),
            *(
                b' t="s"',
                b' t="d"',
                b' r="0"',
                b' r="A0"',
                b' r=""',
                b' s="99999"',
                b"<!DOCTYPE a>",
            ),
            *(b'<c r="XFD1048576"><v>1</v></c>', b'<c t="n"><v>x</v></c>', b"<v>1e999</v>"),
        ]
    ),
)


@settings(quickly, max_examples=30)
@given(st.data())
def test_a_workbook_with_a_broken_part_is_a_return_or_a_sentence(check, sound, data):
    """Also where its marked copy is asked for."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as whole, zipfile.ZipFile(file, "w") as broken:
        names = whole.namelist()
        chosen = data.draw(st.sampled_from(names))
        for name in names:
            part = whole.read(name)
            if name == chosen:
                first = data.draw(st.integers(0, len(part)))
                last = min(len(part), first + data.draw(st.integers(0, 12)))
                part = part[:first] + data.draw(PIECES) + part[last:]
            broken.writestr(name, part)
    checked = check(file.getvalue())
    if checked is not None:
        copy = copy_of(checked, file.getvalue())
        if copy is not None:
            again = read_return("copy.xlsx", copy).rows["outturn"].tolist()
            assert again == read_return("sent.xlsx", file.getvalue()).rows["outturn"].tolist()


def copy_of(checked, content: bytes) -> bytes | None:
    """The marked copy; None where the workbook cannot be marked, which a sentence says."""
    try:
        return marked_copy_of(checked, content)[1]
    except UnreadableReturn:
        return None


@quickly
@given(st.data())
def test_a_workbook_with_bytes_cut_or_changed_is_a_return_or_a_sentence(check, sound, data):
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(sound))] * 2)))
    cut = data.draw(st.booleans())
    check(
        sound[:first] + data.draw(st.binary(max_size=4)) + (sound[last:] if cut else sound[first:])
    )


@settings(quickly, max_examples=10)
@given(st.lists(rows, min_size=1, max_size=4))
def test_a_return_is_stored_whole_or_not_at_all(store, fictional_plan, table):
    content = as_csv([*table, ("planning_days", "Q1 2023/24", "", "", "62", "", "As expected")])
    before, figures = store.version(), store.outturns()
    try:
        accepted = check_return(
            store, fictional_plan, "r.csv", content, now=NOW, actor=local_administrator("")
        ).checked.rows
        done = submit_return(
            store, fictional_plan, "r.csv", content, actor=local_administrator("Officer"), now=NOW
        )
    except (ReturnRefused, UnreadableReturn):
        assert store.version() == before
        assert store.outturns().equals(figures)
        return
    assert len(done.changes) == len(accepted)
    keys = ["measure_id", "period_id", "area", "breakdown", "category"]
    stands = accepted.merge(store.outturns(), on=keys, suffixes=("", "_stored"))
    assert len(stands) == len(accepted)
    same = (stands["outturn"] == stands["outturn_stored"]) | stands["outturn"].isna()
    assert same.all()
