"""A release in a mail's words: how things are, what changed and why, where to read on, how to stop.

The sentences are those of pages and packs. Takes what was gathered of a release, asks no store.
"""

from collections.abc import Iterable, Set
from hashlib import sha256
from urllib.parse import urlencode

from kpis.analysis.report.illustrative import behind_latest_ratings
from kpis.analysis.report.position import position
from kpis.analysis.report.release_changes import ReleaseChanges
from kpis.frames import DIFFERENCES, DifferenceRow, PerformanceRow, RatingChangeRow
from kpis.mail.letter import Item, Letter, Part, Said
from kpis.mail.message import contact_of
from kpis.mail.settings import MailSettings
from kpis.model import MailAbout, Plan, Provenance, RagStatus, Release, Subscription, Whose
from kpis.narrative.off_track import changed_facts
from kpis.narrative.position import headline_sentence, reported_sentence
from kpis.periods import period_of_id
from kpis.use_cases.publishing.release_told import ReleaseTold, WithdrawalTold
from kpis.words.days import uk_time
from kpis.words.figures import is_known
from kpis.words.illustrative import MADE_UP, illustrative_words
from kpis.words.lists import counted
from kpis.words.publication import contact_words
from kpis.words.report.mails import mail_about
from kpis.words.report.release_standing import instead_sentence, withdrawn_sentence
from kpis.words.report.restated import NOT_SEEN, hides_a_change
from kpis.words.report.shown import both_shown, place_of
from kpis.words.statuses import STATUS_WORDS

MOST = 20  # lines of a list; the release itself has all of them


def release_letter(told: ReleaseTold, to: Subscription, settings: MailSettings) -> Letter:
    """The mail of a release for a subscription."""
    scope = _Scope(told, to, settings.site)
    label = told.report.quarter.label
    kind = "correction" if told.corrects else "release"
    subject = f"{told.report.plan.council}: {label} {kind}{scope.after_comma}"
    title = f"{label} is corrected" if told.corrects else f"{label} is published"
    return Letter(
        identifier=_identifier("release", told.report.plan, told.release, to),
        moment=told.release.published_at,
        subject=subject,
        title=f"{title}{scope.after_comma}",
        said=(*_published(told), *_how_it_is(told, scope)),
        parts=tuple(each for each in (*_moved(told, scope), *_changed(told, scope)) if each.items),
        links=scope.links,
        ending=_ending(told.report.plan, to, settings),
        stopping=f"Stop subscription {to.number}",
    )


def withdrawal_letter(told: WithdrawalTold, to: Subscription, settings: MailSettings) -> Letter:
    """The mail that a release was withdrawn, to whoever had a mail of it."""
    release, instead, plan = told.release, told.instead, told.plan
    label = period_of_id(release.quarter_id).label
    what = f"Release {release.number} of {label}"
    links = [
        (f"{what}, as it was", release),
        *([(_named_release(instead), instead)] if instead else []),
    ]
    return Letter(
        identifier=_identifier("withdrawal", plan, release, to),
        moment=release.withdrawn_at or release.published_at,
        subject=f"{plan.council}: {label} release {release.number} is withdrawn",
        title=f"{what} is withdrawn",
        said=(
            Said(text=withdrawn_sentence(release)),
            Said(text=f"What its mail said counts no more. {instead_sentence(release, instead)}"),
        ),
        links=tuple((words, _of_release(settings.site, each)) for words, each in links)
        if settings.site
        else (),
        ending=_ending(plan, to, settings),
        stopping=f"Stop subscription {to.number}",
    )


def _named_release(release: Release) -> str:
    return f"Release {release.number} of {period_of_id(release.quarter_id).label}, which stands"


def _of_release(site: str, release: Release) -> str:
    asked = {"period": release.quarter_id, "release": str(release.number)}
    return f"{site}/?{urlencode(asked)}"


def _identifier(kind: str, plan: Plan, release: Release, to: Subscription) -> str:
    """The same whenever the mail is sent, and no other mail's."""
    seal = sha256(f"{plan.council}\n{release.published_at.isoformat()}".encode()).hexdigest()
    return f"{kind}-{release.number}.subscription-{to.number}.{seal[:12]}"


