"""Texts that try to be more than texts, and a plan and a store in which everything is called so."""

import json
import re
from datetime import datetime
from pathlib import Path

import pandas as pd

from kpis.frames import ACTIVITY_ROWS, RETURN_ROWS
from kpis.model import (
    DASHBOARD,
    About,
    Act,
    Actor,
    AnnotationKind,
    Holding,
    Plan,
    Provenance,
    Role,
    somebody,
)
from kpis.plan.load import load_plan
from kpis.store import Incoming, Store
from tests.borough_files import BOROUGH, plan_with_borough
from tests.partnership_of_northmere import PARTNERSHIP

# Each that would be markup has a word of its own, to be found where it is no text any more.
MARKUP = (
    "https://evil.example/ www.evil.example me@evil.example <b id=evil>x</b> "
    "<img src=x onerror=document.body.id='evil'> [y](//evil.example) ![z](//evil.example/z.png) "
    ":red[evilred] :blue-badge[evilbadge] :material/delete: :skull: $$evil^2$$ `evilcode` "
    "**evilbold** %{evil} &lt;b id=evil&gt; =HYPERLINK('https://evil.example')"
)
TURNED = "\u202eevil\u202d\u2067\u2069\u2069 \u05e9\u05dc\u05d5\u05dd 7\u200f"
UNSEEN = "a\u200bb\ufeffc\u2060"
OBEYED = "\x07\x1b[31m\x9b"
LONG = "w" * 300
FACES = "👩\u200d👩\u200d👧"
HOSTILE = " ".join((MARKUP, TURNED, UNSEEN, OBEYED, LONG, FACES))
LONGEST = f"{HOSTILE} {'long words ' * 9_000}{'w' * 2_000}"
# What the plan's files say in words that readers see.
_WORDS = (
    *("title", "definition", "numerator", "denominator", "owner", "directorate", "source"),
    *("rationale", "set_by", "reason", "note", "board", "objective", "council", "unit_label"),
    *("service", "team", "director", "cabinet_member", "chair", "about", "delivery"),
    *("question", "break_reason"),
    *("reference", "publisher", "indicator", "data_only", "partnership_plan"),
    *("topic", "text", "compared_with"),
)
_LISTS = ("why", "challenges", "principles", "about", "key_outcomes", "to_be_added")

# What the fictional plan leaves out: by file or folder, what it is put behind, and what.
_MORE = {
    "measures": ((r'(?m)^directorate = ".*"$', 'service = "Service"\nteam = "Team"'),),
    "outcomes.toml": (
        (r"(?m)^priority = \d+$", 'director = "Director"\ncabinet_member = "Member"'),
    ),
    "activities.toml": ((r"(?m)^outcome = \d+$", 'directorate = "Streets"\nowner = "Owner"'),),
}


_A_QUESTION = 'survey = "northmere_asks"\nquestion = "Are you glad?"\nfrequency ='
_SURVEY = """[[surveys]]
id = "northmere_asks"
title = "Northmere Asks"
about = "Four hundred are asked."
wave_start_month = 10
wave_months = 2
sample_size = 400
source = "Northmere Asks"
directorate = "Streets"
owner = "Head of Research"

[[waves]]
survey = "northmere_asks"
period = "2022-10-to-2022-11"
note = "It rained."
break_reason = "Asked by telephone."
"""


def hostile_plan(folder: Path) -> Path:
    """The fictional plan, with such a text in every place that takes words. Its ids stay."""
    plan_with_borough(folder, re.sub(r"(?m)^links = .*\n", "", BOROUGH))  # which lead elsewhere
    (folder / "surveys.toml").write_text(_SURVEY, "utf-8")
    asked = folder / "measures/glad_to_live_here.toml"
    asked.write_text(asked.read_text("utf-8").replace("frequency =", _A_QUESTION, 1), "utf-8")
    keys, lists = "|".join(_WORDS), "|".join(_LISTS)
    (folder / "partnership.toml").write_text(PARTNERSHIP, "utf-8")
    for path in folder.rglob("*.toml"):
        text = path.read_text("utf-8")
        if path.name == "partnership.toml":  # where a board is named by its id
            text = text.replace("board = ", "board=").replace(
                '["Charter', f'[{_text("Charter")}, "Charter'
            )
        for before, more in _MORE.get(path.parent.name if path.parent != folder else path.name, ()):
            text = re.sub(before, rf"\g<0>\n{more}", text)
        text = re.sub(rf'(?m)^({keys}) = "(.*)"$', lambda found: _line(*found.groups()), text)
        text = re.sub(rf"(?m)^({lists}) = \[.*\]$", lambda found: _list(found[1]), text)
        path.write_text(text, "utf-8")
    return folder


