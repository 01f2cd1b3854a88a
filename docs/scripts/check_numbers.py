"""The number of every check, and what to do when it finds something: one line for each code.

A number is given once and never again: people write "C14" into notes and mails. A new code gets
the next number, at the end; where two branches took the same one, the later takes the next. The
number of a code that goes stays here, beside `GONE`. Where a code is new, tests/docs says so.
"""

GONE = ""  # in the place of what to do: the code is no longer given, and its number stays taken

CHECKS: dict[str, tuple[int, str]] = {
    "no-table-found": (1, "Give the figures one row of headers: Measure, Period and Outturn."),
    "nothing-returned": (2, "Type the figures into the outturn column, save, and choose it again."),
    "sheet-not-read": (3, "Nothing, if it holds no figures; else give it the template's headers."),
    "too-many-issues": (4, "Put right the mistake that is repeated in every row; check again."),
    "file-note": (5, "Read it, and check the cells it names."),
    "duplicate-column": (6, "Delete the column that does not count, or head it otherwise."),
    "unknown-column": (7, "Nothing, if the column does not matter; else correct its header."),
    "official-statistics": (8, "Delete the columns that name publisher and licence, if untrue."),
    "cells-beside-header": (9, "Put a number or text that has the separator in quotation marks."),
    "header-meaning": (10, "Answer what the column holds; it is asked once."),
    "taken-as-answered": (11, "Nothing, if the answer still holds."),
    "left-out-as-answered": (12, "Nothing, if the answer still holds."),
    "unknown-measure": (13, "Type the code of the measure as the template has it."),
    "measure-contradiction": (14, "Correct the code or the title, whichever is wrong."),
    "measure-has-parts": (15, "Return each part by its own code."),
    "measure-retired": (16, "Delete the row, or correct the measure."),
    "measure-not-introduced": (17, "Correct the period or the measure."),
    "measure-suspended": (18, "Nothing: the figure is kept and not rated."),
    "unknown-area": (19, "Type the known name of the area, if that is meant."),
    "incomplete-breakdown": (20, "Fill in both breakdown and category, or neither."),
    "unknown-period": (21, "Write the period as in Q2 2019/20, 2019/20 or Sep 2019."),
    "ambiguous-period": (22, "Write the year so that it can mean one thing: 2019/20."),
    "wrong-frequency-period": (23, "Give the period for which the measure is returned."),
    "other-survey-wave": (24, "Correct the period, unless it was a wave of its own."),
    "future-period": (25, "Correct the period, or return the figure when it is over."),
    "closed-period": (26, "Check the period; say in the commentary why the figure changed."),
    "returned-on-ignored": (27, "Leave the column empty."),
    "returned-on-invalid": (28, "Write the day as in 2019-11-08, or leave the cell empty."),
    "error-cell": (29, "Mend the formula, or type the figure in its place."),
    "formula-not-calculated": (30, "Open the file in Excel and save it, or type the figure."),
    "outturn-not-a-number": (31, "Type the figure alone, or [x] where there is none."),
    "outturn-missing": (32, "Type the figure, or [x] and why in the commentary."),
    "out-of-range": (33, "Check the decimal point and the unit; type the figure again."),
    "percent-as-fraction": (34, "Type the percentage, as 23.9 for 23.9%."),
    "unknown-marker": (35, "Use one of the markers in use, or none."),
    "marker-contradiction": (36, "Keep the marker that is right."),
    "marker-with-figure": (37, "Delete the marker or the figure."),
    "ratio-not-a-number": (38, "Type the count alone, or leave the cell empty."),
    "ratio-negative": (39, "Type the count again."),
    "denominator-zero": (40, "Type [z] as the outturn if there were no cases."),
    "numerator-above-denominator": (41, "Check whether the two were swapped."),
    "outturn-disagrees-with-parts": (42, "Correct whichever of the three is wrong."),
    "duplicate-row": (43, "Keep the row that is right and delete the other."),
    "far-from-series": (44, "Check the figure; if it is right, say what happened."),
    "missing-commentary": (45, "Say what happened and what is being done."),
    "missing-due": (46, "Add the figure, or [x] and when it will come."),
    "text-too-long": (47, "Shorten the text."),
    "text-like-formula": (48, "Begin the text with a word."),
    "unknown-activity": (49, "Type the code of the activity as the template has it."),
    "activity-contradiction": (50, "Correct the code or the title, whichever is wrong."),
    "activity-quarter-missing": (51, "Write the quarter above the table, as in Q2 2019/20."),
    "activity-quarter-invalid": (52, "Write the quarter as in Q2 2019/20."),
    "activity-status-missing": (53, "Type one of the statuses that the template lists."),
    "unknown-activity-status": (54, "Type one of the statuses that the template lists."),
    "percent-done-invalid": (55, "Type a number from 0 to 100."),
    "completed-below-100": (56, "Correct the status or the percentage."),
    "all-done-not-completed": (57, "Type Completed, or a lower percentage."),
    "activity-date-invalid": (58, "Type a day, as in 30/09/2020."),
    "activity-date-ambiguous": (59, "Type the day with its year in full."),
    "activity-overdue": (60, "Give a revised date, or type Completed if it is."),
    "activity-comment-missing": (61, "Say why, and what is being done."),
    "duplicate-activity": (62, "Keep the row that is right and delete the other."),
    "code-and-title": (63, "Answer which measure the row is of."),
    "code-as-number": (64, "Answer which code is meant; hold codes as text."),
    "codes-of-its-own": (65, "Answer whether the list has codes of its own."),
    "rows-of-a-part": (66, "Answer whether the rows are of the whole."),
    "unit-differs": (67, "Answer which unit the figures are in."),
    "first-day-of-period": (68, "Answer which period the day stands for; it is asked once."),
    "month-number": (69, "Answer in which month the year is counted from; it is asked once."),
    "year-named-once": (70, "Answer which year the number names; it is asked once."),
    "day-after-plan": (71, "Answer whether the year is right; else write the period in words."),
    "garbled-text": (72, "Take the mended text, or the text as it was typed."),
    "hidden-column": (73, "Show the column, or answer whether its figures are meant."),
    "shown-otherwise": (74, "Answer which is meant, or type it in a cell without that format."),
    "shown-rounded": (75, "Answer which is meant; it is asked once."),
    "raised-digit": (76, "Answer, or keep the footnote out of the figure's cell."),
    "bound-or-suppressed": (77, "Type the figure, or [c] if it is suppressed."),
    "fraction-or-percentage": (78, "Answer which they are, or type percentages, as 95 for 95%."),
    "cut-figure": (79, "Put figures with a comma in quotation marks, or answer that they are two."),
    "area-in-title": (80, "Answer whose figures they are, or name the area in a column."),
    "periods-differ": (81, "Correct the period that is wrong, or answer which is meant."),
    "other-figure": (82, "Answer whether the rows are outturns."),
    "struck-through": (83, "Answer, or delete what is struck through."),
    "point-or-thousands": (84, "Answer, or type the figure with a comma or with other decimals."),
    "comment-on-cell": (85, "Use the marker or the commentary for what readers are to know."),
    "struck-text": (86, "Delete the words that are taken back."),
    "struck-activity": (87, "Answer, or delete what is struck through."),
    "period-in-title": (88, "Answer which is right, or correct the title or the rows."),
    "more-comments": (89, "Read them in the file; nothing, if they say nothing of the figures."),
    "unseen-text": (90, "Show it in its cell, or delete it."),
}


def number_of(code: str) -> str:
    """ "C07"; "" for a code that has no number yet."""
    number, _ = CHECKS.get(code, (0, ""))
    return f"C{number:02}" if number else ""


def to_do(code: str) -> str:
    """What whoever sent the file does; "" for a code that has no number yet."""
    return CHECKS.get(code, (0, ""))[1]
