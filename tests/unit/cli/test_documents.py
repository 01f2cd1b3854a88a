"""Every JSON document holds the keys that docs/schemas describes, and no others.

All commands are run on one store. A schema forbids keys it does not name; the last test asks the
other way about, that what a schema names was there in one of the documents.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from docs.scripts.command_line_page import exit_codes
from kpis.cli import main
from kpis.cli.command_table import COMMANDS, command
from kpis.cli.output import SCHEMA
from kpis.clock import utc_now
from kpis.model import AnnotationKind
from kpis.plan.load import load_plan
from kpis.readers.mapping.find_header import mapping_of
from kpis.readers.mapping.preview import sheet_cells
from kpis.readers.mapping.saved import mapping_to_json
from kpis.store import Store, files
from kpis.store.database.connect import opened
from tests import three_releases
from tests.borough_files import plan_with_borough
from tests.keeping import copy_store, keep_mapping

ROOT = Path(__file__).parents[3]
SCHEMAS = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in (ROOT / "docs/schemas").glob("*.json")
}
FOR_ANN = (
    *("--name", "Ann Oak", "--post", "Director", "--outcome", "1", "--from", "2019-11-01"),
    *("--to", "2020-03-31", "--by", "Head", "--why", "New"),
)
WHY = """
[[years."2020/21".earlier]]
target = 22.0
changed_on = 2020-10-03
changed_by = "Cabinet"
reason = "More is recycled than was thought."
"""
OF_PLAN = ("--plan", str(ROOT / "tests/fictional_plan"))
QUARTER = ("--period", "2019-20-Q3")
GOOD = "1.3,Q3 2019/20,52,On course"
BAD = "1.3,Q3 2019/20,many,"


@pytest.fixture(scope="module")
def documents(first_figures, tmp_path_factory) -> dict[str, list[dict]]:
    """The documents each command printed, on one store, in the order of a quarter's work."""
    folder = tmp_path_factory.mktemp("documents")
    store = folder / "kpis.duckdb"
    copy_store(first_figures, store)
    good, bad, noise = folder / "good.csv", folder / "bad.csv", folder / "noise.xlsx"
    for path, line in ((good, GOOD), (bad, BAD)):
        path.write_text(f"measure,period,outturn,commentary\n{line}\n", encoding="utf-8")
    noise.write_bytes(bytes(range(256)))
    own = folder / "own.csv"
    own.write_text("Kind,Amount\n1.3,52\n", encoding="utf-8")
    (sheet,) = sheet_cells(own.name, own.read_bytes())
    columns = {1: "measure", 2: "outturn"}
    mapping = mapping_of(sheet, header_row=1, columns=columns, fixed={"period": "Q1 2019/20"})
    keep_mapping(Store(store), "Ranger", mapping_to_json(mapping), by="Ranger")
    printed: dict[str, list[dict]] = {}

    def run(name: str, *arguments: object, store: Path = store) -> dict:
        with redirect_stdout(StringIO()) as out:
            code = main([name, *map(str, arguments), "--store", str(store), "--json"])
        assert code in exit_codes(name)
        printed.setdefault(name, []).append(json.loads(out.getvalue()))
        return printed[name][-1]

    unread = folder / "no_plan"
    run("plan")
    run("plan", "--plan", ROOT / "tests/rating_plan")
    run("plan", "changes", "--plan", ROOT / "tests/whole_plan")
    for name, title in (("plan", "Another"), ("faulty", None)):
        run_export = ["plan", "export", "-o", str(folder / f"{name}.xlsx"), *OF_PLAN]
        assert main(run_export) == 0
        book = openpyxl.load_workbook(folder / f"{name}.xlsx")
        assert book["Plan"]["A7"].value == "Title *"
        book["Plan"]["B7"].value = title
        book.create_sheet("Notes of ours")
        book.save(folder / f"{name}.xlsx")
        run("plan", "import", folder / f"{name}.xlsx", "--check", *OF_PLAN)
    first = folder / "plans/2023-25"
    shutil.copytree(OF_PLAN[1], first)
    (first / "plan.toml").write_text(
        (first / "plan.toml")
        .read_text(encoding="utf-8")
        .replace('"tolerance"\ntolerance_percent = 5', '"minimum_expectation"')
        .replace("# A plan", "# Another"),
        encoding="utf-8",
    )
    bins = first / "measures/bins_on_time.toml"
    bins.write_text(bins.read_text(encoding="utf-8").replace("98.5", "97.0"), encoding="utf-8")
    rolled = Path(run("plan", "roll", "--to", "2024-26", "--plan", first)["folder"])
    for path in (rolled / "measures").glob("*.toml"):  # what is left to be set
        text = path.read_text(encoding="utf-8").replace("minimum_expectation", "target")
        path.write_text(text.replace("minimum_profile", "target_profile"), encoding="utf-8")
    run("plan", "agree", rolled, "--by", "Council", "--reason", "Minute 7", "--on", "2024-03-01")
    run("plan", "--plan", ROOT / "tests/whole_plan")
    run("plan", "--plan", rolled)
    run("survey")
    run("survey", "annual_residents_survey", *QUARTER, "--as-at", "2030-01-01")
    run("check-plan")
    run("check-plan", "--plan", unread)
    run("check", good, bad, noise)
    run("mappings")
    run("check", own, "--by", "Ranger")
    asked = folder / "asked.csv"
    asked.write_text("measure,period,outturn\nRecyling rate,2019/20,24\n", encoding="utf-8")
    run("check", asked)
    planned = folder / "planned.csv"
    planned.write_text("measure,period,planned outturn\n10.4,Q2 2019/20,455\n", encoding="utf-8")
    question = "header-meaning: planned outturn"
    run("submit", planned, "--by", "Ranger", "--answer", f"{question}=take")
    run("answers", "--by", "Ranger")
    run("answers", "--by", "Ranger", "--forget", question)
    run("submit", own, "--by", "Ranger", "--period", "Q1 2019/20")
    made = run("submit", good, bad, "--by", "Ranger")["submissions"][0]["id"]
    run("release", *QUARTER, "--check")
    run("approve", made, "--by", "Head")
    also = folder / "also.csv"
    also.write_text(good.read_text(encoding="utf-8").replace("Q3", "Q2"), encoding="utf-8")
    other = run("submit", also, "--by", "Ranger")["submissions"][0]["id"]
    run("approve", made, other, "--by", "Head")
    notes = [
        Store(store).add_annotation(
            "new_enterprises", "2019-20-Q3", AnnotationKind.NOTE, "Counted twice", by="Head"
        )
        for _ in range(2)
    ]
    run("release", *QUARTER, "--by", "Clerk")
    run("release", *QUARTER, "--by", "Clerk", "--accept", "all")
    chair = ("--subscribe", "Chair", "--to", "chair@north.example", "--by", "Clerk")
    run("mail", *chair, "--corrections")
    run("mail", *chair)
    run("mail", "--unsubscribe", "2", "--by", "Clerk")
    packs, northmere = folder / "packs", one_release(folder)
    of_one = ("--release", "1", "--outcome", "1", "--format", "html", "-o", packs)
    run("pack", *of_one, *OF_PLAN, store=northmere)
    correct(run, Store(store), folder, notes)
    prepare_another(run, Store(store), folder / "data" / "plans" / "2019-22")
    run("mail")
    run("releases")
    run("releases", "--changes", "2")
    run("releases", "--changes", "1")
    of_measure = ("--output", folder / "open_data", "--measure", "planning_days")
    run("export", *of_measure, *OF_PLAN, store=northmere)
    run("site", "-o", folder / "site", *OF_PLAN, store=northmere)
    run("status", *QUARTER)
    run("status", "--release", "1", "--figures-only")
    of_rules = ("--plan", ROOT / "tests/rating_plan", "--period", "2024-25-Q2")
    run("status", *of_rules, "--figures-only")
    run("history", "1.3")
    first_of_corrections = printed["submit"][-3]["submissions"][0]["id"]
    also.write_text(good.read_text(encoding="utf-8").replace("52", "53"), encoding="utf-8")
    run("submit", also, "--by", "Ranger", "--reason", "Counted anew")
    run("withdraw", first_of_corrections, "--by", "Head", "--why", "Wrong figures")
    run("withdraw", made, "--by", "Head", "--why", "Wrong file")
    run("submissions")
    for measure in ("8.1", "2.2"):
        run("spc", measure)
    run("outlook", *QUARTER)
    run("outlook", "5.2", *QUARTER)
    for measure in ("5.2", "8.1"):
        run("benchmark", measure)
    for measure in ("4.4", "1.4"):
        run("breakdown", measure)
    for measure in ("8.1", "4.1"):
        run("views", measure)
    run("views", "8.1", "--view", "annual")
    run("activities", *QUARTER)
    run("borough", *QUARTER)
    run("borough", "--plan", plan_with_borough(folder / "borough"), "--period", "2023-24-Q1")
    run("progress", *QUARTER)
    run("quality")
    run("audit")
    files.keep(store, b"of no submission")
    run("verify")
    run("verify", "--audit")
    run("verify", "--audit", "--noted", f"1:{'0' * 64}")
    kept_and_restored(run, Store(store), folder)
    run("access", "give", "ann@north.example", "director", *FOR_ANN)
    run("access", "take", "1", "--by", "Head", "--why", "Left")
    run("access")
    run("withdraw", "--illustrative", "--by", "Head", "--why", "Figures are coming")
    run("rebuild", "-o", folder / "rebuilt.duckdb")
    return printed


