"""What people do with returns: check one, submit one, sign figures off, begin with the first ones.

Pages and the command line call the modules here and nothing below them, so both do the same. A
check stores nothing and may be repeated at will; submitting checks again, and whether the file was
submitted before and what it changes is settled within the transaction that stores it, because
others submit at the same time.

Each module is imported by itself: whoever only looks at figures (`known`) does not wait for what
reads and checks workbooks.
"""
