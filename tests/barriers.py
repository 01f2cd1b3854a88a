"""What axe-core finds on a page that keeps somebody out (WCAG 2.2 AA and its best practices)."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Of Streamlit's own frame, which no page can change: its menu on a narrow screen holds list items
# without a list, and its page structure a focusable element with the role "presentation".
EXCEPT = {"exclude": [["[data-testid='stSidebar']"]]}
STREAMLITS_OWN = {"presentation-role-conflict"}


def barriers(page: Page) -> list[str]:
    """A line for each; [] where there is none."""
    return [
        f"{violation['id']}: {violation['help']} {node['html'][:200]}"
        for violation in Axe().run(page, EXCEPT).response["violations"]
        if violation["id"] not in STREAMLITS_OWN
        for node in violation["nodes"]
    ]
