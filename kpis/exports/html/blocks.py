"""Every kind of block as HTML."""

from collections.abc import Iterable

from kpis.exports.html import texts
from kpis.exports.html.charts import chart
from kpis.exports.html.setting import Setting
from kpis.exports.html.tables import table
from kpis.markup.elements import Html, join
from kpis.reports.blocks import Block, Bullets, Chart, Entries, Facts, Paragraph, Table, Tiles


def block_html(block: Block, setting: Setting, level: int) -> Html:
    """One block. level: of a heading in it, one below that of the section it stands in."""
    match block:
        case Paragraph():
            return texts.paragraph(block, setting)
        case Bullets():
            return texts.bullets(block)
        case Tiles():
            return texts.tiles(block, level)
        case Entries():
            return texts.entries(block, setting)
        case Table():
            return table(block, setting)
        case Chart():
            return chart(block, setting)
        case Facts():
            return texts.facts(block, setting)


def blocks_html(blocks: Iterable[Block], setting: Setting, level: int = 3) -> Html:
    """Blocks one after the other; nothing where there is none."""
    return join([block_html(each, setting, level) for each in blocks])
