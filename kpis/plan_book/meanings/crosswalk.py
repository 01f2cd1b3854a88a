"""What the keys of crosswalk.toml are for."""

from kpis.plan import schema

TABLES: dict[type[schema.Entry], tuple[str, str]] = {
    schema.CrosswalkFile: (
        "crosswalk.toml",
        "What became of the measures of the plan before, which `previous` in plan.toml names. May "
        "be left out where every measure goes on under its id and none is new. "
        "[How to make next year's plan](how_to/next_year.md).",
    ),
    schema.ChangeEntry: (
        "[[changes]] in crosswalk.toml",
        "One table for each thing that changed. A measure, or part, stands in one of them only; "
        "the parts of a measure go with it.",
    ),
}
MEANINGS: dict[type[schema.Entry], dict[str, str]] = {
    schema.CrosswalkFile: {"changes": "what changed"},
    schema.ChangeEntry: {
        "kind": "`continued`: the same under another id, its history is one line; "
        "`continued_with_break`: it goes on, and figures do not compare with those before; "
        "`split`: one gives way to several; `merged`: several to one; `replaced`: one to another; "
        "`dropped`: none follows; `added`: new",
        "from": "ids of measures or parts of the plan before; none for `added`",
        "to": "ids of measures or parts of this plan; none for `dropped`",
        "reason": "why, for readers; may be left out for `continued` alone",
    },
}
