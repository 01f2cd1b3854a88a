"""publication.toml: what is read, what may be left out, and every fault that can be in it."""

import struct
import zlib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.errors import PlanError
from kpis.model import Publication
from kpis.periods import period_of_id
from kpis.plan.check import check_plan
from kpis.plan.content import content_of, plan_of_content
from kpis.plan.files import PUBLICATION, check_tables, read_plan_files
from kpis.plan.load import load_plan
from kpis.plan.names.area_codes import gss_of
from kpis.plan.publication.files import (
    LARGEST_LOGO,
    LARGEST_SIDE,
    LARGEST_TEMPLATE,
    PNG,
    SVG,
    logo_of,
    slides_template_of,
)
from kpis.plan.publication.next_release import next_release
from kpis.plan.publication.rules import publication_faults
from kpis.use_cases.plans.next_year.roll import roll_plan
from kpis.words import publication as words

TESTS = Path(__file__).parents[2]
WHOLE, SHIPPED = TESTS / "whole_plan", TESTS.parent / "data/plans/2019-22"
PLAIN = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'


@pytest.fixture(scope="module")
def whole():
    return load_plan(WHOLE)


def png(width: int, height: int = 1) -> bytes:
    """A picture of that size, black."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = zlib.compress((b"\0" + b"\0" * ((width + 7) // 8)) * height)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    )


def test_a_plan_without_the_file_says_nothing_and_is_kept_as_it_was_before(fictional_plan):
    assert fictional_plan.publication == Publication()
    assert '"publication"' not in content_of(fictional_plan)
    assert words.publisher_of(fictional_plan) == fictional_plan.council
    assert words.contact_sentence(fictional_plan) == words.NO_CONTACT
    assert words.access_sentence(fictional_plan) == words.NO_ACCESS_CONTACT
    assert words.licence_sentence(fictional_plan) == words.NO_LICENCE


def test_all_that_is_written_is_read_and_kept_with_a_release(whole):
    said = whole.publication
    assert (said.publisher, said.home_page) == (
        "Saltmarsh Town Council",
        "https://saltmarsh.example",
    )
    assert said.contact.email == "figures@saltmarsh.example"
    assert said.accessibility.telephone == "01632 960 101"
    assert said.licence.id == "OGL-UK-3.0"
    assert said.report_headings == ("Decision asked for", "Summary", "Equality", "Money", "Legal")
    assert plan_of_content(content_of(whole)).publication == said
    assert words.publisher_of(whole) == "Saltmarsh Town Council"
    assert words.contact_sentence(whole) == (
        "Questions about these figures: Performance Officer, figures@saltmarsh.example, "
        "01632 960 100, https://saltmarsh.example/ask"
    )
    assert words.licence_sentence(whole).endswith("Attribution: Figures of Saltmarsh Town Council")


def test_the_shipped_plan_names_no_contact_and_no_licence_that_its_documents_do_not_name():
    plan = load_plan(SHIPPED)
    assert not plan.publication.contact.given
    assert plan.publication.licence is None
    assert words.access_sentence(plan) == (
        "For this in another form: communications@towerhamlets.gov.uk, 020 7364 4389"
    )


def faults(**table) -> list[str]:
    files = read_plan_files(WHOLE)
    given_ = {key: value for key, value in files.tables.items() if key != PUBLICATION}
    return list(publication_faults(check_tables(given_ | {PUBLICATION: table}, WHOLE)))


SITES = (
    *(
        "http://a.example",
        "https://a.example/",
        "https://a.example/plan/",
        "a.example",
        "https://a",
    ),
    *(
        "https://a.example?x=1",
        "https://a.example#top",
        "https://me:pw@a.example",
        "https://a b.cd",
    ),
    *("ftp://a.example", "https://a.example//x", "https://a.example/plan/../x/", "javascript:1"),
)


@pytest.mark.parametrize("site", SITES)
def test_the_site_begins_with_https_and_ends_with_its_last_folder(site):
    (fault,) = faults(site=site)
    assert fault.startswith("publication.toml: site: must be where the site begins: https://")
    assert fault.endswith(f'found "{site}".')


@pytest.mark.parametrize("site", ["https://a.example", "https://a.example:8443/plan/2019-22"])
def test_such_a_site_is_none(site):
    assert faults(site=site) == []


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("publisher", "home_page", "www.a.example"),
        ("contact", "page", "ask us"),
        ("contact", "page", "javascript:alert(1)"),
        ("accessibility", "page", 'https://a.example/"><script>'),
        ("licence", "address", "OGL"),
        ("contact", "email", "figures at a.example"),
        ("contact", "email", "https://a.example"),
        ("accessibility", "telephone", "ring the bell"),
    ],
)
def test_an_address_that_leads_nowhere_is_a_fault(table, key, value):
    extra = {"title": "L"} if table == "licence" else {}
    (fault,) = faults(**{table: {key: value, **extra}})
    assert fault.startswith(f"publication.toml: {table}.{key}: must be a")


@pytest.mark.parametrize(
    "path", ["/etc/logo.png", "C:/logo.png", "a\\logo.png", "https://a.example/l.png", "logo.jpg"]
)
def test_a_logo_is_a_png_or_svg_beside_the_plan(path):
    (fault,) = faults(logo=path)
    assert fault.startswith("publication.toml: logo: must ")


def test_a_heading_that_is_there_twice_is_a_fault():
    assert faults(report_headings=["Money", "Law", "Money"]) == [
        'publication.toml: report_headings[3]: "Money" is there already, as report_headings[1].'
    ]


def refused(folder: Path, content: bytes, name: str = "logo.svg") -> str:
    (folder / name).write_bytes(content)
    read = slides_template_of if name.endswith("pptx") else logo_of
    with pytest.raises(PlanError) as error:
        read(folder, name)
    return str(error.value)


def test_a_logo_is_told_by_its_bytes_and_not_by_its_name(tmp_path):
    (tmp_path / "logo.svg").write_bytes(png(8))
    assert logo_of(tmp_path, "logo.svg").media_type == PNG
    (tmp_path / "logo.png").write_bytes(PLAIN)
    assert logo_of(tmp_path, "logo.png").media_type == SVG
    assert logo_of(tmp_path, "") is None


def test_a_logo_of_the_largest_size_is_taken_and_of_a_byte_more_refused(tmp_path):
    comment = b"<!--" + b" " * (LARGEST_LOGO - len(PLAIN) - 7) + b"-->"
    (tmp_path / "logo.svg").write_bytes(PLAIN + comment)
    assert len(logo_of(tmp_path, "logo.svg").content) == LARGEST_LOGO
    assert refused(tmp_path, PLAIN + b" " + comment).startswith(
        "publication.toml: logo: logo.svg has 0.2 MB. It may have 0.2 MB at most"
    )


def test_a_logo_of_40_mb_is_refused_without_being_read(tmp_path):
    with (tmp_path / "logo.png").open("wb") as file:
        file.truncate(40_000_000)
    with pytest.raises(PlanError, match=r"has 40\.0 MB\. It may have 0\.2 MB at most"):
        logo_of(tmp_path, "logo.png")


def test_a_small_file_of_an_enormous_picture_is_refused(tmp_path):
    assert "4,001 by 1 pixels" in refused(tmp_path, png(LARGEST_SIDE + 1), "logo.png")
    (tmp_path / "logo.png").write_bytes(png(LARGEST_SIDE))
    assert logo_of(tmp_path, "logo.png") is not None


@pytest.mark.parametrize(
    "inside",
    [
        b"<script>alert(1)</script>",
        b'<rect onload="alert(1)"/>',
        b'<a href="https://a.example"><rect/></a>',
        b'<image href="http://a.example/x.png"/>',
        b'<use xlink:href="other.svg#x" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
        b"<style>@import 'https://a.example/a.css';</style>",
        b"<rect style=\"fill:url( 'https://a.example/a.svg#b')\"/>",
        b"<style><![CDATA[rect{fill:url(https://a.example)}]]></style>",
        b"<foreignObject><p>words</p></foreignObject>",
    ],
)
def test_a_picture_that_runs_or_fetches_something_is_refused(tmp_path, inside):
    content = PLAIN.replace(b"<path", inside + b"<path")
    assert refused(tmp_path, content).endswith((".", "file."))


def test_a_picture_may_refer_to_itself_and_hold_pictures(tmp_path):
    inside = (
        b"<defs><linearGradient id='a'/></defs><rect fill='url(#a)' style=\"stroke:url( '#a' )\"/>"
        b'<image href="data:image/png;base64,AAAA"/><style><![CDATA[rect{fill:red}]]></style>'
    )
    (tmp_path / "logo.svg").write_bytes(PLAIN.replace(b"<path", inside + b"<path"))
    assert logo_of(tmp_path, "logo.svg") is not None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<html/>",
        b"\xff\xfe<\0s\0v\0g\0",
        b"<svg",
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + PLAIN,
        b'<?xml-stylesheet href="https://a.example/a.css"?>' + PLAIN,
        png(8)[:40],
    ],
)
def test_what_is_no_picture_is_refused_in_a_sentence(tmp_path, content):
    assert refused(tmp_path, content).startswith("publication.toml: logo: logo.svg ")


@given(st.binary(max_size=60).map(lambda tail: PLAIN[:-12] + tail))
def test_whatever_the_bytes_a_logo_is_taken_or_refused_and_never_breaks(tmp_path_factory, content):
    folder = tmp_path_factory.getbasetemp()
    (folder / "any.svg").write_bytes(content)
    told = ""
    try:
        taken = logo_of(folder, "any.svg")
    except PlanError as error:
        taken, told = None, str(error)
    assert (taken is None) == told.startswith("publication.toml: logo: any.svg ")


def test_a_template_is_a_powerpoint_file_of_at_most_20_mb(tmp_path, whole):
    assert slides_template_of(WHOLE, whole.publication.slides_template).startswith(b"PK")
    assert refused(tmp_path, b"PK no", "t.pptx").endswith(
        "is no PowerPoint file. Save it as .pptx."
    )
    with (tmp_path / "t.pptx").open("wb") as file:
        file.truncate(LARGEST_TEMPLATE + 1)
    with pytest.raises(PlanError, match=r"has 20\.0 MB\. It may have 20 MB at most"):
        slides_template_of(tmp_path, "t.pptx")


def test_a_logo_that_is_missing_is_told_by_the_check_and_stops_no_page(plan_copy):
    (plan_copy.folder / PUBLICATION).write_text('logo = "logo.svg"\n', encoding="utf-8")
    assert plan_copy.faults() == [
        "publication.toml: logo: logo.svg is not there, or cannot be read."
    ]
    assert load_plan(plan_copy.folder).publication.logo == "logo.svg"


def test_next_years_plan_names_the_logo_where_it_lies(plan_copy):
    (plan_copy.folder / PUBLICATION).write_text('logo = "logo.svg"\n', encoding="utf-8")
    (plan_copy.folder / "logo.svg").write_bytes(PLAIN)
    rolled = roll_plan(plan_copy.folder, "2024-26")
    assert check_plan(rolled.folder) == []
    assert logo_of(rolled.folder, load_plan(rolled.folder).publication.logo).content == PLAIN


def test_an_area_has_the_code_that_the_plan_also_calls_it_by(whole, fictional_plan):
    shipped = load_plan(SHIPPED)
    assert gss_of(shipped, "Tower Hamlets") == "E09000030"  # second of three names
    assert gss_of(shipped, "England") == "E92000001"
    assert gss_of(whole, "Cliffe") == ""  # compared with, but without other names
    assert gss_of(fictional_plan, fictional_plan.area) == ""


@pytest.mark.parametrize(
    ("quarter", "label", "published"),
    [
        ("2019-20-Q1", "Q2 2019/20", date(2019, 11, 25)),  # the calendar's own date
        ("2019-20-Q2", "Q3 2019/20", date(2020, 3, 17)),  # 77 days after 31 December
        ("2021-22-Q3", "Q4 2021/22", date(2022, 6, 16)),
    ],
)
def test_the_next_figures_come_on_the_day_of_the_calendar(quarter, label, published):
    following = next_release(load_plan(SHIPPED), period_of_id(quarter))
    assert (following.quarter.label, following.published) == (label, published)
    on_the_day = words.next_release_sentence(label, published, published)
    assert on_the_day.startswith(f"Figures of {label} are planned for")
    too_late = words.next_release_sentence(label, published, published + timedelta(days=1))
    assert too_late.startswith(f"Figures of {label} were planned for")


def test_after_the_last_quarter_of_a_plan_nobody_is_told_a_day():
    assert next_release(load_plan(SHIPPED), period_of_id("2021-22-Q4")) is None
    assert words.next_release_sentence("", None, date(2022, 6, 16)) == words.NO_NEXT_RELEASE
