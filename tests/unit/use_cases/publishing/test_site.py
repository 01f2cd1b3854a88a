"""The site of what is published: every page there, nothing else in it, and written once."""

import re
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import pytest
from lxml import etree

from kpis.cli import main
from kpis.errors import NothingPublished, UsageError
from kpis.exports.formats import PLAIN, Format
from kpis.exports.site.edition import edition_files
from kpis.exports.site.facts import Site
from kpis.exports.site.whole import site_files
from kpis.model import AnnotationKind, IllustrativeFor
from kpis.periods import quarter
from kpis.plan.chain.chain import chain_of, load_chain
from kpis.reports.blocks import Paragraph, Tone
from kpis.store import Store, releases_in
from kpis.use_cases.publishing.folder import LISTED
from kpis.use_cases.publishing.packs import pack_files
from kpis.use_cases.publishing.report import report_of
from kpis.use_cases.publishing.scheduling import schedule_release
from kpis.use_cases.publishing.site import THE_PUBLIC, newest, published, site_of, write_site
from kpis.use_cases.signoff import ALL_WARNINGS
from kpis.words.illustrative import MADE_UP
from tests import three_releases
from tests.site_check import LookedThrough, text_of
from tests.three_releases import HEAD, NOVEMBER, REASON, returned

ADDRESS = "https://figures.northmere.example/performance"
NOW = datetime(2024, 1, 15, 9)
# What lies in the store and is in no release: each is found nowhere else.
UNPUBLISHED = (
    *three_releases.UNPUBLISHED,
    *("77.3", "Approved and waiting", "Pinned afterwards", "Only for January", "Council Clerk"),
)


@pytest.fixture(scope="module")
def chain(fictional_plan):
    return chain_of(fictional_plan)


@pytest.fixture(scope="module")
def store(three_published, fictional_plan, tmp_path_factory):
    """Three releases, one more approved for February, and what nobody approved or published."""
    store = Store(Path(shutil.copy(three_published, tmp_path_factory.mktemp("site") / "s.duckdb")))
    returned(store, fictional_plan, "planning_days,Q3 2023/24,77.3,Approved and waiting", now=NOW)
    note = "Pinned afterwards"
    store.add_annotation("planning_days", "2023-24-Q2", AnnotationKind.NOTE, note, by="Head")
    schedule_release(
        store,
        fictional_plan,
        quarter(2023, 3),
        actor=HEAD,
        due_at=datetime(2024, 2, 1, 9),
        note="Only for January",
        accepted=ALL_WARNINGS,
        early_readers=["Council Clerk"],
        now=NOW,
    )
    return store


@pytest.fixture(scope="module")
def parts(store, chain):
    """Releases, their editions and the data: read once."""
    found = published(store, chain, NOW)
    return found.releases, tuple(found.editions()), found.data()


def made(parts, address="", releases=None):
    """The files of a site. releases: as they stand, where that is not as they were read."""
    stand, editions, data = parts
    stand = releases or stand
    first = newest(stand).number
    (current,) = (each for each in editions if each.release.number == first)
    others = [each for each in editions if each is not current]
    return site_files(Site(address=address, releases=stand, current=current), others, data)


@pytest.fixture(scope="module")
def files(parts):
    return made(parts, ADDRESS)


@pytest.fixture(scope="module")
def looked(files):
    return LookedThrough(files, "/performance/")


@pytest.fixture(scope="module")
def without_address(parts):
    return made(parts)


def text(looked, path):
    return " ".join("".join(looked.pages[path].find("body").itertext()).split())


def test_every_link_leads_somewhere_and_every_page_is_sound(looked):
    assert looked.faults() == []


def test_nothing_that_is_not_published_is_in_any_file(files):
    everything = text_of(files)
    for word in UNPUBLISHED:
        assert word not in everything, word
    # Nor anything of a later quarter than that of the newest release, but when it is planned.
    told = set(re.findall(r"Q3.2023/24.{4,20}", everything))
    assert told
    assert all(" are planned for" in each for each in told), told


def test_what_was_published_is_on_the_pages(looked):
    assert "55.5" in text(looked, "measures/planning_days.html")
    assert "62" in text(looked, "releases/2/measures/planning_days.html")
    assert "54" in text(looked, "releases/1/measures/planning_days.html")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "Release 1: a later quarter is out."),
        (2, "Release 2: corrected. Corrected by release 3"),
        (3, "Release 3: latest."),
    ],
)
def test_every_page_of_a_release_says_how_it_stands_and_leads_to_the_newest(looked, number, said):
    folder = f"releases/{number}/"
    pages = [path for path in looked.pages if re.match(folder + "(?!documents)", path)]
    assert len(pages) > 10
    for path in pages:
        assert said in text(looked, path), path
    links = [each.get("href") for each in looked.pages[f"{folder}measures/frogs.html"].iter("a")]
    assert "../../../measures/frogs.html" in links


