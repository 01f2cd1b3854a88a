"""The plan as a workbook: its files as sheets that are edited in Excel, and back.

`sheets.py` says which table of which file stands on which sheet, `meanings.py` what each key is
for, `values.py` how a value stands in a cell. The files stay the truth: what comes back from a
workbook is compared with them, and only what differs is written.
"""
