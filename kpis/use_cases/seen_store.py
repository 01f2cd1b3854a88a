"""The store as somebody may see it: whatever is asked of it is asked of their roles first.

Use cases ask before they write. What only looks asks the store itself, on pages and elsewhere, so
the store that is handed to whoever looks is one of these. What a question needs is in one table,
and a question that is not in it is refused to everybody.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd

from kpis.errors import AccessRefused
from kpis.model import About, Act, Actor, Belonging, Plan, Reach, of_measures
from kpis.model.access import ALLOWED
from kpis.store import LISTED, Store
from kpis.use_cases.allow import allow, allow_some, of_things

# Of the file, or asked by use cases before they write; these need no role.
ASKED_ELSEWHERE = frozenset(
    {
        *("exists", "version", "prepare", "path", "timeout"),
        *("submit", "submit_first", "withdraw", "approve", "publish"),
        *("add_annotation", "withdraw_annotation", "forget_mapping", "forget_answer"),
        *("give_access", "take_access", "erase_name", "refuse", "person"),
    }
)
PUBLISHED = frozenset({"releases", "release", "release_plan", "has_submissions"})
# Published where they are asked for a release, and not where they are not.
OF_A_RELEASE = frozenset({"outturns", "activities", "annotations"})
NEEDS: Mapping[str, Act] = {
    **dict.fromkeys(PUBLISHED, Act.READ_PUBLISHED),
    **dict.fromkeys(OF_A_RELEASE, Act.READ_BEFORE_RELEASE),
    "approved_outturns": Act.READ_BEFORE_RELEASE,
    "approved_activities": Act.READ_BEFORE_RELEASE,
    "figures_by_group": Act.READ_BEFORE_RELEASE,  # to tell what is withheld
    "preview": Act.CHECK,
    "provenances_of": Act.CHECK,
    "mappings": Act.CHECK,
    "answers": Act.CHECK,
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
    "file": Act.READ_SMALL_COUNTS,  # for a file has whatever was in it
    "audit": Act.READ_AUDIT,
    "audit_extent": Act.READ_AUDIT,
    "audit_entries": Act.READ_AUDIT,
    "audit_faults": Act.READ_AUDIT,
    "assignments": Act.READ_ACCESS,
}
_LISTS = frozenset({"submissions", "find_submissions"})  # of which each gets their own


class SeenStore(Store):
    """A store that answers what an actor may ask, and raises AccessRefused for all else.

    plan: says whose measures are. Of lists of submissions everybody gets those they may read.
    """

    def __init__(self, store: Store, plan: Plan, actor: Actor) -> None:
        super().__init__(store.path, timeout=store.timeout)
        self._whole, self._plan, self._actor = store, plan, actor

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name.startswith("_") or name in ASKED_ELSEWHERE:
            return found
        return partial(_asked, self, name, found)


def _asked(seen: SeenStore, name: str, ask: Callable[..., Any], *args: Any, **named: Any) -> Any:
    store, actor = seen._whole, seen._actor
    if name not in NEEDS:
        raise AccessRefused(f"Nobody may ask the store for {name}.")
    act = NEEDS[name]
    given = inspect.signature(ask).bind(*args, **named).arguments
    if name in OF_A_RELEASE and given.get("release") is not None:
        act = Act.READ_PUBLISHED
    if _is_for_any(actor, act):
        return getattr(store, name)(*args, **named)
    if name in _LISTS:
        allow_some(store, actor, act, About(words="submissions"))
        return _own(seen, name, given)
    allow(store, actor, act, _about(seen, name, given))
    return getattr(store, name)(*args, **named)


def _is_for_any(actor: Actor, act: Act) -> bool:
    return any(ALLOWED[act].get(role) is Reach.ANY for role in actor.roles)


def _about(seen: SeenStore, name: str, given: Mapping[str, Any]) -> About:
    """Whose it is that is asked for: of a measure, of submissions, or of nobody in particular."""
    plan = seen._plan
    if (measure_id := given.get("measure_id")) is not None and name != "annotations":
        known = plan.measures_by_id.get(measure_id)
        return About(words=str(measure_id), belongs=of_measures([known]) if known else ())
    if name == "file":
        stored = seen._whole.find_submissions(given["sha256"], limit=None)
        ids = stored.loc[stored["sha256"] == given["sha256"], "submission_id"].tolist()
    else:
        one = given.get("submission_id")
        ids = list(given.get("submission_ids", ())) if one is None else [one]
    posts = {each: seen._whole.submission(each).submitted_by for each in ids}
    belongs = [thing for things in _whose(seen, posts).values() for thing in things]
    return About(words=", ".join(ids), submission_id=ids[0] if ids else "", belongs=tuple(belongs))


def _whose(seen: SeenStore, submitted_by: Mapping[str, str]) -> dict[str, tuple[Belonging, ...]]:
    """Whose submissions are: their posts', or theirs whose everything in it is.

    submitted_by: the post of each, by id.
    """
    known = seen._plan.measures_by_id
    found: dict[str, tuple[Belonging, ...]] = {}
    for submission_id, (ids, codes) in seen._whole.submitted_of([*submitted_by]).items():
        measures = [known[each] for each in sorted(ids) if each in known]
        post = frozenset({submitted_by[submission_id]})
        things = of_things(seen._plan, measures, codes) or (Belonging(),)
        found[submission_id] = tuple(
            Belonging(posts=each.posts | post, directorate=each.directorate, outcome=each.outcome)
            for each in things
        )
    return found


def _own(seen: SeenStore, name: str, given: Mapping[str, Any]) -> pd.DataFrame:
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
