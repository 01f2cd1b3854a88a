"""What leads from a plan to the one before it, and what became of each measure on the way.

`links.py` reads no more of other plans than that needs, `rules.py` says what is wrong with it, and
`load.py` makes it part of a `Plan`. Which plan is in force when is asked of `kpis.plan.chain`.
"""
