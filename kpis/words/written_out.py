"""Characters that act instead of being seen, written out as JSON writes them.

File names, commentary and titles come from others. Screens and terminals obey control characters,
and overrides and embeddings of direction turn round whatever stands beside them.
"""

_TURN_TEXT_AROUND = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_MARKS_OF_DIRECTION = (0x061C, 0x200E, 0x200F)
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))


def _table(*codes: int) -> dict[int, str]:
    return {code: f"\\u{code:04x}" for code in codes if chr(code) not in "\n\t"}


# For a terminal: marks of direction are written out too, for one line may hold several texts.
FOR_TERMINALS = _table(*_CONTROLS, *_MARKS_OF_DIRECTION, *_TURN_TEXT_AROUND)
# For a page, which keeps each text to itself: who writes in Arabic or Hebrew needs the marks.
FOR_PAGES = _table(*_CONTROLS, *_TURN_TEXT_AROUND) | {ord("\r"): ""}
