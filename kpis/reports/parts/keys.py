"""By which key links reach a part of a document, or a page of the site."""

HEADLINE, EXCEPTIONS, GRID, CHANGES, METHOD = "headline", "exceptions", "grid", "changes", "method"
ACTIVITIES = "activities"
HOME, PRIORITIES, THEMES, DIRECTORATES = "home", "priorities", "themes", "directorates"
BOROUGH = "borough"


def of_measure(measure_id: str) -> str:
    return f"measure:{measure_id}"


def of_outcome(number: int) -> str:
    return f"outcome:{number}"


def of_theme(theme_id: str) -> str:
    return f"theme:{theme_id}"


def of_directorate(name: str) -> str:
    return f"directorate:{name}"


def of_priority(number: int) -> str:
    return f"priority:{number}"
