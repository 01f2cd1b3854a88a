"""The pages of open data: of all releases, and of the files of each."""

import json
from collections.abc import Mapping

from kpis.exports.html.table_parts import cell, column, row, row_header, table
from kpis.exports.site.addresses import INDEX, folder_of, relative
from kpis.exports.site.edition import standing_banner
from kpis.exports.site.facts import Site
from kpis.exports.site.shell import DATA, Told, listed, page_bytes, section, size_of, title_block
from kpis.markup.elements import Child, Html, element
from kpis.periods import period_of_id
from kpis.reports.open_data.about import About, about_of
from kpis.reports.open_data.plan_tables import OF_A_RELEASE
from kpis.reports.open_data.whole import LATEST, OpenData, folder_of_number
from kpis.words.days import uk_day

_HOME = ("Home", INDEX)
_SAID = (
    "Every figure on these pages as data: with its target and rating, how it is defined, and where "
    "it comes from. Addresses are for good, and each release of the data has a version number that "
    "grows with what changed."
)
_OF_MACHINES = (
    ("csv-metadata.json", "CSV on the Web: every column described"),
    ("datapackage.json", "Data Package (Frictionless)"),
    ("dataset.jsonld", "Dataset of schema.org"),
    ("changes.md", "What changed since the version before"),
)
_OF_ALL = (
    ("data/README.md", "What every column means"),
    ("data/releases.csv", "Every release with its version"),
    ("data/changes.md", "What changed from version to version"),
    ("data/changes.json", "The same for machines"),
    ("data/dcat.jsonld", "Catalogue (DCAT)"),
    ("data/datacatalog.jsonld", "Catalogue (schema.org)"),
)


def data_pages(site: Site, data: OpenData, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Path → page. files: of the open data, by path."""
    made = {DATA: _all(site, data, files)}
    for each in data.data_sets:
        path = f"{folder_of_number(each.release.number)}/{INDEX}"
        made[path] = _one(site, about_of(data, each), path, files)
    return made


def _all(site: Site, data: OpenData, files: Mapping[str, bytes]) -> bytes:
    told = Told(
        path=DATA,
        title=f"Data – {site.current.council}",
        description=_SAID.split(":", maxsplit=1)[0] + ".",
        trail=(_HOME,),
        linked_data=_linked(files["data/datacatalog.jsonld"]),
    )
    latest = section("The newest figures", _files(DATA, LATEST, files)) if data.latest else None
    releases = section("Every release", _releases(data))
    further = section(
        "About all of it",
        listed([_item(DATA, path, words) for path, words in _OF_ALL if path in files]),
    )
    main = [
        title_block("", "Data"),
        element("p", _SAID, class_="k-prose"),
        latest,
        releases,
        further,
    ]
    return page_bytes(told, site, site.current, main)


def _one(site: Site, about: About, path: str, files: Mapping[str, bytes]) -> bytes:
    folder = folder_of_number(about.release)
    quarter = period_of_id(about.quarter_id).label
    told = Told(
        path=path,
        title=f"Data of {quarter}, release {about.release} – {site.current.council}",
        description=about.title,
        trail=(_HOME, ("Data", DATA)),
        linked_data=_linked(files[f"{folder}/dataset.jsonld"]),
    )
    release = site.release(about.release)
    pages = folder_of(about.release) + INDEX
    main = [
        title_block(
            "Data",
            f"{quarter}, release {about.release}",
            element(
                "p",
                f"Version {about.version}, published on {uk_day(about.published_at)}. ",
                element("a", "The same as pages", href=relative(path, pages)),
                ".",
                class_="s-published",
            ),
        ),
        element("p", about.about, class_="k-prose"),
        section("Files", _files(path, folder, files)),
    ]
    return page_bytes(told, site, site.current, main, banner=standing_banner(release, site, path))


def _files(path: str, folder: str, files: Mapping[str, bytes]) -> Child:
    """The tables of a release, and what machines are told of them."""
    head = row([column(title) for title in ("Table", "What is in it", "CSV", "Parquet")])
    rows = [
        row(
            row_header(each.title),
            cell(each.description, label="What is in it"),
            *(
                cell(_download(path, f"{folder}/{each.name}.{ending}", files), label=title)
                for ending, title in (("csv", "CSV"), ("parquet", "Parquet"))
            ),
        )
        for each in OF_A_RELEASE
    ]
    caption = "Tables, each as a file."
    machines = [
        _item(path, f"{folder}/{name}", words)
        for name, words in _OF_MACHINES
        if f"{folder}/{name}" in files
    ]
    return [table(caption, head, rows, class_="k-cards s-files"), listed(machines)]


def _releases(data: OpenData) -> Html:
    items = [
        element(
            "li",
            _item_link(
                DATA,
                f"{folder_of_number(each.release.number)}/{INDEX}",
                f"{each.quarter.label}, release {each.release.number}",
            ),
            f", version {data.versions[each.release.number].version}, published on "
            f"{uk_day(each.release.published_at)}",
        )
        for each in reversed(data.data_sets)
    ]
    return element("ul", items, class_="s-links")


def _download(path: str, to: str, files: Mapping[str, bytes]) -> Html:
    ending = to.rpartition(".")[2]
    name = to.rpartition("/")[2]
    return element(
        "a",
        "Parquet" if ending == "parquet" else "CSV",
        element("span", f" of {name}", class_="k-hidden"),
        f" ({size_of(files[to])})",
        href=relative(path, to),
        download=True,
    )


def _item(path: str, to: str, words: str) -> Html:
    return element("li", _item_link(path, to, words))


def _item_link(path: str, to: str, words: str) -> Html:
    return element("a", words, href=relative(path, to))


def _linked(content: bytes) -> str:
    """JSON-LD as it may stand within a page: nothing in it ends the element it is in."""
    told = json.loads(content)
    return json.dumps(told, sort_keys=True).replace("<", "\\u003c")
