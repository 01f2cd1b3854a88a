"""Whatever is written into an address or called a file, the pages show it as text and no more."""

from urllib.parse import quote

import pytest

from tests.serving import choose_files

pytestmark = [pytest.mark.browser, pytest.mark.walk]

FOREIGN = (
    "https://evil.example/ www.evil.example me@evil.example <b id=evil>x</b> [y](//evil.example)"
)
ADDRESSES = (
    *("?period=", "?release=", "outcome?outcome=", "theme?theme=", "measure?measure="),
    *("measure?period=", "activities?outcome=", "history?submission=", "history?measure="),
    *("releases?release=", "definitions?q=", "quality?outcome=", "progress?period="),
)


def foreign_parts(page) -> list[str]:
    """Links that lead elsewhere, and elements that a text has made."""
    links = page.eval_on_selector_all("a[href]", "all => all.map(each => each.href)")
    own = page.url.split("/", 3)[:3]
    return [link for link in links if link.split("/", 3)[:3] != own] + [
        "element" for _ in range(page.locator("#evil").count())
    ]


@pytest.fixture(scope="module")
def window(visitor, dashboard):
    page = visitor.new_page()
    yield page
    page.close()


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(address, marks=[pytest.mark.soak] if number % 4 else [])
        for number, address in enumerate(ADDRESSES)
    ],
)
def test_a_text_in_an_address_stays_a_text(window, dashboard, settled, address):
    """Every fourth page in the suite, all of them in `make soak`."""
    window.goto(f"{dashboard.address}/{address}{quote(FOREIGN)}")
    settled(window)
    assert foreign_parts(window) == []


def test_a_file_called_like_an_address_stays_a_name(open_page):
    page = open_page("submit")
    named = "www.evil.example me@evil.example.csv"
    content = b"Code,Period,Outturn\n5.2,2018/19,23\n"
    choose_files(page, [{"name": named, "mimeType": "text/csv", "buffer": content}])
    page.get_by_role("heading", name="figure").first.wait_for()
    assert foreign_parts(page) == []
