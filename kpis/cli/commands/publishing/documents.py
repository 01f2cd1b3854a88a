"""What documents tell of a release, before and after it is published."""

from typing import Any

from kpis.model import Preparation, Release, ScheduledRelease


def release_document(release: Release) -> dict[str, Any]:
    return {
        "number": release.number,
        "period": release.quarter_id,
        "published_at": release.published_at,
        "published_by": release.published_by,
        "note": release.note,
        "figures": release.figures,
        "reason": release.reason,
        "plan_sha256": release.plan_sha256 or None,
        "withdrawn_at": release.withdrawn_at,
        "withdrawn_by": release.withdrawn_by,
        "withdrawn_why": release.withdrawn_why,
        "early_readers": list(release.early_readers),
        "early_hours": release.early_hours,
    }


def scheduled_document(due: ScheduledRelease) -> dict[str, Any]:
    """Of a release that is approved for a time."""
    return {
        "due_at": due.due_at,
        "approved_at": due.approved_at,
        "approved_by": due.approved_by,
        "note": due.note,
        "reason": due.reason,
        "accepted": list(due.accepted),
        "early_readers": list(due.early_readers),
        "early_hours": due.early_hours,
        "figures": due.figures,
        "plan_sha256": due.plan_sha256,
    }


def preparation_document(found: Preparation) -> dict[str, Any]:
    """Of a release in preparation."""
    return {
        "period": found.quarter_id,
        "state": found.state.value,
        "steps": [
            {"state": each.state.value, "at": each.at, "by": each.by, "why": each.why}
            for each in found.steps
        ],
        "comments": [
            {
                "number": each.number,
                "text": each.text,
                "made_at": each.made_at,
                "made_by": each.made_by,
                "resolved_at": each.resolved_at,
                "resolved_by": each.resolved_by or None,
            }
            for each in found.comments
        ],
        "scheduled": scheduled_document(found.scheduled) if found.scheduled else None,
    }
