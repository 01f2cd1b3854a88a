"""Whatever is written into an address, a file, the plan or the store: pages show it as text alone.

Not as a link, markup or script, no wider than a narrow screen, and without turning round what
stands beside it.
"""

import csv
from io import StringIO
from urllib.parse import quote

import pytest

from tests.hostile_texts import HOSTILE, LONGEST, MARKUP, TURNED, hostile_plan, hostile_store
from tests.serving import choose_files, dashboard, follow, settle

pytestmark = [pytest.mark.browser, pytest.mark.walk]

FOREIGN = (
    "https://evil.example/ www.evil.example me@evil.example <b id=evil>x</b> [y](//evil.example)"
)
ADDRESSES = (
    *("?period=", "?release=", "outcome?outcome=", "theme?theme=", "measure?measure="),
    *("measure?period=", "activities?outcome=", "history?submission=", "history?measure="),
    *("releases?release=", "definitions?q=", "quality?outcome=", "progress?period="),
    *("directorate?directorate=", "board?board=", "survey?survey="),
)


def foreign_parts(page) -> list[str]:
    """Links that lead elsewhere, and elements that a text has made."""
    links = page.eval_on_selector_all("a[href]", "all => all.map(each => each.href)")
    own = page.url.split("/", 3)[:3]
    return [link for link in links if link.split("/", 3)[:3] != own] + [
        "element" for _ in range(page.locator("#evil").count())
    ]


@pytest.fixture(scope="module")
def window(visitor, dashboard, settled):
    page = visitor.new_page()
    page.goto(f"{dashboard.address}/{ADDRESSES[0]}{quote(FOREIGN)}")
    settled(page)
    return page


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(address, marks=[pytest.mark.soak] if number % 4 else [])
        for number, address in enumerate(ADDRESSES)
    ],
)
def test_a_text_in_an_address_stays_a_text(window, address):
    """Every fourth page in the suite, all of them in `make soak`. The first is loaded with it."""
    if address != ADDRESSES[0]:
        follow(window, f"{address}{quote(FOREIGN)}")
    assert foreign_parts(window) == []


def test_a_file_called_like_an_address_stays_a_name(open_page):
    page = open_page("submit")
    named = "www.evil.example me@evil.example.csv"
    content = b"Code,Period,Outturn\n5.2,2018/19,23\n"
    choose_files(page, [{"name": named, "mimeType": "text/csv", "buffer": content}])
    page.get_by_role("heading", name="figure").first.wait_for()
    assert foreign_parts(page) == []


# Of all the text of a page: links elsewhere, elements, pictures and formulas made of it, markup in
# place of its signs, characters that act unseen; and whether the page is wider than the window.
WHAT_ACTS = r"""
() => {
  const found = [...document.querySelectorAll("a[href]")]
    .filter(each => !each.href.startsWith(location.origin)).map(each => `link ${each.href}`);
  for (const made of ["#evil", "img[src*=evil]", "img[src=x]", ".katex", ".stMarkdownBadge"])
    if (document.querySelector(made)) found.push(made);
  const begins = {evilred: ":red[", evilbadge: ":blue-badge[", evilcode: "`", evilbold: "**"};
  // In an address that is read, as where a page is cited, signs stand as addresses have them.
  const inAddress = sign => sign.replace(
    /[^a-z-]/g, each => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.nodeValue, within = texts.currentNode.parentElement;
    if (within.closest("style, script")) continue;
    if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/.test(text))
      found.push(`acts unseen in ${within.outerHTML.slice(0, 80)}`);
    for (const [word, sign] of Object.entries(begins)) {
      // A long word is parted by places where a line may end, its signs with it.
      const read = within.tagName === "BDI" ? within.textContent : text;
      const place = read.indexOf(word);
      const before = read.slice(0, Math.max(place, 0));
      if (place >= 0 && !before.endsWith(sign) && !before.endsWith(inAddress(sign)))
        found.push(`markup ${word}`);
    }
  }
  for (const each of [document.documentElement, document.querySelector("[data-testid=stMain]")])
    if (each.scrollWidth > each.clientWidth + 1) found.push(`${each.scrollWidth} px wide`);
  return found;
}
"""
OF_THE_HOUSE = (
    *("?period=2023-24-Q1", "measure?measure=planning_days&period=2023-24-Q1"),
    *("history?measure=planning_days&period=2023-24-Q1", "progress?period=2023-24-Q1", "audit"),
    f"directorate?period=2023-24-Q1&directorate={quote(f'Streets {HOSTILE}')}",
)
OF_THE_HOUSE_TOO = (
    *("?period=2023-24-Q1&release=1", "outcome?outcome=1&period=2023-24-Q1", "theme?theme=HOME"),
    *("measure?measure=bins_on_time", "measure?period=2023-24-Q1", "roles?all=1", "quality"),
    *("activities?period=2023-24-Q1", "history", "releases", "releases?changes=1", "how_to_read"),
    *("directorate?period=2023-24-Q1", "borough?period=2023-24-Q1", "theme"),
    *("board", "board?board=WARM&period=2023-24-Q1", "partnership?period=2023-24-Q1"),
    *("outcome?outcome=3&period=2023-24-Q1", "theme?theme=WILD"),
    *("survey", "survey?survey=northmere_asks"),
    *("definitions?measure=planning_days", "submit", "audit?find=evil&post=evil&act=%3Ab%5B"),
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    plan = hostile_plan(folder / "plan")
    store = hostile_store(folder / "kpis.duckdb", plan)
    with dashboard(store.path, plan=plan) as running:
        yield running


@pytest.fixture(scope="module")
def narrow(browser, hostile):
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.foreign = []
    page.on("request", lambda request: page.foreign.append(request.url))
    page.goto(f"{hostile.address}/how_to_read")
    settle(page)
    yield page
    context.close()


@pytest.mark.parametrize(
    "address",
    [*OF_THE_HOUSE, *(pytest.param(each, marks=pytest.mark.soak) for each in OF_THE_HOUSE_TOO)],
)
def test_a_plan_and_a_store_full_of_such_texts_show_them_as_texts(hostile, narrow, address):
    follow(narrow, address)
    assert "evil" in narrow.locator("body").inner_text()
    for summary in narrow.locator("summary:visible").all()[:4]:
        summary.click()
    settle(narrow)
    assert narrow.evaluate(WHAT_ACTS) == []
    own = (hostile.address, hostile.address.replace("http", "ws"), "data:", "blob:")
    assert [url for url in narrow.foreign if not url.startswith(own)] == []


def test_a_return_full_of_such_texts_is_shown_as_text(narrow):
    rows = (
        ("measure", "period", "outturn", "numerator", "commentary"),
        ("planning_days", "Q1 2023/24", "62", "", LONGEST),
        (HOSTILE, "Q1 2023/24", "62", "", HOSTILE),
        ("bins_on_time", HOSTILE, "5", HOSTILE, HOSTILE),
        ("bins_on_time", "Q1 2023/24", HOSTILE, "9", HOSTILE),
    )
    written = StringIO()
    csv.writer(written).writerows(rows)
    name = f"{MARKUP.replace('/', '_')[:120]}{TURNED}{'w' * 60}.csv"
    follow(narrow, "submit")
    content = written.getvalue().encode()
    choose_files(narrow, [{"name": name, "mimeType": "text/csv", "buffer": content}])
    narrow.get_by_role("heading", name="error").first.wait_for()
    settle(narrow)
    assert narrow.evaluate(WHAT_ACTS) == []
