"""Write docs/access.md: roles, and who may do what.

Run as `python -m docs.scripts.access_page`, or `make docs`. The tables are made from
`kpis.model.ALLOWED` and the words the program itself has for roles and acts.
"""

from pathlib import Path
from textwrap import fill

from docs.scripts.markdown import table
from kpis.model import Act, Role
from kpis.words.access import ACT_WORDS, may_word, role_heading
from kpis.words.personal_data import ERASING, HEADER, KEPT, NOT_ERASED, WHEN_TO_ERASE

PAGE = Path(__file__).parents[2] / "docs/access.md"

BEFORE = """\
# Who may do what

<!-- Written by `make docs` from kpis.model.ALLOWED and this page's script: change those. -->

Without sign-in there is one user: whoever sits at the machine. They may do everything, as the post
they type. The command line always works so, because whoever may run it can read the store's file
anyway; each act is kept with the post that was given. Pages work so as long as no sign-in is set
up.

Roles are for when people sign in. A person may have several, each from a day to a day. They act as
a post, and a post may have several holders and deputies.

## Roles
"""
ABOUT_ROLES = {
    Role.PUBLIC: "Everybody, signed in or not. It is given to nobody.",
    Role.PRE_RELEASE_READER: (
        "Holds a post that may read a release some hours before it is published; else the public."
    ),
    Role.MEMBER: "Sits on the board, or reads for it.",
    Role.DIRECTOR: "Answers for outcomes, or for a directorate.",
    Role.CONTRIBUTOR: "Returns the figures of a post, or of a directorate.",
    Role.PERFORMANCE_TEAM: "Collects, checks and approves the figures of all.",
    Role.PUBLISHER: "Publishes a quarter once it is approved.",
    Role.ADMINISTRATOR: "Gives and takes roles, and reads who did what.",
}
BETWEEN = """\
## Who may do what

*Yes* means with everything. *Own* means with what the role was given for: a submission is one's
own where one's post submitted it; an annotation where one's post wrote it; a measure where one's
post owns it or it belongs to one's directorate or outcome; an activity where it belongs to one's
outcome. A return with a single figure of somebody else is refused as a whole. What one role was
given for lends nothing to another: a director of outcome 2 who also returns figures for a
directorate approves those of outcome 2 alone.
"""
AFTER = """\
Counts that are withheld are withheld on pages from everybody, whatever their role. The files as
they were sent hold them, so those are for who may read small counts; where nobody signs in, a file
that holds some is not handed out. A return that is checked is compared by group with the figures
of those measures alone whose small counts who checks it may read: else a count could be guessed
until nothing changes.

This is asked where data is read and written, not only where a link is drawn. A page that is not
for somebody is not in their menu, and says so at its address. Where a page shows only what is one's
own it says whose that is: *You see the returns of your post: Head of Parks.* A file that is
downloaded is asked for at that moment, not when the page was drawn.

## Give, take, list

```
kpis access give S-4f2a1-9bc03-77d10-a4e5b contributor --name "Ann Oak" --post "Head of Parks" \\
    --directorate Place --from 2019-11-01 --by "Head of Performance" --why "New in post"
kpis access give S-0c7d2-55e1a-9f3b8-d2c64 director --post "Director of Place" --deputy \\
    --outcome 5 --outcome 6 --to 2020-03-31 --by "Head of Performance" --why "Post is empty"
kpis access
kpis access take 1 --by "Head of Performance" --why "Left the council"
```

The page *Roles* does the same, and says which posts nobody holds today, which roles end within 30
days, and who without a role was refused something.

Somebody is known by the sign-in code that the dashboard shows them once they have signed in
([Signing in](sign-in.md)). A role begins and ends at midnight in the UK. Nothing that was given or
taken is forgotten.

## What is kept of it

Every act is in the audit with the post, the person, when and from where, what it was about and
what was old and new; so is every act that was refused, with a sentence for who asked, and every
page that was asked for by somebody it is not for. (Who is asked to sign in again, since their
session is over, was refused nothing.) Of refused acts there are up to 60 an hour from one person
or address, 600 from all whom the store knows and 600 from all others: further ones are counted,
and the next that is written down says how many they were. The page *Audit* lists and
searches them, says whether the audit is whole and hands out what was found as a file; so does
`kpis audit`, with `--export FILE.json` or `FILE.csv`.

Each entry carries a hash of itself and of the one before. `kpis verify` says whether the audit is
whole: it finds an entry that was changed, one that is missing, a wrong order, another name in the
place of a person's, and an end that was cut while the store has what was done. It prints the
number and hash of the last entry. Keep that line somewhere else, in the minutes of a meeting for
instance, and ask for it again with `kpis verify --noted 120:5f3a…`: then not even who writes the
whole audit anew stays unnoticed. An exported file is checked by `kpis verify FILE.json`, without
the store; without this program too, since `hash` is the SHA-256 of the text in `sealed`.

## Personal data
"""


def page() -> str:
    """The whole page."""
    roles = table(
        ("Role", "Typed as", "Who that is"),
        (
            (role_heading(role), f"`{role.value}`" if role is not Role.PUBLIC else "", about)
            for role, about in ABOUT_ROLES.items()
        ),
    )
    acts = table(
        ("To", *map(role_heading, Role)),
        ((ACT_WORDS[act], *(may_word(act, role) for role in Role)) for act in Act),
    )
    kept = table(HEADER, KEPT)
    return "\n".join([BEFORE, roles, BETWEEN, acts, AFTER, kept, erasing()])


def erasing() -> str:
    """How names are removed, in lines as this page has them."""
    how = "`kpis access erase SIGN-IN-CODE --by POST` erases a name, and so does the page *Roles*."
    return fill(f"{how} {ERASING} {WHEN_TO_ERASE} {NOT_ERASED}", 100) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
