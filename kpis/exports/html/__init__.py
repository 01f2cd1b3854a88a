"""Documents as web pages: HTML that says what everything is, and one sheet for how it looks.

`blocks.py` renders what stands in a section, `sections.py` sections with their headings, `style.py`
gives the style sheet. Pages of a site and documents of one file are put together elsewhere.
"""
