"""Marks, badges and directions: as `kpis.markup.marks` makes them."""

from kpis.markup.marks import badge as badge
from kpis.markup.marks import direction as direction
from kpis.markup.marks import hidden as hidden
from kpis.markup.marks import mark as mark
