"""The store as somebody may see it: whatever is asked of it is asked of their roles first.

Use cases ask before they write, and read by this. Pages get no other store, so what they ask by
themselves is asked of roles as well. What a question needs is in one table, and a question that is
not in it is refused to everybody.
"""

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from kpis.clock import utc_now
from kpis.errors import AccessRefused
from kpis.model import (
    About,
    Act,
    Actor,
    Belonging,
    IllustrativeFor,
    Plan,
    Provenance,
    Reach,
    Release,
    about_early,
    of_measures,
)
from kpis.model.access import ALLOWED
from kpis.store import LISTED, Store
from kpis.use_cases.allow import allow, allow_some, of_things

if TYPE_CHECKING:
    import pandas as pd

# Of the file, or asked by use cases before they write; these need no role.
ASKED_ELSEWHERE = frozenset(
    {
        *("exists", "version", "prepare", "path", "timeout", "read_ahead"),
        *("is_gone", "trouble"),
        *("submit", "submit_first", "withdraw", "approve", "publish", "withdraw_release"),
        *("begin_preparation", "put_forward", "send_back", "comment_on_release"),
        *("resolve_comment", "schedule", "publish_due"),
        *("add_annotation", "withdraw_annotation", "forget_mapping", "forget_answer"),
        *("give_access", "take_access", "erase_name", "refuse", "person"),
        *("note_missing_file", "plan_changed"),
        *("subscribe", "unsubscribe", "own_subscriptions", "take_mails", "note_mail"),
        "has_mails_due",
    }
)
PUBLISHED = frozenset({"releases", "release", "release_plan", "has_submissions"})
# Published where they are asked for a release, and not where they are not.
OF_A_RELEASE = frozenset({"outturns", "activities", "annotations"})
NEEDS: Mapping[str, Act] = {
    **dict.fromkeys(PUBLISHED, Act.READ_PUBLISHED),
    **dict.fromkeys(OF_A_RELEASE, Act.READ_BEFORE_RELEASE),
    **dict.fromkeys(("look_through", "rows_of_submission", "tables_since"), Act.READ_AUDIT),
    "in_preparation": Act.READ_BEFORE_RELEASE,
    "scheduled": Act.READ_BEFORE_RELEASE,
    "areas": Act.READ_BEFORE_RELEASE,
    "approved_outturns": Act.READ_BEFORE_RELEASE,
    "approved_activities": Act.READ_BEFORE_RELEASE,
    "figures_by_group": Act.READ_BEFORE_RELEASE,  # to tell what is withheld
    "preview": Act.CHECK,
    "provenances_of": Act.CHECK,
    "mappings": Act.CHECK,
    "answers": Act.CHECK,
    "answers_of_all": Act.CHECK,
    "revisions": Act.READ_RETURNS,
    "figures_returned": Act.READ_RETURNS,
    "figure_history": Act.READ_RETURNS,
    "submission": Act.READ_RETURNS,
    "submissions": Act.READ_RETURNS,
    "find_submissions": Act.READ_RETURNS,
    "submitted_figures": Act.READ_RETURNS,
    "submitted_of": Act.READ_RETURNS,
    "submitter": Act.READ_RETURNS,
    "submission_mapping": Act.READ_RETURNS,
    "submission_answers": Act.READ_RETURNS,
    "mended": Act.READ_RETURNS,
    "missing_files": Act.READ_RETURNS,
    "file": Act.READ_SMALL_COUNTS,  # for a file has whatever was in it
    "audit": Act.READ_AUDIT,
    "audit_extent": Act.READ_AUDIT,
    "audit_entries": Act.READ_AUDIT,
    "audit_faults": Act.READ_AUDIT,
    "assignments": Act.READ_ACCESS,
    "tried_without_role": Act.READ_ACCESS,
    "subscriptions": Act.MANAGE_MAILS,
    "mails": Act.MANAGE_MAILS,
}
_LISTS = frozenset({"submissions", "find_submissions"})  # of which each gets their own
_OF_ITSELF = frozenset({"actor", "has_illustrative"})


