"""Check a return: what may be stored of it, and everything that is wrong or worth a second look.

`check_rows` takes what a reader made of a file, interprets it by the plan, and gives the rows
that may be accepted with all issues at once. It reads no file and no store; the figures as they
stand and the rating are handed to it.
"""

from kpis.validation.check import check_rows
from kpis.validation.contracts import CheckContext, CheckedReturn
from kpis.validation.issues import ISSUE_KINDS
from kpis.validation.issues.base import Issue

__all__ = ["ISSUE_KINDS", "CheckContext", "CheckedReturn", "Issue", "check_rows"]
