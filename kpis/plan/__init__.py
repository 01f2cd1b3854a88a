"""A council's plan as a folder of TOML files: read, checked and made into a `Plan`.

`load.py` makes the plan or refuses it, `check.py` lists what is wrong with it, `calendar.py` says
what is due when, and `lookup.py` finds the measure a return means. The rules stand by what they
look at: one year's aim, one measure's file, measures among each other, the plan's other files.
"""
