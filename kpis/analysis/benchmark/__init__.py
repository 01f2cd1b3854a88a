"""How the council compares with others, on published figures.

Published figures are compared with published ones only: a publisher gives every area's figure by
one definition at one time, which a council's own return beside other people's statistics would
not be. So where the newest figure of the council is a return, or illustrative, the comparison is of
an earlier period that is published, and says which.
"""

from kpis.analysis.benchmark.areas import benchmark_areas
from kpis.analysis.benchmark.compare import benchmark
from kpis.analysis.benchmark.ranks import FEWEST_AREAS

__all__ = ["FEWEST_AREAS", "benchmark", "benchmark_areas"]
