"""Examples of what is wrong with a file, its sheets and columns."""

from typing import Any

from kpis.validation import Issue
from kpis.validation.issues import structure

_THE_FILE = {"sheet": "", "cell": "", "found": "housing-q2.xlsx"}

FILES: dict[type[Issue], dict[str, Any]] = {
    structure.NoTableFound: _THE_FILE,
    structure.NothingReturned: _THE_FILE,
    structure.TemplateNotFilledIn: _THE_FILE,
    structure.SheetNotRead: {"sheet": "Notes", "cell": "", "reason": "it has no row of headers"},
    structure.TooManyIssues: _THE_FILE | {"most": 20_000},
    structure.FileNote: {"cell": "", "found": "Rows 7 to 9 are hidden, and were read."},
    structure.DuplicateColumn: {"cell": "H3", "found": "Actual", "first_cell": "G3"},
    structure.UnknownColumn: {"cell": "L3", "found": "Comentary", "nearest": "Commentary"},
    structure.OfficialStatistics: {"cell": "M3", "found": "Publisher", "beside": "Licence"},
    structure.CellsBesideHeader: {
        "cell": "H14",
        "found": "5.2, Q2 2019/20, 1, 234, , , , on time",
        "row": 14,
        "cells": 8,
        "expected": 7,
    },
}
