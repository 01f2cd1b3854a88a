"""The files of a plan that holds nothing yet, with comments that say what belongs where.

A new plan is these files with what is known of it filled in, whether a person answered a few
questions or a workbook says all of it: the comments stay where a plan made of a workbook goes on
being edited as files.
"""

import tomllib
from collections.abc import Mapping

from kpis.plan.files import ACTIVITIES, CALENDAR, OUTCOMES, PLAN, THEMES, Table
from kpis.plan_book.toml_text import edited

# The workbook that is filled in begins with these: they can be changed there.
RULE, DUE_DAYS, CLOSES_DAYS, PUBLISHED_DAYS = "minimum_expectation", 21, 35, 60

_TEXTS = {
    PLAN: """\
# The plan as a whole. docs/plan_files.md explains every key of every file; what stands behind a #
# is for people only.
id = ""  # its name in addresses and files
title = ""
council = ""
area = ""  # the area whose figures are rated, as returns write it
first_year = ""
last_year = ""

# By which rule figures are coloured. docs/how_to/rating_rule.md has them all.
rag_rule = ""
tolerance_percent = 0  # how far from the target is still amber

# The priorities, a table for each, as in
#   [[priorities]]
#   number = 1
#   title = "A clean and green town"
priorities = []  # take this line out when the first is there
""",
    OUTCOMES: """\
# The outcomes, and the priority each belongs to: a table for each, as in
#   [[outcomes]]
#   number = 1
#   title = "Streets are clean"
#   priority = 1
outcomes = []  # take this line out when the first is there
""",
    THEMES: """\
# The themes of a partnership's plan, and the board that delivers each: a table for each, as in
#   [[themes]]
#   id = "HOME"
#   title = "Homes for all"
#   board = "Housing Board"
# Without a partnership's plan this line stays as it is.
themes = []
""",
    ACTIVITIES: """\
# What the council said it would do, by outcome: a table for each, as in
#   [[activities]]
#   outcome = 1
#   number = 1
#   title = "Replace the street sweepers"
# Without any this line stays as it is.
activities = []
""",
    CALENDAR: f"""\
# When what is due: days after a quarter ends. A quarter whose dates are others has a table
# [quarters.2026-27-Q1] of its own, with due, closes and published.
[rule]
due_days = {DUE_DAYS}  # until returns are due
closes_days = {CLOSES_DAYS}  # until the quarter closes
published_days = {PUBLISHED_DAYS}  # until figures are published
""",
}
MEASURES_TEXT = """\
What is measured, a file for each measure. The name of the file is the id of the measure, for good:
small letters, figures and underscores, as in recycling_rate.toml. Such a file:

    title = "Household waste recycled"
    outcome = 1
    number = 1
    definition = "Waste sent for recycling or composting, as a share of all household waste."
    unit = "percent"
    unit_label = "% of waste"
    decimals = 1
    polarity = "higher"
    frequency = "quarter"
    basis = "period"
    directorate = "Place"
    owner = "Head of Waste"
    source = "Weighbridge records"
    reviewed_on = 2026-04-01
    next_review = 2027-04-01

    [years."2026/27"]
    target = 40
    minimum_expectation = 38
    set_by = "Cabinet, March 2026"
    rationale = "The rate of the best fifth of councils."

docs/plan_files.md explains each key, docs/how_to/measure.md how to add a measure.
"""
MEASURES_FILE = "measures/README.md"


def blank_tables() -> dict[str, Table]:
    """The tables of a plan of which nothing is known, as a blank workbook has them."""
    return {
        PLAN: {"rag_rule": RULE, "priorities": []},
        OUTCOMES: {"outcomes": []},
        THEMES: {"themes": []},
        ACTIVITIES: {"activities": []},
        CALENDAR: {
            "rule": {
                "due_days": DUE_DAYS,
                "closes_days": CLOSES_DAYS,
                "published_days": PUBLISHED_DAYS,
            }
        },
    }


def new_texts_of(tables: Mapping[str, Table]) -> dict[str, str]:
    """The text of each file of a new plan that says what these tables say.

    tables: by file, as in `PlanFiles.tables`. What explains a folder of measures is among them.
    """
    texts = {MEASURES_FILE: MEASURES_TEXT}
    for file, table in tables.items():
        text = _TEXTS.get(file, "")
        texts[file] = edited(text, tomllib.loads(text), table)
    return texts
