"""Commands on what stands around the measures of a plan."""
