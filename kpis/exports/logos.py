"""A council's logo: what may stand in a document, looked at before it does."""

from kpis.errors import ExportError

LARGEST = 200_000  # bytes: as `kpis.plan.publication.files` holds them to
_PNG = b"\x89PNG\r\n\x1a\n"


def kind_of_logo(logo: bytes) -> str:
    """ "png" or "svg"; "" for no logo.

    Raises ExportError for one that is too large, and for what is neither PNG nor SVG.
    """
    if not logo:
        return ""
    if len(logo) > LARGEST:
        raise ExportError(
            f"The logo has {len(logo) / 1e6:,.1f} MB. It may have {LARGEST / 1e6:g} MB at most: "
            "save it smaller."
        )
    if logo.startswith(_PNG):
        return "png"
    if b"<svg" in logo[:2_000]:
        return "svg"
    raise ExportError("The logo is neither PNG nor SVG: save it as one of these.")
