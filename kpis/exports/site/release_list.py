"""Every release that was ever published, newest first, each with how it stands today."""

from kpis.exports.site.addresses import INDEX, folder_of, relative
from kpis.exports.site.facts import Site
from kpis.exports.site.shell import RELEASE_LIST, Told, page_bytes, title_block
from kpis.markup.elements import Child, Html, element
from kpis.model import Release
from kpis.periods import period_of_id
from kpis.words.days import uk_day
from kpis.words.releasing.preparation import seen_early_sentence
from kpis.words.report.release_standing import STANDING_WORDS, ended, standing_sentence

_SAID = (
    "What was published stays as it was, at an address of its own, and says how it stands today."
)


def release_list(site: Site) -> bytes:
    """The page of all releases."""
    told = Told(
        path=RELEASE_LIST,
        title=f"Releases – {site.current.council}",
        description="Every release of figures, with its corrections and what was withdrawn.",
        trail=(("Home", INDEX),),
    )
    items = [_release(each, site) for each in site.releases]
    main = [
        title_block("", "Releases"),
        element("p", _SAID, class_="k-prose"),
        element("ol", items, class_="s-releases", reversed=True),
    ]
    return page_bytes(told, site, site.current, main)


def _release(release: Release, site: Site) -> Html:
    label = period_of_id(release.quarter_id).label
    standing = site.standing(release)
    name = f"{label}, release {release.number}"
    early = seen_early_sentence(release.early_readers, release.early_hours)
    told: list[Child] = [
        element("p", standing_sentence(release, standing)),
        element("p", f"Note: {ended(release.note)}") if release.note else None,
        element("p", f"It corrects an earlier one: {ended(release.reason)}")
        if release.reason
        else None,
    ]
    return element(
        "li",
        element(
            "p",
            element("a", name, href=relative(RELEASE_LIST, folder_of(release.number) + INDEX)),
            " ",
            element(
                "span", STANDING_WORDS[standing.kind], class_=f"s-word s-{standing.kind.value}"
            ),
            class_="s-release",
        ),
        element("p", f"Published on {uk_day(release.published_at)}. {early}", class_="k-small"),
        told,
        value=release.number,
    )
