"""What a cell can hold.

Apart from `raw.py`, which needs pandas: the process that reads workbooks must start at once.
"""

from enum import StrEnum


class CellKind(StrEnum):
    """What a cell held, beside its text. In a CSV every cell is TEXT or EMPTY."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"  # its text is the shortest decimal of the number: "0.23"
    PERCENT = "percent"  # a number in a percent-formatted cell; its text is the bare number, "0.23"
    DATE = "date"  # its text is ISO: "2019-09-30"
    MONTH = "month"  # a date shown as its month and year alone, "Jul-19"; its text is ISO too
    BOOLEAN = "boolean"
    ERROR = "error"  # "#DIV/0!"
    EITHER = "either"  # a text such as "1,234" in a file with decimal commas: 1234 or 1.234
    NO_VALUE = "no_value"  # a formula that was never calculated; its text is the formula
