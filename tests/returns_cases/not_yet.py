"""Cases that do not hold yet, by name. Each test of them is expected to fail, strictly.

A case that holds fails here until its name is taken out. `python -m tests.returns_cases.count
--not-yet` prints the list as it would be now; the file goes when the list is empty.
"""

NOT_YET: frozenset[str] = frozenset()
