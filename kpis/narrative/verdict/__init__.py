"""One verdict per measure: rating, direction, signal and outlook in words that agree.

Each of the four answers a question of its own, and read one beside the other they seem to quarrel:
a red measure may be better than last year, and a green one about to miss its target. Here they are
joined, the rating first. Nothing is decided in prose: `motion` joins direction and signal by a
table, `ahead` has the words for the outlook, `joined` the sentence for each rating. The guide shows
the same tables, and the tests walk through every combination of them.
"""

from kpis.narrative.verdict.verdict import verdict

__all__ = ["verdict"]