def _line(key: str, words: str) -> str:
    return f"{key} = {_text(words)}"


def _text(words: str) -> str:
    return json.dumps(f"{words} {HOSTILE}", ensure_ascii=False)


def _list(key: str) -> str:
    return f"{key} = {json.dumps([HOSTILE, HOSTILE], ensure_ascii=False)}"


def hostile_store(path: Path, folder: Path) -> Store:
    """Figures, activities, annotations, roles and refusals of that plan, a release among them.

    What use cases refuse is put there all the same: a store may come from an earlier version.
    """
    store, plan = Store(path), load_plan(folder)
    store.prepare()
    first = _submit(store, plan, "")
    _submit(store, plan, HOSTILE)
    for each in store.submissions()["submission_id"]:
        store.approve(each, by=_by(), note=HOSTILE)
    store.publish("2023-24-Q1", by=_by(), note=HOSTILE, reason=HOSTILE)
    _submit(store, plan, LONGEST)
    store.withdraw(first, by=_by(), why=HOSTILE)
    note = AnnotationKind.NOTE
    for measure in plan.measures:
        store.add_annotation(measure.id, "2023-24-Q1", note, HOSTILE, by=_by())
    held = Holding(role=Role.CONTRIBUTOR, post=HOSTILE, directorate=HOSTILE)
    store.give_access(HOSTILE, held, name=HOSTILE, why=HOSTILE, by=_by())
    store.refuse(Act.PUBLISH, About(words=LONGEST), by=somebody(address=HOSTILE))
    return store


def _by() -> Actor:
    return Actor(post=HOSTILE, origin=DASHBOARD, address=HOSTILE)


def _submit(store: Store, plan: Plan, commentary: str) -> str:
    """One figure of each measure, and of a group of each; a status of each activity."""
    blank = dict.fromkeys(RETURN_ROWS.columns, "")
    of_quarter = {
        "period_id": "2023-24-Q1",
        "frequency": "quarter",
        "period_start": datetime(2023, 4, 1),
        "period_end": datetime(2023, 6, 30),
        "area": plan.area,
        "numerator": float("nan"),
        "denominator": float("nan"),
        "returned_on": pd.NaT,
        "sheet": HOSTILE,
        "cell": "D14",
        "commentary": commentary,
    }
    rows = [
        blank | of_quarter | {"measure_id": measure.id, "outturn": 40.0 + len(commentary) % 7} | by
        for measure in plan.measures
        for by in ({}, {"breakdown": HOSTILE, "category": f"{HOSTILE} 1"})
    ]
    activities = [
        {
            "activity_code": activity.code,
            "quarter_id": "2023-24-Q1",
            "status": "delayed",
            "percent_done": 20.0,
            "expected_on": datetime(2023, 9, 1),
            "revised_on": datetime(2024, 9, 1),
            "comment": commentary,
            "sheet": HOSTILE,
            "cell": "A1",
        }
        for activity in plan.activities
    ]
    stored = store.submit(
        Incoming(
            rows=RETURN_ROWS.conform(pd.DataFrame(rows)),
            activities=ACTIVITY_ROWS.conform(pd.DataFrame(activities)),
            file_name=HOSTILE,
            content=commentary.encode() or b"first",
            provenance=Provenance.RETURN,
            by=_by(),
            note=commentary[:2_000],
            reason=HOSTILE,
            warnings_note=HOSTILE,
        )
    )
    return stored.submission.id
