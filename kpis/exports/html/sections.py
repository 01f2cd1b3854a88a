"""Sections as HTML: a heading of the right level, its blocks, and its own parts beneath."""

from kpis.exports.html.blocks import blocks_html
from kpis.exports.html.setting import Setting, anchor
from kpis.markup.elements import Html, element
from kpis.reports.blocks import Section

_LOWEST = 6  # HTML has no heading below it


def section_html(section: Section, setting: Setting, level: int = 2) -> Html:
    """A section with everything in it. level: of its heading, 1 to 6."""
    own = min(level, _LOWEST)
    below = min(level + 1, _LOWEST)
    code = element("span", section.code, class_="k-code") if section.code else None
    return element(
        "section",
        element(f"h{own}", code, " " if code else None, section.title),
        blocks_html(section.blocks, setting, below),
        [section_html(each, setting, below) for each in section.sections],
        id=anchor(section.key) if section.key else None,
        class_="k-section k-page" if section.is_page else "k-section",
    )