def test_the_list_of_activities_has_every_one_of_the_plan(looked, fictional_plan):
    said = text(looked, "activities.html")
    assert fictional_plan.activities
    assert all(f"{each.code} {each.title}" in said for each in fictional_plan.activities)


def test_each_release_has_its_whole_report_as_one_file_just_as_the_command_makes_it(
    store, chain, files
):
    report = report_of(store, chain, NOW, actor=THE_PUBLIC, release=2)
    (pack,) = pack_files(report, releases_in(store.releases()), [Format.HTML], PLAIN)
    path = f"releases/2/documents/{pack.name}"
    assert files[path] == pack.content
    assert f'href="documents/{pack.name}"' in files["releases/2/index.html"].decode()


def test_a_correction_says_why_in_the_words_it_was_given(looked):
    assert REASON in text(looked, "releases/index.html")
    assert REASON in text(looked, "changes.html")


def test_pages_without_a_release_of_their_own_say_what_is_asked_of_every_page(looked):
    for path, page in looked.pages.items():
        if path.startswith("embed/") or "/documents/" in path:
            continue
        (foot,) = page.iter("footer")
        said = " ".join("".join(foot.itertext()).split())
        assert said.startswith("Northmere"), path
        for words in ("published on", "planned for", "Accessibility statement", "No contact is"):
            assert words in said, (path, words)


def test_each_page_names_the_address_that_search_engines_keep(looked):
    def canonical(path):
        (link,) = (e for e in looked.pages[path].iter("link") if e.get("rel") == "canonical")
        return link.get("href").removeprefix(ADDRESS)

    assert canonical("index.html") == "/"
    assert canonical("measures/frogs.html") == "/measures/frogs.html"
    assert canonical("releases/3/measures/frogs.html") == "/measures/frogs.html"
    assert canonical("releases/2/measures/frogs.html") == "/releases/2/measures/frogs.html"
    assert canonical("embed/planning_days.html") == "/measures/planning_days.html"


def test_without_an_address_nothing_claims_one(without_address):
    assert "sitemap.xml" not in without_address
    assert b"canonical" not in without_address["index.html"]
    assert LookedThrough(without_address).faults() == []


def test_the_feed_is_read_without_a_fault_and_has_releases_and_corrections(files):
    read = feedparser.parse(files["feed.xml"])
    assert not read.bozo
    titles = [each.title for each in read.entries]
    assert titles == [
        "Correction: Q2 2023/24, release 3",
        "Published: Q2 2023/24, release 2",
        "Published: Q1 2023/24, release 1",
    ]
    assert read.entries[0].link == f"{ADDRESS}/releases/3/"
    assert len({each.id for each in read.entries}) == 3
    assert all(each.id.startswith("urn:uuid:") for each in read.entries)


def test_an_entry_of_the_feed_keeps_its_id_wherever_the_site_stands(without_address, files):
    there = feedparser.parse(files["feed.xml"])
    here = feedparser.parse(without_address["feed.xml"])
    assert [each.id for each in here.entries] == [each.id for each in there.entries]


def test_the_map_lists_every_page_that_can_be_found(files, looked):
    listed = re.findall("<loc>([^<]*)</loc>", files["sitemap.xml"].decode())
    found = {each.removeprefix(f"{ADDRESS}/") for each in listed}
    pages = {path.removesuffix("index.html") for path in looked.pages}
    kept_out = ("embed/", "404")
    assert found == {
        path for path in pages if not path.startswith(kept_out) and "/documents/" not in path
    }
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in files["robots.txt"].decode()


def test_search_lists_everything_without_a_script(looked):
    page = looked.pages["search.html"]
    listed = {each.get("href") for each in page.find(".//main").iter("a")}
    for path in looked.pages:
        folder = path.split("/")[0]
        if folder in ("measures", "outcomes", "priorities", "themes", "directorates"):
            assert path in listed or path.endswith("index.html"), path
    (field,) = page.iter("input")
    assert field.getparent().get("hidden") is not None


def test_a_house_that_keeps_illustrative_figures_to_itself_has_none_on_its_site(
    store, chain, files
):
    found = published(store, chain, NOW, illustrative_for=IllustrativeFor.STAFF)
    assert "Made up" in text_of(files)
    assert "Made up" not in text_of(site_of(found))


def test_what_is_read_without_its_page_says_as_well_what_is_illustrative(files):
    """The words beside a link, in a search engine or in a post."""
    made_up = {path for path in files if path.endswith(".html") and MADE_UP in files[path].decode()}
    rated = re.compile(
        r"((releases/\d+/)?(off-track|index)|.*(measures|outcomes|themes)/[^/]+)\.html"
    )
    told = {path for path in made_up if rated.fullmatch(path) and "data/" not in path}
    told = {path for path in told if not path.endswith("s/index.html")}
    assert "index.html" in told
    for path in told:
        (words,) = re.findall(r'<meta name="description" content="([^"]*)"', files[path].decode())
        assert "illustrative" in words, path


