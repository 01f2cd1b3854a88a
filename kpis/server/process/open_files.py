"""How many connections and files the process may have open: as many as the system lets it."""

import contextlib


def allow_many() -> int:
    """Raise the limit to the most this process may ask for, and give it; 0 where there is none.

    A shell often allows 1,024, and each reader takes one: then nobody gets in, and no store opens.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return 0
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):  # macOS names a limit that it does not grant
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        return hard
    return soft
