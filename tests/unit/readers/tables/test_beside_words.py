"""Headers of columns that say a part or another place, and codes that tell by themselves."""

import pytest

from kpis.readers.tables.beside_words import (
    Beside,
    are_codes_of_places,
    kind_beside,
    words_of_header,
)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("GeographyCode", Beside.AREA_CODE),
        ("Geography code", Beside.AREA_CODE),
        ("LACode", Beside.AREA_CODE),
        ("lacode", Beside.AREA_CODE),
        ("AreaCD", Beside.AREA_CODE),
        ("OrgCode", Beside.AREA_CODE),
        ("LAD23CD", Beside.AREA_CODE),
        ("GeographyName", Beside.PLACE),
        ("laname", Beside.PLACE),
        ("WardName", Beside.PLACE),
        ("RegionCode", Beside.PLACE),
        ("AgeBand", Beside.GROUP),
        ("CostCode", None),
        ("Code", None),
        ("RefCode", None),
        ("CouncilPriority", None),
    ],
)
def test_a_header_tells_in_one_word_as_in_several(header, kind):
    assert kind_beside(words_of_header(header)) == kind


@pytest.mark.parametrize(
    ("texts", "are"),
    [
        (["E09000012"], True),
        (["", "E05009317", "E06000001"], True),
        (["E12000007"], False),  # a region: where a council is, not which
        (["E92000001"], False),
        (["E09000012", "Hackney"], False),
        (["E0900001"], False),
        ([""], False),
        ([], False),
    ],
)
def test_codes_of_the_statistics_office_tell_under_any_header(texts, are):
    assert are_codes_of_places(texts) is are
