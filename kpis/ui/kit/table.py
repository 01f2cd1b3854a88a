"""Tables with every role written out: as `kpis.markup.tables` makes them."""

from kpis.markup.tables import cell as cell
from kpis.markup.tables import column as column
from kpis.markup.tables import group_header as group_header
from kpis.markup.tables import row as row
from kpis.markup.tables import row_header as row_header
from kpis.markup.tables import scrolling as scrolling
from kpis.markup.tables import table as table
