"""What must hold in publication.toml: addresses that lead somewhere, files beside the plan."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath

from kpis.plan.borough.links import address_of
from kpis.plan.faults import fault, shown
from kpis.plan.files import PUBLICATION, PlanFiles, Table
from kpis.plan.measure_rules import KeyFault

_SITE = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(/[\w.~-]+)*", re.IGNORECASE)
_PAGE = re.compile(r"(home_page|page|address)")
LOGO_ENDINGS, TEMPLATE_ENDINGS = (".png", ".svg"), (".pptx",)


def publication_faults(files: PlanFiles) -> Iterator[str]:
    """Every fault that needs more than the kind of a value to see.

    Nothing where the plan has no publication.toml. What is in the files it names is looked at by
    `kpis.plan.publication.files`: a picture that is amiss stops documents, but no page.
    """
    table = files.tables.get(PUBLICATION)
    for key, sentence in _faults(table) if table else ():
        yield fault(PUBLICATION, key, sentence)


def _faults(table: Table) -> Iterator[KeyFault]:
    site = table.get("site")
    if isinstance(site, str) and not _SITE.fullmatch(site):
        yield (
            "site",
            "must be where the site begins: https://, a name and perhaps folders, without a "
            f"stroke or anything else behind them; found {shown(site)}.",
        )
    for key, endings in (("logo", LOGO_ENDINGS), ("slides_template", TEMPLATE_ENDINGS)):
        if sentence := _file_fault(table.get(key), endings):
            yield key, sentence
    yield from _heading_faults(table)
    for name in ("publisher", "contact", "accessibility", "licence"):
        for key, value in (table.get(name) or {}).items():
            if isinstance(value, str) and (sentence := _address_fault(key, value)):
                yield f"{name}.{key}", sentence


def _file_fault(path: object, endings: tuple[str, ...]) -> str | None:
    if not isinstance(path, str):
        return None
    windows = PureWindowsPath(path)
    if "\\" in path or ":" in path or windows.is_absolute() or PurePosixPath(path).is_absolute():
        return (
            "must be a file in the plan's folder or beside it, with / between folders; found "
            f"{shown(path)}."
        )
    if not path.lower().endswith(endings):
        return f"must end in {' or '.join(endings)}; found {shown(path)}."
    return None


def _heading_faults(table: Table) -> Iterator[KeyFault]:
    first: dict[str, int] = {}
    for position, heading in enumerate(table.get("report_headings") or (), start=1):
        if heading is not None and first.setdefault(heading, position) != position:
            yield (
                f"report_headings[{position}]",
                f"{shown(heading)} is there already, as report_headings[{first[heading]}].",
            )


def _address_fault(key: str, value: str) -> str | None:
    if _PAGE.fullmatch(key):
        lower = value.lower()
        if not lower.startswith(("https://", "http://")) or address_of(value) != value:
            return f"must be a web address that begins with https://; found {shown(value)}."
    elif key == "email" and not address_of(value).startswith("mailto:"):
        return f"must be an e-mail address; found {shown(value)}."
    elif key == "telephone" and not address_of(value).startswith("tel:"):
        return f"must be a telephone number; found {shown(value)}."
    return None
