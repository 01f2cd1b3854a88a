"""`kpis access`: roles given, taken and listed, and names erased."""

import pytest

GIVE = ("access", "give", "ann@north.example")
SAID = ("--name", "Ann Oak", "--by", "Head", "--why", "New")


def test_a_role_is_given_listed_and_taken_with_all_that_was_said_of_it(kpis):
    given = kpis(
        *(*GIVE, "contributor", "--post", "Service Head", "--deputy"),
        *("--directorate", "place", "--from", "2019-11-01", "--to", "2099-03-31", *SAID, "--json"),
    ).document["assignments"][0]
    assert (given["role"], given["post"], given["deputy"]) == ("contributor", "Service Head", True)
    assert (given["directorate"], given["outcomes"]) == ("Place", [])
    assert (given["from"], given["to"], given["in_force"]) == ("2019-11-01", "2099-03-31", True)
    assert (given["name"], given["given_by"], given["why"]) == ("Ann Oak", "Head", "New")
    assert kpis("access", "--json").document["assignments"] == [given]
    taken = kpis("access", "take", "1", "--by", "Head", "--why", "Left", "--json").document
    (entry,) = taken["assignments"]
    assert (entry["in_force"], entry["taken_by"], entry["taken_why"]) == (False, "Head", "Left")
    shown = kpis("access", "list", "ANN@north.example").out.splitlines()
    assert shown[1].split()[:4] == ["1", "Ann", "Oak", "ann@north.example"]


def test_where_nobody_has_a_role_it_says_who_may_do_what(kpis):
    shown = kpis("access")
    assert shown.err == "Nobody was given a role: whoever is at this machine may do everything.\n"


def test_who_was_never_given_a_role_is_named_where_theirs_are_asked_for(kpis):
    assert kpis("access", "list", "S-none").err == "No role was ever given to S-none.\n"


def test_a_contributor_to_whose_post_nothing_belongs_is_told_as_it_is_given(kpis):
    done = kpis(*GIVE, "contributor", "--post", "Head of Nothing", *SAID)
    assert done.code == 0
    told = "belongs to Head of Nothing, so the role is for nothing yet."
    assert told in done.err
    assert told not in kpis(*GIVE, "contributor", "--post", "Head of", "--outcome", "1", *SAID).err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("give", "ann"), "kpis access give takes a LOGIN and a ROLE."),
        (
            ("give", "ann", "king"),
            "'king' is no role. They are pre_release_reader, member, director,",
        ),
        (("give", "ann", "public"), "that role is given to nobody"),
        (("give", "ann", "publisher"), "Say as which post a publisher acts."),
        (("give", "ann", "director", "--post", "D"), "Say for which outcomes"),
        (
            ("give", "ann", "director", "--post", "D", "--outcome", "99"),
            "has no outcome 99. Its outcomes are 1, 2,",
        ),
        (
            ("give", "ann", "contributor", "--post", "D", "--directorate", "Plase"),
            "has no directorate 'Plase'. They are ",
        ),
        (
            ("give", "ann", "member", "--from", "2019-12-01", "--to", "2019-11-30"),
            "would end on 2019-11-30, before it starts on 2019-12-01",
        ),
        (
            ("give", "ann", "member", "--to", "2019-11-30"),
            "would end on 2019-11-30, before it starts on ",
        ),
        (("give", "ann", "member", "--from", "soon"), "'soon' is no day. Write it as 2019-11-01."),
        (("give", " ", "member"), "Say whose role it is"),
        (("give", "ann\x1b[2J", "member"), "has characters that cannot be printed"),
        (("give", "ann", "member", "--name", "A\u202enn"), "has characters that cannot be printed"),
        (("give", "a" * 201, "member"), "is longer than 200 characters"),
        (("take",), "kpis access take takes the NUMBER of an assignment."),
        (("take", "one"), "'one' is no number of an assignment"),
        (("erase", "bob"), "Nobody signs in as 'bob'."),
        (("list", "a", "b"), "kpis access list takes at most a LOGIN."),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(kpis, arguments, sentence):
    done = kpis("access", *arguments, "--by", "Head", "--why", "New")
    assert done.code == 2
    assert sentence in done.err
    assert kpis("access", "--json").document["assignments"] == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [(("--why", "New"), "Say which post gives"), (("--by", "Head"), "Say why the role is given")],
)
def test_who_gives_a_role_says_as_what_and_why(kpis, said, sentence):
    done = kpis(*GIVE, "member", *said)
    assert (done.code, sentence in done.err) == (2, True)


def test_a_role_that_is_there_is_not_given_again_and_one_that_is_not_cannot_be_taken(kpis):
    kpis(*GIVE, "member", *SAID)
    again = kpis(*GIVE, "member", *SAID)
    assert (again.code, "has that role already" in again.err) == (19, True)
    gone = kpis("access", "take", "7", "--by", "Head", "--why", "Left")
    assert (gone.code, "There is no assignment 7" in gone.err) == (19, True)


def test_a_name_that_is_erased_is_in_no_list_and_no_audit(kpis):
    kpis(*GIVE, "publisher", "--post", "Publishing Officer", *SAID)
    kpis(*GIVE, "member", *SAID)
    done = kpis("access", "erase", "ann@north.example", "--by", "Head", "--json")
    assert done.err == (
        "The name of ann@north.example is erased. In its place stands: Publishing Officer.\n"
    )
    assert {each["name"] for each in done.document["assignments"]} == {"Publishing Officer"}
    assert not any(each["in_force"] for each in done.document["assignments"])
    for told in (kpis("access").out, kpis("audit").out, kpis("audit", "--json").out):
        assert "Ann" not in told
        assert "ann@" not in told
    assert kpis("verify", "--audit").code == 0
