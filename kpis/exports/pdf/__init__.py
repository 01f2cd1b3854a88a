"""A document as a PDF, set by typst: tagged for screen readers, the same bytes every time."""
