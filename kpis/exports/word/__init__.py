"""A document as what a committee gets: its cover report, with the whole report as appendix."""