def kept_and_restored(run, store: Store, folder: Path) -> None:
    """Backups, and a store made of one; of a store that has lost a file, too."""
    nightly, made_anew = folder / "nightly", folder / "anew.duckdb"
    nightly.mkdir()
    earlier = nightly / "kpis-20200101T020000Z.zip"
    earlier.touch()
    made = run("backup", "-o", nightly, "--keep", "1")
    assert made["removed"] == [str(earlier)]
    run("restore", made["file"], "--check")
    run("restore", made["file"], "--plans-into", folder / "plans_again", store=made_anew)
    sha256 = str(store.submissions()["sha256"].iloc[-1])
    files.address_of(made_anew, sha256).unlink()
    without = folder / "without.zip"
    run("backup", "-o", without, "--without-plans", store=made_anew)
    run("restore", without, "--check")


def prepare_another(run, store: Store, plan: Path) -> None:
    """Prepare a release of another quarter, publish it when it is due, and withdraw it."""
    of_quarter, by = ("--period", "2019-20-Q2", "--plan", plan), ("--by", "Head")
    for waiting in store.find_submissions(state="submitted", limit=None)["submission_id"]:
        store.approve(waiting, by="Head")
    for act in (("--begin",), ("--comment", "Is 1.3 right?"), ("--resolve", "1"), ("--ready",)):
        run("prepare", *of_quarter, *act, *by)
    due = f"{utc_now() + timedelta(days=9):%Y-%m-%dT09:30}"
    run("release", *of_quarter, *by, "--accept", "all", "--reader", "Mayor", "--at", due)
    run("prepare")
    with opened(store.path, writing=True) as connection:  # ten days go by
        connection.execute("UPDATE scheduled_release SET due_at = due_at - INTERVAL 10 DAY")
    run("publish-due")
    again = store.path.with_name("again.csv")  # of what the release of Q3 shows too
    again.write_text("measure,period,outturn\n1.3,Q2 2019/20,99\n", encoding="utf-8")
    assert main(["submit", str(again), "--by", "Ranger", "--store", str(store.path)]) == 0
    for waiting in store.find_submissions(state="submitted", limit=None)["submission_id"]:
        store.approve(waiting, by="Head")
    assert run("release", *of_quarter, "--check")["would_change"]["later"][0]["release"] == 2
    run("releases", "--withdraw", "3", *by, "--why", "Of another council")


