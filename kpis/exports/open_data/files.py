"""Every file of the open data, under the address it has for good.

    data/README.md, releases.csv, changes.json, changes.md, datacatalog.jsonld, dcat.jsonld
    data/releases/7/    the data of release 7: a CSV and a Parquet file for each table, what
                        machines are told of them, and what changed
    data/latest/        the same files of the newest quarter's release that stands
    data/measures/      the figures of each measure, ID.csv and ID.parquet, as that release has
                        them, with what machines are told of ID.csv; of one that the plan gave up
                        as the last release with figures of it has them

What is given out is what stands in the tables and nothing else: the same data give the same bytes.
"""

from collections.abc import Mapping

from kpis.exports.open_data import csvw, data_package
from kpis.exports.open_data.change_log import change_log, change_log_text, change_record
from kpis.exports.open_data.json_text import json_bytes
from kpis.exports.open_data.linked_data import Distribution, data_catalog_of, dataset_of, dcat_of
from kpis.exports.open_data.read_me import read_me
from kpis.exports.open_data.table_files import csv_of, csv_of_rows, parquet_of, rows_of
from kpis.reports.open_data.about import WITH_ILLUSTRATIVE, About, about_measure, about_of
from kpis.reports.open_data.data_set import DataSet
from kpis.reports.open_data.plan_tables import OF_A_RELEASE, RELEASES
from kpis.reports.open_data.tables import FIGURES, REPORT
from kpis.reports.open_data.whole import (
    DATA,
    LATEST,
    OF_MEASURES,
    OpenData,
    folder_of_number,
    releases_table,
)

_WITH_FIGURES = (FIGURES, REPORT)  # whose numbers have the decimals of their measure


def open_data_files(data: OpenData) -> dict[str, bytes]:
    """Every file by its path. Of a plan of which nothing was published there is none."""
    newest_first = list(reversed(data.data_sets))
    if not newest_first:
        return {}
    files: dict[str, bytes] = {}
    abouts = {each.release.number: about_of(data, each) for each in newest_first}
    released = []
    for each in newest_first:
        folder = folder_of_number(each.release.number)
        of_release = release_files(data, each, abouts[each.release.number])
        files |= {f"{folder}/{name}": content for name, content in of_release.items()}
        if each is data.latest:
            files |= {f"{LATEST}/{name}": content for name, content in of_release.items()}
        released.append((abouts[each.release.number], _distributions(folder, of_release)))
    of_measures = measure_files(data, data.newest_with())
    files |= {f"{OF_MEASURES}/{name}": content for name, content in of_measures.items()}
    title = f"Open data: {data.plan.title}, {data.plan.council}"
    if any(about.made_up for about in abouts.values()):
        title += WITH_ILLUSTRATIVE
    versioned = list(data.versions.values())
    table = releases_table(data)
    about = about_of(data, data.latest) if data.latest else abouts[newest_first[0].release.number]
    files |= {
        f"{DATA}/releases.csv": csv_of(table, RELEASES),
        f"{DATA}/{csvw.FILE}": json_bytes(csvw.csvw_of([("releases.csv", RELEASES)], about)),
        f"{DATA}/changes.json": json_bytes(change_log(versioned)),
        f"{DATA}/changes.md": change_log_text(versioned, title).encode(),
        f"{DATA}/datacatalog.jsonld": json_bytes(
            data_catalog_of(title, abouts.values(), data.site)
        ),
        f"{DATA}/dcat.jsonld": json_bytes(dcat_of(title, released, data.site)),
        f"{DATA}/README.md": read_me(title, about).encode(),
    }
    return dict(sorted(files.items()))


def release_files(
    data: OpenData, data_set: DataSet, about: About | None = None
) -> dict[str, bytes]:
    """The files of one release by their names, without a folder."""
    about = about or about_of(data, data_set)
    one = data.versions[data_set.release.number]
    csvs = {
        table: csv_of(
            data_set.tables[table.name],
            table,
            data_set.decimals if table in _WITH_FIGURES else None,
        )
        for table in OF_A_RELEASE
    }
    files = {f"{table.name}.csv": content for table, content in csvs.items()}
    files |= {
        f"{table.name}.parquet": parquet_of(data_set.tables[table.name], table)
        for table in OF_A_RELEASE
    }
    described = [(f"{table.name}.csv", table) for table in csvs]
    packed = [(f"{table.name}.csv", table, content) for table, content in csvs.items()]
    measured = {
        measure.id: (measure.title, measure.unit_label) for measure in data_set.plan.counted
    }
    distributions = _distributions(folder_of_number(data_set.release.number), files)
    name = f"release-{data_set.release.number}"
    return files | {
        csvw.FILE: json_bytes(csvw.csvw_of(described, about)),
        data_package.FILE: json_bytes(data_package.data_package_of(name, packed, about)),
        "dataset.jsonld": json_bytes(dataset_of(about, distributions, measured)),
        "changes.json": json_bytes(change_record(one)),
        "changes.md": change_log_text([one], about.title).encode(),
    }


def measure_files(data: OpenData, held: Mapping[str, DataSet]) -> dict[str, bytes]:
    """The files of measures by their names. held: by id of each measure the data of the release
    whose figures it is given out with. Of none there is no file."""
    files: dict[str, bytes] = {}
    for number in sorted({each.release.number for each in held.values()}):
        data_set = data.of_release(number)
        figures = data_set.tables[FIGURES.name]
        rows = rows_of(figures, FIGURES, data_set.decimals)
        whole = about_of(data, data_set)
        for measure_id, places in figures.groupby("measure", sort=False).indices.items():
            if held.get(str(measure_id)) is data_set:
                own = figures.iloc[places].reset_index(drop=True)
                files[f"{measure_id}.csv"] = csv_of_rows((rows[at] for at in places), FIGURES)
                files[f"{measure_id}.parquet"] = parquet_of(own, FIGURES)
                about = about_measure(whole, data_set, str(measure_id), own)
                files[f"{measure_id}.csv{csvw.OF_ONE}"] = json_bytes(
                    csvw.csvw_of_one(f"{measure_id}.csv", FIGURES, about)
                )
    return files


def _distributions(folder: str, files: Mapping[str, bytes]) -> list[Distribution]:
    return [
        Distribution(
            path=f"{folder}/{table.name}.{ending}",
            title=f"{table.title}, {words}",
            size=len(files[f"{table.name}.{ending}"]),
        )
        for table in OF_A_RELEASE
        for ending, words in (("csv", "CSV"), ("parquet", "Parquet"))
    ]
