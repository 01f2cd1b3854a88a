"""Surveys whose questions are measures: their rules and their records."""
