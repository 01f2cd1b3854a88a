"""The data of a release, all tables of it, made of what is known."""

from kpis.reports.open_data.codes import codes_table
from kpis.reports.open_data.data_set import DataSet
from kpis.reports.open_data.figures import figures_table, report_table
from kpis.reports.open_data.plan_rows import activities_table, aims_table, measures_table
from kpis.reports.quarter import Known


def data_set_of(known: Known) -> DataSet:
    """The data of a release. known: cut off at its quarter.

    Raises ValueError where it is of no release, FrameError where a frame breaks its contract.
    """
    if known.release is None:
        raise ValueError("Open data are of a release.")
    return DataSet(
        release=known.release,
        plan=known.plan,
        tables={
            "figures": figures_table(known),
            "report": report_table(known),
            "measures": measures_table(known.plan),
            "aims": aims_table(known.plan),
            "activities": activities_table(known),
            "codes": codes_table(),
        },
    )
