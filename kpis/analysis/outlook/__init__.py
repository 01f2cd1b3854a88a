"""Where the year will end: the probable final figure of each measure, and its chance of success."""

from kpis.analysis.outlook.frame import outlook, outlook_path

__all__ = ["outlook", "outlook_path"]