def one_release(folder: Path) -> Path:
    """A small store in which something is published."""
    store = Store(folder / "northmere.duckdb")
    store.prepare(datetime(2019, 1, 1))
    three_releases.first_release(store, load_plan(ROOT / "tests/fictional_plan"))
    return store.path


def correct(run, store: Store, folder: Path, notes: list[int]) -> None:
    """Release the quarter again, with something of each kind that a correction may change."""
    store.withdraw_annotation(notes[0], by="Head")
    store.add_annotation(
        "new_enterprises", "2019-20-Q3", AnnotationKind.NOTE, "Counted again", by="Head"
    )
    words, activities = folder / "words.csv", folder / "activities.csv"
    words.write_text(
        "measure,period,outturn,commentary\n1.3,Q3 2019/20,52,Slower\n1.3,Q1 2019/20,40,Few\n",
        encoding="utf-8",
    )
    groups = folder / "groups.csv"
    groups.write_text(
        "measure,period,outturn,breakdown,category\n1.4,Q2 2019/20,91,Sex,Female\n",
        encoding="utf-8",
    )
    activities.write_text(
        "activity,period,status,comment\nA1.1,Q3 2019/20,delayed,Two posts empty\n",
        encoding="utf-8",
    )
    for path in (words, groups, activities):
        made = run("submit", path, "--by", "Ranger")["submissions"][0]["id"]
        run("approve", made, "--by", "Head")
    plan = folder / "data" / "plans" / "2019-22"
    shutil.copytree(ROOT / "data/plans/2019-22", plan)
    for name in ("published", "illustrative"):
        (folder / "data" / name).mkdir()
    recycling = plan / "measures/recycling.toml"
    text = recycling.read_text(encoding="utf-8")
    text = text.replace('definition = "', 'definition = "Now: ').replace("target = 2", "target = 3")
    recycling.write_text(text, encoding="utf-8")
    said = ("--by", "Clerk", "--accept", "all", "--reason", "Recounted", "--plan", plan)
    run("release", *QUARTER, *said)  # blocked: what was agreed for 2020/21 is changed
    recycling.write_text(f"{text}{WHY}", encoding="utf-8")
    run("release", *QUARTER, *said)
    with (plan / "measures/health_inequality_groups.toml").open("a", encoding="utf-8") as file:
        file.write(WHY.replace("[[years", "[[parts.years"))
    run("plan", "--plan", plan)


