"""The data quality report as a CSV file to take away and work through."""

import pandas as pd

from kpis.formulas import without_formulas
from kpis.frames import QUALITY, TEXT


def quality_csv(findings: pd.DataFrame) -> bytes:
    """QUALITY as UTF-8 with the byte order mark Excel needs, one row per finding.

    Columns: kind, severity, measure, title, period, period_id, found, what_to_do, illustrative
    (yes or empty). No rows give the header alone. A text that a spreadsheet would work out has a
    quote before it.
    """
    QUALITY.check(findings)
    table = pd.DataFrame(
        {
            "kind": findings["code"],
            "severity": findings["severity"],
            "measure": findings["measure_code"],
            "title": findings["title"],
            "period": findings["period_label"],
            "period_id": findings["period_id"],
            "found": findings["sentence"],
            "what_to_do": findings["action"],
            "illustrative": findings["illustrative"].map({True: "yes", False: ""}).astype("str"),
        }
    )
    texts = table.columns[table.dtypes == TEXT]
    table[texts] = table[texts].map(without_formulas)
    return table.to_csv(index=False).encode("utf-8-sig")