class SeenStore(Store):
    """A store that answers what an actor may ask, and raises AccessRefused for all else.

    plan: says whose measures are. Of lists of submissions everybody gets those they may read.
    illustrative: whether it has illustrative figures; else it is as if there were none.
    """

    def __init__(
        self, store: Store, plan: Plan, actor: Actor, *, illustrative: bool = True
    ) -> None:
        super().__init__(store.path, timeout=store.timeout)
        self._whole, self._plan, self._actor = store, plan, actor
        self._illustrative = illustrative

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name.startswith("_") or name in ASKED_ELSEWHERE or name in _OF_ITSELF:
            return found
        if self._illustrative:
            return partial(_asked, self, name, found)
        return lambda *args, **named: _kept(self, _asked(self, name, found, *args, **named))

    @property
    def actor(self) -> Actor:
        """Whoever sees it."""
        return self._actor

    @property
    def has_illustrative(self) -> bool:
        """Whether illustrative figures are in it."""
        return self._illustrative


def seen_by(
    store: Store,
    plan: Plan,
    actor: Actor,
    *,
    illustrative_for: IllustrativeFor = IllustrativeFor.EVERYBODY,
) -> SeenStore:
    """The store as an actor sees it; itself where it is.

    illustrative_for: to whom the house shows illustrative figures.
    """
    if isinstance(store, SeenStore) and store.actor == actor:
        return store
    kept = illustrative_for is IllustrativeFor.STAFF and not actor.may(Act.READ_ILLUSTRATIVE)
    return SeenStore(store, plan, actor, illustrative=not kept)


def _asked(seen: SeenStore, name: str, ask: Callable[..., Any], *args: Any, **named: Any) -> Any:
    store, actor = seen._whole, seen._actor
    if name not in NEEDS:
        raise AccessRefused(f"Nobody may ask the store for {name}.")
    act = NEEDS[name]
    given = inspect.signature(ask).bind(*args, **named).arguments
    number = given.get("release", given.get("number"))
    if name in OF_A_RELEASE and number is not None:
        act = Act.READ_PUBLISHED
    if name in OF_A_RELEASE | PUBLISHED and number is not None and number < 0:
        _allow_early(store, actor, -number)
        return getattr(store, name)(*args, **named)
    if _is_for_any(actor, act):
        return getattr(store, name)(*args, **named)
    if name in _LISTS:
        allow_some(store, actor, act, About(words="submissions"))
        return _own(seen, name, given)
    if not (name == "file" and _has_it_otherwise(seen, given["sha256"])):
        allow(store, actor, act, _about(seen, name, given))
    return getattr(store, name)(*args, **named)


def _allow_early(store: Store, actor: Actor, number: int) -> None:
    """Raises AccessRefused for a release that is approved for a time, and which they may not read.

    number: of the approval. One that is not there is told by the store, to whoever may know of any.
    """
    due = next((each for each in store.scheduled() if each.number == number), None)
    allow(store, actor, Act.READ_SCHEDULED, about_early(due, utc_now()) if due else About())


def _kept(seen: SeenStore, answer: Any) -> Any:
    """An answer of the store without what is illustrative, and without counting it."""
    columns = getattr(answer, "columns", ())
    if isinstance(answer, Release):
        return replace(answer, figures=_figures_in(seen, answer.number))
    if "provenance" in columns:
        is_illustrative = answer["provenance"] == Provenance.ILLUSTRATIVE.value
        return answer[~is_illustrative].reset_index(drop=True)
    if "quarter_id" in columns and "figures" in columns:  # RELEASES
        figures = [_figures_in(seen, number) for number in answer["number"].tolist()]
        return answer.assign(figures=figures).astype(answer.dtypes)
    return answer


def _figures_in(seen: SeenStore, number: int) -> int:
    return len(_kept(seen, seen._whole.outturns(release=number)))


def _is_for_any(actor: Actor, act: Act) -> bool:
    return any(ALLOWED[act].get(role) is Reach.ANY for role in actor.roles)


def _about(seen: SeenStore, name: str, given: Mapping[str, Any]) -> About:
    """Whose it is that is asked for: of a measure, of submissions, or of nobody in particular."""
    plan = seen._plan
    if (measure_id := given.get("measure_id")) is not None and name != "annotations":
        known = plan.measures_by_id.get(measure_id)
        return About(words=str(measure_id), belongs=of_measures([known]) if known else ())
    if name == "file":
        ids = _brought_by(seen, given["sha256"])
    else:
        one = given.get("submission_id")
        ids = list(given.get("submission_ids", ())) if one is None else [one]
    posts = {each: seen._whole.submission(each).submitted_by for each in ids}
    belongs = [thing for things in _whose(seen, posts).values() for thing in things]
    return About(words=", ".join(ids), submission_id=ids[0] if ids else "", belongs=tuple(belongs))


