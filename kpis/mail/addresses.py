"""What is taken for an address of mail: one person's, that every mail server understands.

An address with letters beyond ASCII is one that many servers still refuse, so it is refused here,
where somebody can give another.
"""

import re
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import formataddr

from kpis.errors import UsageError
from kpis.words.lists import cut

LONGEST = 254  # characters, as RFC 5321 has it
_WITH_NAME = re.compile(r"([^<>]*)<([^<>]*)>\s*")
_DOMAIN = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(\.(?!-)[A-Za-z0-9-]{1,63})*")


def checked(text: str) -> str:
    """The address without blanks around it. Raises UsageError for what is none."""
    address = text.strip()
    if not _is_address(address):
        raise UsageError(
            f"{cut(address, 60)!r} is no mail address. Write one address, without a name, such as "
            "head.of.parks@council.example."
        )
    return address


def named(text: str) -> tuple[str, str]:
    """Name and address of "Performance team <kpi@council.example>"; the name may be left out.

    Raises UsageError for what is none.
    """
    if not text.isprintable():
        raise UsageError(f"{cut(text, 60)!r} has characters that no header may have.")
    found = _WITH_NAME.fullmatch(text)
    if found is None:
        return "", checked(text)
    return found[1].strip().strip('"'), checked(found[2])


def written(name: str, address: str) -> str:
    """The two as a header has them."""
    return formataddr((name, address))


def _is_address(text: str) -> bool:
    local, _, domain = text.rpartition("@")
    if not (text.isascii() and text.isprintable() and len(text) <= LONGEST and local):
        return False
    if any(sign in text for sign in ' ,;<>()[]\\"') or not _DOMAIN.fullmatch(domain):
        return False
    try:
        return Address(addr_spec=text).addr_spec == text
    except (HeaderParseError, ValueError, IndexError):  # the last where nothing can be read of it
        return False