class _Scope:
    """What a subscription is about: which measures, in which words, and where each is found."""

    def __init__(self, told: ReleaseTold, to: Subscription, site: str) -> None:
        self.told, self.site = told, site
        self.ids = _ids(told.report.plan, to)
        self.is_whole = to.about in (MailAbout.EVERYTHING, MailAbout.CORRECTIONS)
        self.after_comma = f", {_named(told.report.plan, to)}" if not self.is_whole else ""
        self.rows = tuple(row for row in told.report.rows if row.measure_id in self.ids)
        self.outcome = to.of_what if to.about is MailAbout.OUTCOME else ""
        self.directorate = to.of_what if to.about is MailAbout.DIRECTORATE else ""

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Where to read on; () where nobody said where the dashboard is."""
        if not self.site:
            return ()
        number = self.told.release.number
        found = [
            (f"Read release {number} of {self.told.report.quarter.label}", self.address("", "", ""))
        ]
        if self.outcome:
            own = self.address("outcome", "outcome", self.outcome)
            found.append((f"Read outcome {self.outcome} in it", own))
        if self.directorate:
            own = self.address("directorate", "directorate", self.directorate)
            found.append((f"Read {self.directorate} in it", own))
        if self.told.corrects:
            listed = f"{self.site}/releases?{urlencode({'changes': number})}"
            found.append(("See everything that the correction changed", listed))
        return tuple(found)

    def measure(self, measure_id: str) -> str:
        """Where a measure is found in the release; "" where nobody said where that is."""
        return self.address("measure", "measure", measure_id) if self.site else ""

    def address(self, page: str, name: str, value: str) -> str:
        release = self.told.release
        asked = {name: value} if name else {}
        asked |= {"period": release.quarter_id, "release": str(release.number)}
        return f"{self.site}/{page}?{urlencode(asked)}"


def _ids(plan: Plan, to: Subscription) -> Set[str]:
    """The measures that a subscription is about, a measure with its parts."""
    match to.about:
        case MailAbout.OUTCOME:
            return {each.id for each in plan.measures if str(each.outcome) == to.of_what}
        case MailAbout.DIRECTORATE:
            own = {each.id for each in Whose(directorate=to.of_what).of(plan.measures)}
            return {each.id for each in plan.measures if each.id in own or each.part_of in own}
        case _:
            return {each.id for each in plan.measures}


def _named(plan: Plan, to: Subscription) -> str:
    """ "outcome 5, Good homes", "Place"."""
    if to.about is MailAbout.DIRECTORATE:
        return to.of_what
    titles = [each.title for each in plan.outcomes if str(each.number) == to.of_what]
    return ", ".join((f"outcome {to.of_what}", *titles))


def _published(told: ReleaseTold) -> Iterable[Said]:
    """By whom and when, and what was said to readers."""
    release = told.release
    yield Said(
        text=f"Release {release.number} was published on {uk_time(release.published_at)} by "
        f"{release.published_by}."
    )
    if release.reason:
        yield Said(label="What is corrected, and why:", text=release.reason)
    if release.note:
        yield Said(label="Note:", text=release.note)


def _how_it_is(told: ReleaseTold, scope: _Scope) -> Iterable[Said]:
    """The answer in a sentence; that something behind it is illustrative stands before it."""
    if not scope.rows and not scope.is_whole:
        yield Said(text=f"{told.report.plan.title} has no measures of {scope.after_comma[2:]}.")
        return
    words = illustrative_words(behind_latest_ratings(scope.rows).shares, "behind these ratings")
    if words:
        yield Said(label="Illustrative.", text=f"{words[0].upper()}{words[1:]}, {MADE_UP}.")
    now = position(scope.rows)
    reported = reported_sentence(now, told.report.quarter.label)
    yield Said(text=" ".join(filter(None, (headline_sentence(told.report.plan, now), reported))))


def _moved(told: ReleaseTold, scope: _Scope) -> Iterable[Part]:
    """What changed its colour since it was last rated; a correction tells what it changed alone."""
    if told.corrects:
        return
    for movement in ("worse", "better"):
        rows = [
            row
            for row in told.report.moved
            if row.moved == movement and row.measure_id in scope.ids
        ]
        yield _part(
            f"Rated {movement} than when last measured",
            [_moved_item(row, scope) for row in rows],
        )


def _moved_item(row: RatingChangeRow, scope: _Scope) -> Item:
    now, before = (STATUS_WORDS[RagStatus(each)] for each in (row.rag, row.rag_before))
    made_up = [
        word
        for word, is_so in (
            ("figure", row.provenance == Provenance.ILLUSTRATIVE),
            ("target", row.target_illustrative),
        )
        if is_so
    ]
    told = f" Illustrative {' and '.join(made_up)}." if made_up else ""
    return Item(
        name=_measure(row),
        text=f"{now}, {before.lower()} before. {changed_facts(row)}{told}",
        link=scope.measure(row.measure_id),
    )


def _changed(told: ReleaseTold, scope: _Scope) -> Iterable[Part]:
    """What is otherwise than in the release before: in a correction all, else what was there."""
    since = told.report.since
    if since is None:
        return
    changes, differ = since.changes, f"differ from release {since.release.number}"
    plan, ids = told.report.plan, scope.ids
    figures = [
        row
        for row in DIFFERENCES.rows(changes.figures)
        if row.measure_id in ids
        and row.area == plan.area
        and (told.corrects or is_known(row.before) or row.before_marker)
    ]
    yield _part(f"Figures that {differ}", [_figure(row, told, scope) for row in figures])
    ratings = [each for each in changes.ratings if each.measure_id in ids]
    yield _part(
        f"Ratings that {differ}",
        [
            Item(
                name=_of(plan, each.measure_id),
                text=f"{STATUS_WORDS[each.before]} before, {STATUS_WORDS[each.after].lower()} now "
                f"({period_of_id(each.period_id).label}).",
                link=scope.measure(each.measure_id),
            )
            for each in ratings
        ],
    )
    yield _part(
        f"Targets, minimum expectations and definitions that {differ}",
        [
            *(
                Item(
                    name=f"{each.code} {each.title}",
                    text=f"{each.about}.",
                    link=scope.measure(each.measure_id),
                )
                for each in changes.aims
                if each.measure_id in ids
            ),
            *(
                Item(
                    name=f"{each.code} {each.title}".strip(),
                    text=f"{each.what} changed.",
                    link=scope.measure(each.measure_id) if each.measure_id else "",
                )
                for each in changes.terms
                if each.measure_id in ids or (not each.measure_id and scope.is_whole)
            ),
        ],
    )
    if told.corrects:
        yield _part("Also changed by the correction", list(_further(changes, scope)))


def _figure(row: DifferenceRow, told: ReleaseTold, scope: _Scope) -> Item:
    measure = told.report.plan.measures_by_id[row.measure_id]
    before, after = both_shown(row, measure)
    not_seen = hides_a_change(row.before, row.after, measure.decimals)
    key = (row.measure_id, row.period_id)
    made_up = _MADE_UP[key in told.made_up_before, key in told.made_up]
    return Item(
        name=_of(told.report.plan, row.measure_id),
        text=f"{before} before, {after} now{f', {NOT_SEEN}' if not_seen else ''} "
        f"({place_of(row, told.report.plan)}).{made_up}",
        link=scope.measure(row.measure_id),
    )


# Whether the figure before is illustrative, and the one now.
_MADE_UP = {
    (False, False): "",
    (True, False): " The figure before was illustrative.",
    (False, True): " Illustrative figure.",
    (True, True): " Both figures are illustrative.",
}


def _further(changes: ReleaseChanges, scope: _Scope) -> Iterable[Item]:
    """How much else a correction changed: the page of the correction has it in full."""
    ids = scope.ids
    counts = (
        (sum(measure_id in ids for measure_id, _ in changes.groups), "figure by group", ""),
        (sum(each.about in ids for each in changes.commentaries), "commentary", "commentaries"),
        (
            sum(
                each.measure_id in ids
                for notes in (changes.notes_added, changes.notes_gone)
                for each in notes
            ),
            "note on a figure",
            "notes on figures",
        ),
        (len(changes.activities) if scope.is_whole else 0, "activity", "activities"),
    )
    for count, one, several in counts:
        if count:
            yield Item(text=f"{counted(count, one, several or f'{one}s')}.")


def _part(title: str, items: list[Item]) -> Part:
    further = len(items) - MOST
    return Part(
        title=f"{title} ({len(items)})",
        items=tuple(items[:MOST]),
        further=f"And {further:,} more, which the release shows." if further > 0 else "",
    )


def _ending(plan: Plan, to: Subscription, settings: MailSettings) -> tuple[str, ...]:
    """Why this came, whom to ask, and how to stop it."""
    contact = contact_of(settings)
    ask = contact_words(plan.publication.contact) or contact
    where = f"sign in at {settings.site}/mails, or write to" if settings.site else "write to"
    unsaid = "" if settings.site else " The dashboard shows all of it under the release's number."
    return (
        f"This mail came because {to.post} is subscribed to {mail_about(to.about, to.of_what)}."
        f"{unsaid}",
        f"Questions about these figures: {ask}",
        f"To stop these mails, {where} {contact} and name subscription {to.number}.",
    )


def _of(plan: Plan, measure_id: str) -> str:
    measure = plan.measures_by_id[measure_id]
    return f"{measure.code} {measure.short_title or measure.title}"


def _measure(row: PerformanceRow) -> str:
    return f"{row.code} {row.short_title or row.title}"
