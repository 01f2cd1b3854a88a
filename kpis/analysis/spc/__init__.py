"""Statistical process control: is a change in a series a signal, or the noise it always has?"""

from kpis.analysis.spc.charts import xmr
from kpis.analysis.spc.measures import measure_spc, spc_summary
from kpis.analysis.spc.summary import xmr_summary

__all__ = ["measure_spc", "spc_summary", "xmr", "xmr_summary"]
