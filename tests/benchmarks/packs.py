"""Board packs of the plan's 49 measures, and of ten times as many.

The larger one has the same measures again under other names: as much to draw and to set.
"""

import resource
from collections.abc import Callable
from dataclasses import replace as replaced

from kpis.exports.formats import Format, render
from kpis.reports.blocks import Block, Chart, Document, Section, Table
from kpis.reports.parts import keys

Say = Callable[[str, float, float], None]


def report(
    document: Document,
    say: Say,
    median_of: Callable[[int, Callable[[int], object]], float],
) -> None:
    """A line for each, and one of their sizes. document: the pack of the plan."""
    sizes: list[str] = []
    for times, promised, runs in ((1, (1.5, 3.0), 3), (10, (10.0, 30.0), 1)):
        whole = many_times(document, times)
        for format, seconds in zip((Format.HTML, Format.PDF), promised, strict=True):
            made: list[bytes] = []
            taken = median_of(runs, lambda _: made.append(render(whole, format)))  # noqa: B023
            say(f"a pack of {49 * times} measures as {format.value}", seconds, taken)
            sizes.append(f"{49 * times} as {format.value} {len(made[0]) / 1e6:.1f} MB")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {', '.join(sizes)}; at most {peak:,.0f} MB of memory by then")


def many_times(document: Document, times: int) -> Document:
    """The document with its outcomes, and what its grid says of them, several times over."""
    sections: list[Section] = []
    for section in document.sections:
        if section.key == keys.GRID:
            blocks = tuple(_longer(each, times) for each in section.blocks)
            sections.append(replaced(section, blocks=blocks))
        elif section.key.startswith("outcome:"):
            sections += [_copy(section, number) for number in range(times)]
        else:
            sections.append(section)
    return replaced(document, sections=tuple(sections))


def _longer(block: Block, times: int) -> Block:
    if not isinstance(block, Table):
        return block
    return replaced(block, rows=block.rows * times)


def _copy(section: Section, number: int) -> Section:
    """The section under another key, its charts drawn anew."""
    blocks = tuple(
        replaced(each, name=f"{each.name}_{number}", title=f"{each.title} ({number})")
        if isinstance(each, Chart)
        else each
        for each in section.blocks
    )
    return replaced(
        section,
        blocks=blocks,
        key=f"{section.key}-{number}" if section.key else "",
        sections=tuple(_copy(each, number) for each in section.sections),
    )
