"""The parts of a report: each makes blocks of what `kpis.reports.quarter` gathered."""
