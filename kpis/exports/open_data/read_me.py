"""What stands beside the data for whoever finds the folder: what is in it and what columns mean."""

from kpis.exports.open_data.change_log import plain
from kpis.reports.open_data.about import About
from kpis.reports.open_data.columns import Column, Table
from kpis.reports.open_data.plan_tables import OF_A_RELEASE, RELEASES

_WHERE = """\
| Where | What |
|---|---|
| `latest/` | the newest quarter's release that stands |
| `releases/7/` | the data of release 7, for good |
| `measures/ID.csv` | the figures of one measure, as the latest release has them |
| `releases.csv` | every release, and what became of it |
| `changes.md`, `changes.json` | what changed from version to version |
| `csv-metadata.json` | what the CSV files beside it hold: CSV on the Web |
| `datapackage.json` | the same as a Data Package |
| `dataset.jsonld`, `datacatalog.jsonld`, `dcat.jsonld` | for search engines and catalogues |
"""


def read_me(title: str, about: About) -> str:
    """Markdown. about: of the latest release."""
    parts = [
        f"# {plain(title)}\n",
        f"{plain(about.about)}\n",
        _WHERE,
        "CSV files are UTF-8 without a byte order mark, with one header row; days are 2019-09-30, "
        "times UTC. An empty cell says that there is nothing. Parquet files hold the same.\n",
        *(_section(table) for table in (*OF_A_RELEASE, RELEASES)),
    ]
    return "\n".join(parts)


def _section(table: Table) -> str:
    return "\n".join(
        [
            f"## {table.name}: {table.title}\n",
            f"{table.description}\n",
            "| Column | Holds | Meaning |",
            "|---|---|---|",
            *(_line(column) for column in table.columns),
            "",
        ]
    )


def _line(column: Column) -> str:
    listed = f" List `{column.list}` of the table of codes." if column.list else ""
    unit = f", in {column.unit}" if column.unit else ""
    return f"| `{column.name}` | {column.holds}{unit} | {column.description}{listed} |"
