"""The whole of a store: copied into one file, put back from it, and looked at for what is wrong."""

from collections.abc import Callable

# Called with what is being done, in words, and how far it is, from 0 to 1.
Progress = Callable[[str, float], None]
