"""What a provider says of somebody: who it is, which roles follow, and what is not believed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.model import Holding, Role
from kpis.sign_in.claims import (
    BORNE,
    MOST_ROLES,
    NotSignedIn,
    kept_of,
    login_of,
    plain_name,
    signed_in,
    signed_in_by_proxy,
)
from kpis.sign_in.settings import Provider, SignInSettings

NOW = datetime(2026, 11, 30, 9, 0)
AT = int(NOW.replace(tzinfo=UTC).timestamp())
ISSUER = "https://id.example"
MEMBER = Holding(role=Role.MEMBER)
PUBLISHER = Holding(role=Role.PUBLISHER, post="Head of Communications")
SETTINGS = SignInSettings(
    provider=Provider(
        metadata=f"{ISSUER}/.well-known/openid-configuration",
        client_id="kpi",
        client_secret="s" * 8,
        cookie_secret="c" * 32,
        address="https://kpi.example",
        issuers=(ISSUER,),
    ),
    roles={"KPI.Member": MEMBER, "KPI.Publisher": PUBLISHER, "7f0c": MEMBER},
)
CLAIMS = {
    "iss": ISSUER,
    "sub": "ana",
    "aud": "kpi",
    "iat": AT,
    "exp": AT + 300,
    "name": "Ana Example",
    "email": "team@council.example",
    "picture": "https://id.example/ana.png",
    "roles": ["KPI.Publisher"],
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def holdings(**said) -> tuple[Holding, ...]:
    """The roles of somebody of whom this is said beside or in the place of the claims."""
    claims = {name: each for name, each in (CLAIMS | said).items() if each != "absent"}
    return signed_in(kept_of(claims, SETTINGS, "one", NOW), SETTINGS, NOW).holdings


ROLES = {
    "one of ours": ({}, (PUBLISHER,)),
    "two of ours": ({"roles": ["KPI.Member", "KPI.Publisher"]}, (MEMBER, PUBLISHER)),
    "the same twice": ({"roles": ["KPI.Member", "KPI.Member", "7f0c"]}, (MEMBER,)),
    "unknown": ({"roles": ["Sales.Admin"]}, ()),
    "unknown beside ours": ({"roles": ["Sales.Admin", "KPI.Member"]}, (MEMBER,)),
    "another case": ({"roles": ["kpi.member"]}, ()),
    "empty": ({"roles": []}, ()),
    "empty, groups beside": ({"roles": [], "groups": ["7f0c"]}, ()),
    "no claim": ({"roles": "absent"}, ()),
    "groups where there are no app roles": ({"roles": "absent", "groups": ["7f0c"]}, (MEMBER,)),
    "app roles before groups": ({"groups": ["7f0c"]}, (PUBLISHER,)),
    "a text": ({"roles": "KPI.Publisher"}, ()),
    "a number": ({"roles": 7}, ()),
    "true": ({"roles": True}, ()),
    "nothing": ({"roles": None}, ()),
    "a table": ({"roles": {"KPI.Publisher": True}}, ()),
    "numbers in it": ({"roles": ["KPI.Publisher", 7]}, ()),
    "300 groups": (
        {"roles": "absent", "groups": ["7f0c", *(f"g{each}" for each in range(299))]},
        (),
    ),
    "as many as are borne": (
        {"roles": "absent", "groups": ["7f0c", *(f"g{each}" for each in range(MOST_ROLES - 1))]},
        (MEMBER,),
    ),
    "left out as too many": ({"roles": "absent", "_claim_names": {"groups": "src1"}}, ()),
}


@pytest.mark.parametrize(("said", "held"), ROLES.values(), ids=ROLES)
def test_roles_follow_from_claims_that_are_just_as_they_have_to_be(said, held):
    assert holdings(**said) == held


@pytest.mark.parametrize("said", [ROLES["300 groups"][0], ROLES["left out as too many"][0]])
def test_who_has_too_many_groups_can_be_told_so(said):
    claims = {name: each for name, each in (CLAIMS | said).items() if each != "absent"}
    assert signed_in(kept_of(claims, SETTINGS, "one", NOW), SETTINGS, NOW).left_out
    assert not signed_in(kept_of(CLAIMS, SETTINGS, "one", NOW), SETTINGS, NOW).left_out


@given(st.sampled_from(["roles", "groups", "_claim_names", "name", "preferred_username"]), JSON)
def test_whatever_a_claim_holds_gives_no_role_that_is_not_named_in_it(name, value):
    claims = {each: said for each, said in CLAIMS.items() if each != "roles"} | {name: value}
    found = signed_in(kept_of(claims, SETTINGS, "one", NOW), SETTINGS, NOW)
    assert not found.holdings
    assert found.name.isprintable()


NOT_BELIEVED = {
    "another issuer": {"iss": "https://other.example"},
    "an issuer that begins alike": {"iss": f"{ISSUER}.evil.example"},
    "no issuer": {"iss": None},
    "for another program": {"aud": "other"},
    "for several, and ours is not it": {"aud": ["kpi", "other"], "azp": "other"},
    "for several, and it is not said for whom": {"aud": ["kpi", "other"]},
    "handed on by another program": {"azp": "other"},
    "nobody": {"sub": ""},
    "a number": {"sub": 7},
    "endless": {"sub": "a" * 256},
    "expired": {"exp": AT - 301},
    "from the future": {"iat": AT + 301},
    "no time": {"exp": None},
    "time as text": {"iat": str(AT)},
    "time as truth": {"exp": True},
}


@pytest.mark.parametrize("said", NOT_BELIEVED.values(), ids=NOT_BELIEVED)
def test_a_token_that_is_not_for_us_now_signs_nobody_in(said):
    with pytest.raises(NotSignedIn):
        kept_of(CLAIMS | said, SETTINGS, "one", NOW)


def test_a_clock_five_minutes_off_is_borne_either_way():
    off = int(BORNE.total_seconds())
    assert holdings(iat=AT + off, exp=AT + off + 1) == (PUBLISHER,)
    assert holdings(iat=AT - off - 1, exp=AT - off) == (PUBLISHER,)


def test_two_people_with_one_address_are_two_and_one_who_changes_it_stays_one():
    first, second = (
        signed_in(kept_of(CLAIMS | said, SETTINGS, "one", NOW), SETTINGS, NOW).login
        for said in ({}, {"sub": "bo"})
    )
    changed = CLAIMS | {"email": "ana@council.example", "name": "Ana Other"}
    assert first != second
    assert signed_in(kept_of(changed, SETTINGS, "two", NOW), SETTINGS, NOW).login == first


def test_the_same_name_at_another_issuer_is_somebody_else():
    assert login_of(ISSUER, "ana") != login_of("https://other.example", "ana")
    assert login_of("a", "b\nc") != login_of("a\nb", "c")


def test_only_what_is_needed_is_kept_of_what_a_provider_says():
    kept = kept_of(CLAIMS | {"roles": ["Sales.Admin", "KPI.Member"]}, SETTINGS, "one", NOW)
    assert kept == {
        "iss": ISSUER,
        "sub": "ana",
        "aud": "kpi",
        "name": "Ana Example",
        "roles": ["KPI.Member"],
        "left_out": False,
        "session": "one",
        "since": AT,
    }


KEPT = kept_of(CLAIMS, SETTINGS, "one", NOW)


@pytest.mark.parametrize(
    "changed",
    [
        {"session": ""},
        {"session": 7},
        {"since": "now"},
        {"since": True},
        {"since": -1},
        {"since": AT + 301},
        {"iss": "https://other.example"},
        {"aud": "other"},
        {"sub": None},
    ],
)
def test_what_a_browser_brings_back_otherwise_than_it_was_given_is_not_believed(changed):
    with pytest.raises(NotSignedIn):
        signed_in(KEPT | changed, SETTINGS, NOW)


@given(st.dictionaries(st.sampled_from([*KEPT, "else"]), JSON))
def test_whatever_a_browser_brings_back_is_somebody_or_nobody(changed):
    try:
        found = signed_in(KEPT | changed, SETTINGS, NOW)
    except NotSignedIn:
        return
    assert set(found.holdings) <= {MEMBER, PUBLISHER}


def test_a_role_that_is_mapped_no_more_counts_no_more():
    without = SignInSettings(provider=SETTINGS.provider, roles={})
    assert signed_in(KEPT, without, NOW).holdings == ()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Ana Example", "Ana Example"),
        ("  Ana \n\t Example ", "Ana Example"),
        ("Ana\u202eelpmaxE\x00\x1b[31m", "Ana elpmaxE [31m"),
        ("a" * 100_000, "a" * 120),
        (7, ""),
        (None, ""),
        (["Ana"], ""),
    ],
)
def test_a_name_is_shown_as_plain_text_that_ends(said, shown):
    assert plain_name(said) == shown


def test_a_proxy_says_who_it_is_and_which_roles_they_have():
    found = signed_in_by_proxy(" ana ", "Ana Example", "KPI.Member , KPI.Publisher", SETTINGS)
    assert found.login == login_of("proxy", "ana")
    assert (found.name, found.holdings) == ("Ana Example", (MEMBER, PUBLISHER))
    assert (found.session, found.since) == ("", None)
    assert signed_in_by_proxy("ana", "", "", SETTINGS).holdings == ()
    many = ",".join(["KPI.Member"] * (MOST_ROLES + 1))
    assert signed_in_by_proxy("ana", "", many, SETTINGS).holdings == ()


@pytest.mark.parametrize("who", ["", "  ", "a" * 256, "ana\x00", "ana\u202e"])
def test_a_proxy_that_names_nobody_signs_nobody_in(who):
    with pytest.raises(NotSignedIn):
        signed_in_by_proxy(who, "Ana", "KPI.Member", SETTINGS)


def test_a_session_begins_when_it_was_signed_in_and_not_by_the_providers_clock():
    kept = kept_of(CLAIMS | {"iat": AT + 300, "auth_time": AT - 90_000}, SETTINGS, "one", NOW)
    assert signed_in(kept, SETTINGS, NOW + timedelta(hours=1)).since == NOW
