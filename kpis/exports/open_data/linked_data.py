"""What search engines and catalogues read of the data: schema.org and DCAT, as JSON-LD.

schema.org: a Dataset for each release, and the DataCatalog they stand in, for search engines; the
page of a data set holds it too. DCAT 2 (W3C, 2020): one catalogue of all, for other catalogues,
with each release a data set. Its context stands in it, so that nobody has to fetch one.

Addresses begin with that of the site where the plan names one, else they are relative to the folder
that holds `data`.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from kpis.exports.open_data.json_text import said
from kpis.model import PublicContact, ReleaseStanding
from kpis.reports.open_data.about import About
from kpis.reports.open_data.whole import DATA, folder_of_number

_GSS = "http://statistics.data.gov.uk/id/statistical-geography/"
_QUARTERLY = "http://publications.europa.eu/resource/authority/frequency/QUARTERLY"
_MEDIA = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet"}
_IANA = "https://www.iana.org/assignments/media-types/"
_CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Distribution(NamedTuple):
    """A file of a data set. path: from the folder that holds `data`."""

    path: str
    title: str
    size: int  # in bytes

    @property
    def media_type(self) -> str:
        return _MEDIA[f".{self.path.rpartition('.')[2]}"]


def dataset_of(
    about: About, files: Iterable[Distribution], measured: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    """A release as a Dataset of schema.org. measured: by id of each measure its title and unit."""
    folder = f"{about.site}{folder_of_number(about.release)}/"
    return said(
        {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "@id": folder,
            "identifier": f"release-{about.release}",
            "url": folder,
            "name": about.title,
            "description": about.about,
            "version": about.version,
            "creativeWorkStatus": about.standing.kind.value,
            "datePublished": f"{about.published_at:%Y-%m-%d}",
            "inLanguage": "en-GB",
            "isAccessibleForFree": True,
            "keywords": list(about.keywords),
            "license": _licence_address(about),
            "publisher": _organisation(about),
            "temporalCoverage": "/".join(each.isoformat() for each in about.covers or ()),
            "spatialCoverage": said(
                {
                    "@type": "Place",
                    "name": about.area,
                    "identifier": about.area_code,
                    "sameAs": f"{_GSS}{about.area_code}" if about.area_code else "",
                }
            ),
            "variableMeasured": [
                said({"@type": "PropertyValue", "propertyID": id_, "name": title, "unitText": unit})
                for id_, (title, unit) in measured.items()
            ],
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": each.title,
                    "contentUrl": f"{about.site}{each.path}",
                    "encodingFormat": each.media_type,
                    "contentSize": f"{each.size} B",
                }
                for each in files
            ],
            "includedInDataCatalog": {"@type": "DataCatalog", "@id": f"{about.site}{DATA}/"},
        }
    )


def data_catalog_of(title: str, each_about: Iterable[About], site: str) -> dict[str, Any]:
    """The DataCatalog of schema.org that all releases stand in, newest first as they come."""
    listed = list(each_about)
    return said(
        {
            "@context": "https://schema.org",
            "@type": "DataCatalog",
            "@id": f"{site}{DATA}/",
            "url": f"{site}{DATA}/",
            "name": title,
            "publisher": _organisation(listed[0]) if listed else None,
            "license": _licence_address(listed[0]) if listed else None,
            "dataset": [
                {
                    "@type": "Dataset",
                    "@id": f"{about.site}{folder_of_number(about.release)}/",
                    "name": about.title,
                    "description": about.about,
                    "version": about.version,
                }
                for about in listed
            ],
        }
    )


def dcat_of(
    title: str, released: Iterable[tuple[About, Iterable[Distribution]]], site: str
) -> dict[str, Any]:
    """The catalogue of DCAT: each release as a data set with its files, newest first as given."""
    listed = [(about, list(files)) for about, files in released]
    return said(
        {
            "@context": _CONTEXT,
            "@id": f"{site}{DATA}/",
            "@type": "dcat:Catalog",
            "dct:title": _english(title),
            "dct:publisher": _agent(listed[0][0]) if listed else None,
            "dct:license": _reference(_licence_address(listed[0][0])) if listed else None,
            "dct:language": "en-GB",
            "dcat:dataset": [_dcat_dataset(about, files) for about, files in listed],
        }
    )


def _dcat_dataset(about: About, files: Iterable[Distribution]) -> dict[str, Any]:
    folder = f"{about.site}{folder_of_number(about.release)}/"
    by = about.standing.by
    return said(
        {
            "@id": folder,
            "@type": "dcat:Dataset",
            "dct:identifier": f"release-{about.release}",
            "dct:title": _english(about.title),
            "dct:description": _english(about.about),
            "dct:issued": {
                "@type": "xsd:dateTime",
                "@value": f"{about.published_at:%Y-%m-%dT%H:%M:%S}Z",
            },
            "dct:publisher": _agent(about),
            "dct:license": _reference(_licence_address(about)),
            "dct:accrualPeriodicity": _reference(_QUARTERLY),
            "dct:spatial": _reference(f"{_GSS}{about.area_code}" if about.area_code else ""),
            "dct:temporal": _period(about),
            "dcat:contactPoint": _card(about.contact),
            "dcat:keyword": [_english(each) for each in about.keywords],
            "owl:versionInfo": about.version,
            "adms:versionNotes": _english(about.standing_words),
            "adms:status": about.standing.kind.value,
            "dct:isReplacedBy": _reference(f"{about.site}{folder_of_number(by.number)}/")
            if by and about.standing.kind is not ReleaseStanding.SUPERSEDED
            else None,
            "dcat:distribution": [_dcat_file(each, about) for each in files],
        }
    )


def _dcat_file(file: Distribution, about: About) -> dict[str, Any]:
    address = _reference(f"{about.site}{file.path}")
    return said(
        {
            "@id": f"{about.site}{file.path}",
            "@type": "dcat:Distribution",
            "dct:title": _english(file.title),
            "dcat:downloadURL": address,
            "dcat:accessURL": address,
            "dcat:mediaType": _reference(f"{_IANA}{file.media_type}"),
            "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(file.size)},
            "dct:license": _reference(_licence_address(about)),
        }
    )


def _period(about: About) -> dict[str, Any] | None:
    if about.covers is None:
        return None
    first, last = ({"@type": "xsd:date", "@value": each.isoformat()} for each in about.covers)
    return {"@type": "dct:PeriodOfTime", "dcat:startDate": first, "dcat:endDate": last}


def _organisation(about: About) -> dict[str, Any]:
    """The publisher as schema.org has it, with whom readers can ask where that is said."""
    contact = about.contact
    point = {
        "@type": "ContactPoint",
        "name": contact.post,
        "email": contact.email,
        "telephone": contact.telephone,
        "url": contact.page,
    }
    return said(
        {
            "@type": "Organization",
            "name": about.publisher,
            "url": about.home_page,
            "contactPoint": said(point) if contact.given else None,
        }
    )


def _agent(about: About) -> dict[str, Any]:
    return said(
        {
            "@type": "foaf:Agent",
            "foaf:name": about.publisher,
            "foaf:homepage": _reference(about.home_page),
        }
    )


def _card(contact: PublicContact) -> dict[str, Any] | None:
    """Whom readers can ask, as vCard has it; None where nobody is named."""
    if not contact.given:
        return None
    return said(
        {
            "@type": "vcard:Organization",
            "vcard:fn": contact.post or contact.email or contact.telephone or contact.page,
            "vcard:hasEmail": _reference(f"mailto:{contact.email}" if contact.email else ""),
            "vcard:hasTelephone": contact.telephone,
            "vcard:hasURL": _reference(contact.page),
        }
    )


def _licence_address(about: About) -> str:
    return about.licence.address if about.licence else ""


def _reference(address: str) -> dict[str, str] | None:
    return {"@id": address} if address else None


def _english(text: str) -> dict[str, str] | None:
    return {"@language": "en", "@value": text} if text else None
