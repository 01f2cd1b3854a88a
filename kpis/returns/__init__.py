"""What people do with returns: check one, submit one, sign figures off, begin with the first ones.

Pages and the command line call these and nothing below them, so both do the same. A check stores
nothing and may be repeated at will; submitting checks again, and whether the file was submitted
before and what it changes is settled within the transaction that stores it, because others
submit at the same time.
"""

from kpis.returns.check import Progress, ReturnCheck, check_return
from kpis.returns.first_figures import load_first_figures
from kpis.returns.illustrative import withdraw_illustrative
from kpis.returns.marked import marked_copy_for, marked_copy_of
from kpis.returns.release_preview import ReleasePreview, preview_release
from kpis.returns.remarks import pin_remark, take_back_remark
from kpis.returns.signoff import approve_submission, publish_release, withdraw_submission
from kpis.returns.submit import Submitted, submit_return
from kpis.returns.templates import template_for, template_pack_for

__all__ = [
    "Progress",
    "ReleasePreview",
    "ReturnCheck",
    "Submitted",
    "approve_submission",
    "check_return",
    "load_first_figures",
    "marked_copy_for",
    "marked_copy_of",
    "pin_remark",
    "preview_release",
    "publish_release",
    "submit_return",
    "take_back_remark",
    "template_for",
    "template_pack_for",
    "withdraw_illustrative",
    "withdraw_submission",
]
