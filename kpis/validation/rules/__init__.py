"""One function per rule, each with its reason. `kpis.validation.check` puts them together."""