def acts_on(
    store: SeenStore, submitted_by: Mapping[str, str], acts: Collection[Act]
) -> dict[str, frozenset[Act]]:
    """By id of each submission those of some acts that whoever sees the store may do with it.

    submitted_by: the post of each, by id. acts: of APPROVE, WITHDRAW and READ_SMALL_COUNTS. Raises
    StoreError and StoreBusy.
    """
    actor = store.actor
    with_any = frozenset(act for act in acts if _is_for_any(actor, act))
    with_own = [act for act in acts if act not in with_any and actor.may_some(act)]
    if not with_own:
        return dict.fromkeys(submitted_by, with_any)
    contents = _contents(store, submitted_by)
    found = {}
    for each, post in submitted_by.items():
        whose = {
            Act.WITHDRAW: (Belonging(posts=frozenset({post})),),
            Act.APPROVE: contents[each],
            Act.READ_SMALL_COUNTS: _with_post(contents[each], post),
        }
        own = (act for act in with_own if actor.may(act, About(belongs=whose[act])))
        found[each] = with_any | frozenset(own)
    return found


def _brought_by(seen: SeenStore, sha256: str) -> list[str]:
    """The submissions that brought a file, or that were made of it by typing cells anew."""
    stored = seen._whole.find_submissions(sha256, limit=None)
    ids = stored.loc[stored["sha256"] == sha256, "submission_id"].tolist()
    if not ids:
        every = seen._whole.submissions()["submission_id"].tolist()
        mended = seen._whole.mended(every)
        ids = [each for each, file in mended.items() if file.original == sha256]
    return ids


def _has_it_otherwise(seen: SeenStore, sha256: str) -> bool:
    """Whether one of several submissions that brought the very file is theirs."""
    posts = {each: seen._whole.submission(each).submitted_by for each in _brought_by(seen, sha256)}
    may = acts_on(seen, posts, [Act.READ_SMALL_COUNTS])
    return any(may.values())


def _contents(seen: SeenStore, ids: Iterable[str]) -> dict[str, tuple[Belonging, ...]]:
    """Whose the measures and activities in submissions are, by id."""
    known = seen._plan.measures_by_id
    return {
        each: of_things(seen._plan, [known[one] for one in sorted(ids) if one in known], codes)
        for each, (ids, codes) in seen._whole.submitted_of([*ids]).items()
    }


def _with_post(things: tuple[Belonging, ...], post: str) -> tuple[Belonging, ...]:
    """The same things, the post's as well; where there are none, the post's alone."""
    return tuple(
        replace(each, posts=each.posts | frozenset({post})) for each in things or (Belonging(),)
    )


def _whose(seen: SeenStore, submitted_by: Mapping[str, str]) -> dict[str, tuple[Belonging, ...]]:
    """Whose submissions are: their posts', or theirs whose everything in it is.

    submitted_by: the post of each, by id.
    """
    contents = _contents(seen, submitted_by)
    return {each: _with_post(contents[each], post) for each, post in submitted_by.items()}


def _own(seen: SeenStore, name: str, given: Mapping[str, Any]) -> "pd.DataFrame":
    """Those of SUBMISSIONS that are the actor's own: as many, after as many, as was asked for."""
    of_all = dict(given) | ({"limit": None, "offset": 0} if name == "find_submissions" else {})
    submissions: pd.DataFrame = getattr(seen._whole, name)(**of_all)
    posts = dict(zip(submissions["submission_id"], submissions["submitted_by"], strict=True))
    whose = _whose(seen, posts)
    mine = [seen._actor.may(Act.READ_RETURNS, About(belongs=whose[each])) for each in posts]
    own = submissions[mine].reset_index(drop=True)
    if name == "submissions":
        return own
    limit, offset = given.get("limit", LISTED), given.get("offset", 0)
    end = None if limit is None else offset + limit
    return own.iloc[offset:end].reset_index(drop=True)
