"""What leaves the building, as data: made once from the figures, rendered by `kpis.exports`.

`kpis.reports.quarter` gathers everything the report of a quarter says. `kpis.reports.parts` makes
blocks of it, `kpis.reports.pack` a document. Nothing here knows a format, and no renderer knows a
rule: so a pack, its slides, its workbook and the site say the same.
"""
