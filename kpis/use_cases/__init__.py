"""What people do with returns: check one, submit one, sign figures off, begin with the first ones.

Every act that changes a store, and everything that needs several rooms at once, goes through here,
so that pages and the command line do the same. What only looks does not have to: both ask the store
themselves, and use the types of the rooms below.

A check stores nothing and may be repeated at will; submitting checks again, and whether the file
was submitted before and what it changes is settled within the transaction that stores it, because
others submit at the same time.

Each module is imported by itself: whoever only looks at figures (`figures_as_at`) does not wait for
what reads and checks workbooks.
"""
