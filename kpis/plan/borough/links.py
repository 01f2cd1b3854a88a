"""What may be a link in the words of a plan: a web address, an e-mail address, a telephone number.

Anything else is text. So no plan's file can put a script, or a place on somebody's own machine,
behind a link.
"""

import re

_WEB = re.compile(r"(https?://)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?([/?#][^\s<>\"]*)?", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
_TELEPHONE = re.compile(r"\+?[\d ()-]{6,25}")


def address_of(link: str) -> str:
    """Where a link leads: "https://…", "mailto:…" or "tel:…"; "" for what is none of these."""
    if _TELEPHONE.fullmatch(link) and sum(each.isdigit() for each in link) >= 6:
        return f"tel:{re.sub(r'[^+0-9]', '', link)}"
    if _MAIL.fullmatch(link):
        return f"mailto:{link}"
    if _WEB.fullmatch(link):
        return link if link.lower().startswith("http") else f"https://{link}"
    return ""
