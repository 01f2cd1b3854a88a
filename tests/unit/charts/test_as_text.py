"""Names that people give to areas, groups and units are text in a chart, and never its markup."""

import pytest

from kpis.charts.template import as_text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("65 and over", "65 and over"),
        ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
        (
            '<a href="https://evil.example">x</a>',
            '&lt;a href="https://evil.example"&gt;x&lt;/a&gt;',
        ),
        ("R&B", "R&amp;B"),
        ("%{x}", "%\u2060{x}"),
    ],
)
def test_what_plotly_would_read_as_markup_is_shown_as_it_is(words, shown):
    assert as_text(words) == shown
