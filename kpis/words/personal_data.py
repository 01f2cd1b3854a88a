"""Which personal data are kept, where, for how long, and how they are removed."""

HEADER = ("What", "Where it stands", "How long")
KEPT = (
    ("a person's sign-in code, their name", "a table, beside a random id", "until it is erased"),
    (
        "the network address they came from",
        "a table, beside the number of the act",
        "until it is erased",
    ),
    (
        "an address that gets mails of releases",
        "a table, beside a random id; of mails that were written as files, in these",
        "until its last subscription ends",
    ),
    ("posts, acts, times", "the audit, with the id", "for good"),
)
# What erasing does, and what it cannot do, in sentences.
ERASING = (
    "Erasing ends a person's roles, and the mails they subscribed to themselves, and puts the post "
    "they last held in the place of their name, everywhere; code and addresses go. The audit stays "
    "whole, because no name went into it."
)
WHEN_TO_ERASE = (
    "Do so when the council's own rule on keeping such data says, for instance two years after "
    "somebody left."
)
NOT_ERASED = (
    "What people type themselves, reasons and notes, cannot be erased: so no names in there. "
    "Backups made before have the name still, and the bytes of it can stay in the store's file "
    "until the space is used for something else."
)
