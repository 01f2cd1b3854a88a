"""Texts that are the same to a person: neither capitals nor blanks make another one."""


def regardless_of_case(text: str) -> str:
    """What such texts have in common: "Planned  Outturn" is "planned outturn"."""
    return " ".join(text.split()).casefold()
