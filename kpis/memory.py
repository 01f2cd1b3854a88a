"""Give memory back after large work: a server that once checked a million rows stays small.

The C library keeps what numpy and the text columns have freed, some 400 MB after a million rows,
for allocations that a dashboard never makes again; and the database that runs next in the same
process asks the system for more on top.
"""

import ctypes
import sys


def give_back() -> None:
    """Return freed memory to the system: Arrow's and, where the C library can (glibc), the rest."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    if sys.platform != "linux":
        return
    try:
        trim = ctypes.CDLL("libc.so.6").malloc_trim
    except (OSError, AttributeError):
        return  # another C library, which has its own ways
    trim(0)
