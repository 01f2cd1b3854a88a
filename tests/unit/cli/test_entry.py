"""The way into a command and out of it: its help, wrong use, interruptions; nothing too early."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from kpis import __version__
from kpis.cli import main
from kpis.cli.command_table import COMMANDS, command

ROOT = Path(__file__).parents[3]
HEAVY = {"pandas", "duckdb", "openpyxl", "plotly", "streamlit", "pydantic", "numpy"}


def test_every_command_is_listed_in_the_words_its_own_help_begins_with():
    own = {name: command(name).help.split("\n\n")[0] for name in COMMANDS}
    assert own == {name: line for name, (_, line) in COMMANDS.items()}
    assert {name: command(name).name for name in COMMANDS} == {name: name for name in COMMANDS}


def test_every_command_there_is_stands_in_the_list():
    folder = ROOT / "kpis/cli/commands"
    modules = [
        ".".join(path.relative_to(folder).with_suffix("").parts)
        for path in folder.rglob("*.py")
        if path.stem != "__init__"
    ]
    written = {
        member.name
        for module in modules
        for member in vars(import_module(f"kpis.cli.commands.{module}")).values()
        if isinstance(member, click.Command)
    }
    assert written == set(COMMANDS)


@pytest.mark.parametrize("name", sorted({*COMMANDS} - {"move-store"}))  # it is told two stores
def test_every_command_takes_store_and_plan_and_tells_what_each_option_is_for(name):
    parameters = command(name).params
    assert {"--store", "--plan"} <= {option for each in parameters for option in each.opts}
    assert all(each.help for each in parameters)


def test_the_help_of_all_and_of_each_is_shown_without_heavy_packages():
    requests = [["--help"], *([name, "--help"] for name in COMMANDS)]
    script = (
        f"import sys, kpis.cli\nfor argv in {requests}: assert kpis.cli.main(argv) == 0\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(ran.stderr.split())
    listed = [line.split()[0] for line in ran.stdout.split("Commands:")[1].splitlines() if line]
    assert listed[: len(COMMANDS)] == list(COMMANDS)
    assert all(line in ran.stdout for _, line in COMMANDS.values())


def test_the_version_is_that_of_the_package(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"kpis {__version__}\n"


def test_without_a_command_the_help_is_shown_as_a_wrong_request(capsys):
    assert main([]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "submit" in printed.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["statsu"], "kpis: No such command 'statsu'. Did you mean 'status'?"),
        (["status", "--perod", "Q2"], "kpis: No such option '--perod'. Did you mean '--period'?"),
        (["status", "--outcome", "five"], "kpis: Invalid value for '--outcome': 'five' is not a"),
        (["status", "fine"], "kpis: Got unexpected extra argument"),
        (["submit", "a.csv"], "kpis: Missing option '--by'."),
        (["history"], "kpis: Missing argument 'MEASURE'."),
        (["views", "5.2", "--view", "monthly"], "'monthly' is not one of 'year_to_date', 'rolling"),
        (["withdraw", "--by", "P", "--why", "W"], "kpis: Give the ID of a submission or --illus"),
        (["withdraw", "S-1", "--illustrative", "--by", "P", "--why", "W"], "one of them"),
    ],
)
def test_wrong_use_is_told_in_a_sentence_with_code_2(capsys, arguments, sentence):
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert sentence in printed.err


def test_wrong_use_names_where_to_read_on(capsys):
    main(["submit", "a.csv"])
    assert capsys.readouterr().err.splitlines()[-1] == "kpis submit --help tells what it takes."


def test_options_may_stand_before_and_after_what_they_are_for(kpis):
    before = kpis("history", "--json", "5.2").document
    assert kpis("history", "5.2", "--json").document == before


def test_store_and_plan_are_taken_from_the_environment_unless_they_are_named(
    monkeypatch, capsys, store, tmp_path
):
    monkeypatch.setenv("KPIS_STORE", str(store))
    monkeypatch.setenv("KPIS_PLAN", str(tmp_path / "none"))
    assert main(["releases"]) == 10
    assert str(tmp_path / "none") in capsys.readouterr().err
    assert main(["releases", "--plan", str(ROOT / "data/plans/2019-22")]) == 0
    monkeypatch.setenv("KPIS_PLAN", "")  # set to nothing is as not set
    assert main(["releases"]) == 0


def test_a_command_is_a_function_of_plain_values_too(store, capsys):
    releases = command("releases").callback
    assert releases is not None
    assert releases(as_json=True, store_path=store, plan_folder=ROOT / "data/plans/2019-22") == 0
    assert '"releases": []' in capsys.readouterr().out


def test_an_interruption_ends_with_code_130_and_no_traceback(monkeypatch, capsys):
    def interrupted(folder):
        raise KeyboardInterrupt

    monkeypatch.setattr("kpis.plan.load.load_plan", interrupted)
    assert main(["plan"]) == 130
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("arguments", [["--help"], ["plan", "--json"]])
def test_a_reader_who_goes_away_is_no_fault(arguments):
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "kpis", *arguments],
        stdout=writing,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        check=False,
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")
