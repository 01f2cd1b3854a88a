"""A document as slides that people edit, in the council's own template."""
