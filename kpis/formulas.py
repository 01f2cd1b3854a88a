"""Text that a spreadsheet might work out as a formula, and how to keep it from that."""

_FORMULA_SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # and full width


def looks_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet may work out a text that is typed or read from a CSV.

    Source: OWASP, "CSV Injection". Blanks before the sign do not keep it from being worked out.
    """
    return text.lstrip(" \t\r\n").startswith(_FORMULA_SIGNS) or text.startswith(("\t", "\r"))


def without_formulas(text: str) -> str:
    """A text for a CSV that spreadsheets open: a quote goes before what looks like a formula."""
    return f"'{text}" if looks_like_a_formula(text) else text
