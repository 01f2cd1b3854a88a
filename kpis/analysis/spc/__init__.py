"""Statistical process control: is a change in a series a signal, or the noise it always has?"""

from kpis.analysis.spc.charts import xmr
from kpis.analysis.spc.summary import xmr_summary

__all__ = ["xmr", "xmr_summary"]
