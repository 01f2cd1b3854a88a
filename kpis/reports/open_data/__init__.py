"""What is given out as open data: tables, how they are described, and what changed in them.

`tables.py` lists every column once. The files, their descriptions for machines (CSV on the Web,
Data Package, schema.org, DCAT) and the page for people are all made of that list, so that none of
them can say another thing than the rest.
"""