def test_every_command_with_json_has_a_schema_and_every_schema_a_command():
    with_json = {name for name in COMMANDS if any("--json" in p.opts for p in command(name).params)}
    assert set(SCHEMAS) == with_json


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_sound_and_says_what_every_key_means(name):
    Draft202012Validator.check_schema(SCHEMAS[name])
    lacking = [path for path, schema in keys(SCHEMAS[name]) if not schema.get("description")]
    assert lacking == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_documents_are_as_their_schema_says(documents, name):
    validator = Draft202012Validator(SCHEMAS[name])
    for document in documents[name]:
        faults = [
            f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(document)
        ]
        assert faults == []
        assert next(iter(document.items())) == ("schema", SCHEMA)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_that_is_described_was_met(documents, name):
    described = {path for path, _ in keys(SCHEMAS[name])}
    met = {path for document in documents[name] for path in paths(document, SCHEMAS[name])}
    assert described - met == set()


def keys(schema: dict, above: str = "") -> Iterator[tuple[str, dict]]:
    """The path of every key a schema names, with what it says of it."""
    for name, inner in schema.get("properties", {}).items():
        yield f"{above}.{name}", inner
        yield from keys(inner, f"{above}.{name}")
    for inner in schema.get("oneOf", ()):
        yield from keys(inner, above)
    if isinstance(schema.get("items"), dict):
        yield from keys(schema["items"], f"{above}[]")
    if isinstance(schema.get("additionalProperties"), dict):
        yield from keys(schema["additionalProperties"], f"{above}.*")


def paths(value: object, schema: dict, above: str = "") -> Iterator[str]:
    """The path of every key a document holds, any key of a mapping by names written as *."""
    if isinstance(value, list):
        for inner in value:
            yield from paths(inner, schema.get("items", {}), f"{above}[]")
    if isinstance(value, dict):
        named: dict[str, list[dict]] = {}
        for shape in (schema, *schema.get("oneOf", ())):
            for name, inner in shape.get("properties", {}).items():
                named.setdefault(name, []).append(inner)
        for name, inner in value.items():
            path = f"{above}.{name}" if name in named else f"{above}.*"
            yield path
            further = schema.get("additionalProperties")
            of_others = further if isinstance(further, dict) else {}
            for shape in named.get(name, [of_others]):  # one of them is its own
                yield from paths(inner, shape, path)
