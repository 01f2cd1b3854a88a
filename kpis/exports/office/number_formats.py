"""How a spreadsheet shows a figure: as `kpis.words.figures` writes it everywhere else."""

from kpis.model import Unit

_MINUS = '"\u2212"'
_MILLION = 1_000_000
_SHORTENED_TO = 100_000  # pounds are written in millions only when this divides them exactly


def number_format(unit: Unit | None, decimals: int, value: float = 0) -> str:
    """A format by the rules of ECMA-376, part 1, section 18.8.31, for figures of either sign.

    A percentage is the figure itself with its sign behind it, not a hundredth: who calculates with
    the cell has what is read in it. value: by which pounds are told that are written in millions.
    """
    plain = f"#,##0{'.' if decimals else ''}{'0' * decimals}"
    if unit is Unit.PERCENT:
        plain = f'{plain}"%"'
    elif unit is Unit.POUNDS and abs(value) >= _MILLION and value % _SHORTENED_TO == 0:
        plain = '"£"#,##0.0,,"m"'
    elif unit is Unit.POUNDS:
        plain = f'"£"{plain}'
    return f"{plain};{_MINUS}{plain}"
