"""Texts that may be figures: what is expected of one, its markers, and advice where it is none."""
