"""docs/first_hour.md is walked as it is written: its tables typed in Excel, its commands run."""

import re
import shlex
import subprocess
import sys
import time
import urllib.request
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from kpis.cli import main
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/first_hour.md").read_text(encoding="utf-8")
# In the order of the page: a sheet to fill in, a table, a line of a block of commands.
STEP = re.compile(
    r"Sheet \*\*(?P<sheet>.+?)\*\*|(?P<table>(?:^\|[^\n]+\n)+)|^ *```\n(?P<block>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def rows_of(table: str) -> list[dict[str, str]]:
    """The rows by column; of a table whose rows stand side by side likewise."""
    header, _, *lines = map(cells, table.strip().splitlines())
    if header[0] == "Column":
        names = [line[0] for line in lines]
        return [
            dict(zip(names, row, strict=True)) for row in zip(*(x[1:] for x in lines), strict=True)
        ]
    return [dict(zip(header, line, strict=True)) for line in lines]


def as_typed(text: str) -> date | float | str:
    """As Excel takes what a person types: figures are numbers, days are dates."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    if text.isdigit():
        return int(text)
    return float(text) if re.fullmatch(r"\d+\.\d+", text) else text


def type_into(path: Path, sheet: str, rows: list[dict[str, str]]) -> None:
    """Type the rows of a table below the header that has its columns, or beside its keys."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    upright = {"Key", "Value"} <= rows[0].keys()
    if upright:
        found = {str(row[0].value).removesuffix(" *"): row[1] for row in page.iter_rows()}
        for row in rows:
            cell = found[row["Key"]]
            cell.value = row["Value"] if cell.number_format == "@" else as_typed(row["Value"])
    else:
        by_code = "Code" in rows[0]
        lines = [list(line) for line in page.iter_rows()]
        header = next(
            number
            for number, line in enumerate(lines, 1)
            if {*rows[0]} <= {bare(cell) for cell in line}
        )
        places = {bare(cell): place for place, cell in enumerate(lines[header - 1], 1)}
        there = {str(line[0].value): number for number, line in enumerate(lines, 1)}
        for number, row in enumerate(rows, header + 1):
            for name, text in row.items():
                cell = page.cell(there[row["Code"]] if by_code else number, places[name])
                if text and name != "Code":
                    cell.value = text if cell.number_format == "@" else as_typed(text)
    book.save(path)


def bare(cell) -> str:
    return str(cell.value).removesuffix(" *")


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """What each command of the page printed, in their order; and where it was done."""
    folder = tmp_path_factory.mktemp("first") / "program"
    folder.mkdir()
    printed: list[tuple[str, str]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        sheet, book = "", folder / "plan.xlsx"
        for step in STEP.finditer(PAGE):
            if step["sheet"]:
                sheet = step["sheet"]
            elif step["table"]:
                rows = rows_of(step["table"])
                if "Code" in rows[0]:
                    book, sheet = folder / "return.xlsx", "Return"
                type_into(book, sheet, rows)
            else:
                for line in step["block"].splitlines():
                    printed.append((line.strip(), run(line.strip(), patch)))
        yield printed, folder


def run(line: str, patch: pytest.MonkeyPatch) -> str:
    """Run a line of the page as it stands; what it prints. Raises where it fails."""
    name, *words = shlex.split(line)
    if name == "export":
        for word in words:
            key, _, value = word.partition("=")
            patch.setenv(key, str(Path(value).resolve()))
        return ""
    assert name == "kpis"
    if words == ["serve"]:
        return served()
    with StringIO() as printed, redirect_stdout(printed), redirect_stderr(printed):
        code = main(words)
        told = printed.getvalue()
    assert code == 0, f"{line}\n{told}"
    return told


def served() -> str:
    """The dashboard as it answers at its address."""
    port = free_port()
    command = [sys.executable, "-m", "kpis", "serve", "--no-browser", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            for _ in range(300):
                try:
                    address = f"http://127.0.0.1:{port}/_stcore/health"
                    with urllib.request.urlopen(address, timeout=30) as answer:
                        return answer.read().decode()
                except OSError:
                    assert process.poll() is None
                    time.sleep(0.2)
            raise AssertionError("The dashboard did not answer.")
        finally:
            process.terminate()


def said_by(printed: list[tuple[str, str]], command: str) -> str:
    return next(words for line, words in printed if line.startswith(command))


def test_every_command_of_the_page_does_what_it_says(walked):
    printed, folder = walked
    assert [line for line, _ in printed].count("kpis serve") == 1
    assert "a plan of 3 measures" in said_by(printed, "kpis new-plan ../our-plan")
    assert "The plan has no faults." in said_by(printed, "kpis check-plan")
    assert said_by(printed, "kpis serve") == "ok"
    assert "3 figures accepted" in said_by(printed, "kpis check return.xlsx")
    assert "No changes." in said_by(printed, "kpis plan import")
    assert (folder.parent / "our-plan/measures/bins_on_time.toml").exists()


def test_its_first_quarter_ends_green_amber_and_red(walked):
    printed, _ = walked
    status = said_by(printed, "kpis status")
    assert "Report of Q1 2025/26: 1 green, 1 amber, 1 red" in status
    for measure, rating in (("Bins", "green"), ("Days", "amber"), ("Visits", "red")):
        (row,) = (line for line in status.splitlines() if f"  {measure} " in line)
        assert f"  {rating}  " in row


def test_adapting_leads_to_it():
    assert "](first_hour.md)" in (ROOT / "docs/adapting.md").read_text(encoding="utf-8")