def test_a_chart_on_a_page_of_others_has_the_note_of_its_own_page(store, chain):
    found = published(store, chain, NOW)
    edition = found.edition(found.current)
    note = Paragraph(text="The target is made up.", tone=Tone.NOTE, lead="Illustrative.")
    pages = tuple(replace(each, opening=(note, *each.opening)) for each in edition.pages)
    noted = replace(edition, pages=pages)
    made = edition_files(noted, Site(address="", releases=found.releases, current=noted))
    assert b"The target is made up." in made["embed/planning_days.html"]
    assert (
        b"The target is made up."
        not in edition_files(edition, Site(address="", releases=found.releases, current=edition))[
            "embed/planning_days.html"
        ]
    )


def test_it_is_made_again_when_the_plan_moves_the_day_of_the_next_figures(
    store, fictional_plan, files, tmp_path, monkeypatch
):
    """The pages are told by the plan of today, so the same releases alone are not the same site."""
    made = []
    monkeypatch.setattr(
        "kpis.use_cases.publishing.site.site_of", lambda *_: made.append(1) or files
    )
    rule = fictional_plan.calendar_rule
    later = replace(rule, published_days=rule.published_days + 7)
    moved = replace(fictional_plan, calendar_rule=later)
    for plan in (fictional_plan, fictional_plan, moved):
        write_site(store, chain_of(plan), NOW, tmp_path / "site")
    assert len(made) == 2


def test_it_is_written_as_it_is_made_and_once(store, chain, files, tmp_path):
    folder = tmp_path / "site"
    first = write_site(store, chain, datetime(2030, 1, 1), folder, address=f"{ADDRESS}/")
    assert first.files.written == len(files)
    written = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != LISTED
    }
    assert written == files
    again = write_site(store, chain, NOW, folder, address=ADDRESS)
    assert (again.files.written, again.files.unchanged) == (0, len(files))
    assert (again.current.number, again.releases) == (3, 3)


def test_while_the_files_of_the_plan_are_faulty_that_of_the_newest_release_stands_in(
    store, tmp_path, capsys
):
    folder, none = tmp_path / "site", tmp_path / "no_plan"
    where = ("--store", str(store.path), "--plan", str(none))
    assert main(["site", "-o", str(folder), *where]) == 0
    assert (folder / "releases/3/index.html").exists()
    assert "The plan that the newest release keeps stands in for it." in capsys.readouterr().err


def test_where_nothing_is_published_there_is_no_site(empty_store, chain, tmp_path):
    with pytest.raises(NothingPublished, match="No figures have been published yet"):
        write_site(empty_store, chain, NOW, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_an_address_that_is_none_is_refused(store, chain, tmp_path):
    with pytest.raises(UsageError, match="begins with https://"):
        write_site(store, chain, NOW, tmp_path / "site", address="javascript:alert(1)")


def test_who_saw_a_release_before_others_is_told_by_post(parts):
    third, *rest = parts[0]
    early = replace(third, early_readers=("Mayor's Office", "Chair <of> Audit"), early_hours=24)
    page = made(parts, releases=(early, *rest))["releases/index.html"]
    said = "Seen up to 24 hours before by: Mayor's Office and Chair <of> Audit."
    assert said in text(LookedThrough({"releases/index.html": page}), "releases/index.html")


def withdrawn(release):
    return replace(
        release, withdrawn_at=NOVEMBER, withdrawn_by="Head", withdrawn_why="Wrong <quarter>"
    )


def test_a_release_that_was_withdrawn_says_so_on_every_page_and_the_one_before_comes_first(parts):
    third, *rest = parts[0]
    looked = LookedThrough(made(parts, releases=(withdrawn(third), *rest)))
    assert looked.faults() == []
    assert "62" in text(looked, "measures/planning_days.html")
    for path in looked.pages:
        if re.match("releases/3/(?!documents)", path):
            assert "Wrong <quarter>" in text(looked, path), path
    feed = feedparser.parse(looked.files["feed.xml"])
    assert "Withdrawn: Q2 2023/24, release 3" in [each.title for each in feed.entries]


def test_where_none_stands_any_more_the_first_pages_say_so(parts):
    pages = LookedThrough(made(parts, releases=tuple(map(withdrawn, parts[0]))))
    assert pages.faults() == []
    assert "Release 3: withdrawn." in text(pages, "index.html")
    assert "Release 3: withdrawn." in text(pages, "measures/frogs.html")


def test_whatever_people_type_is_text_on_every_page_and_no_name_of_a_file_is_too_long(
    hostile_house,
):
    folder, store = hostile_house
    files = site_of(published(Store(store), load_chain(folder), NOW))
    looked = LookedThrough(files)
    assert looked.faults() == []
    for path, page in looked.pages.items():
        assert len(Path(path).name) < 120
        assert not {"<bdi", "<wbr"} & set(re.findall("<[a-z]+", page.findtext("head/title")))
        assert not list(page.find("body").iter("b", "img")), path
        assert not [each for each in page.iter(etree.Element) if each.get("id") == "evil"]
    assert not feedparser.parse(files["feed.xml"]).bozo
