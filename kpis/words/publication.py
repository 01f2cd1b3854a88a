"""Who publishes, whom to ask, what may be done with the figures, and when the next ones come.

The same sentences wherever figures leave the building. What the plan does not say is told as not
given: an address that somebody made up would send readers nowhere.
"""

from datetime import date

from kpis.model import Plan, PublicContact
from kpis.words.days import day_in_words

NO_CONTACT = "No contact is given for questions about these figures."
NO_ACCESS_CONTACT = "No contact is given for readers who need this in another form."
NO_LICENCE = (
    "No licence is given: the publisher has not said what others may do with these figures."
)
NO_NEXT_RELEASE = "No day is given for the next figures: the plan ends with this quarter."


def publisher_of(plan: Plan) -> str:
    """Who publishes the figures of a plan."""
    return plan.publication.publisher or plan.council


def contact_words(contact: PublicContact) -> str:
    """How to reach a post, without a full stop: "Performance Officer, figures@example.gov.uk".

    "" where there is no way to reach it.
    """
    if not contact.given:
        return ""
    return ", ".join(filter(None, (contact.post, contact.email, contact.telephone, contact.page)))


def contact_sentence(plan: Plan) -> str:
    """Whom to ask about the figures, or that nobody is named."""
    words = contact_words(plan.publication.contact)
    return f"Questions about these figures: {words}" if words else NO_CONTACT


def access_sentence(plan: Plan) -> str:
    """Whom to ask for another form of a document, or that nobody is named."""
    words = contact_words(plan.publication.accessibility)
    return f"For this in another form: {words}" if words else NO_ACCESS_CONTACT


def licence_sentence(plan: Plan) -> str:
    """What others may do with the figures, or that nobody has said it."""
    licence = plan.publication.licence
    if licence is None:
        return NO_LICENCE
    said = f"Licence: {licence.title}"
    if licence.address:
        said += f", {licence.address}"
    return f"{said}. Attribution: {licence.attribution}" if licence.attribution else said


def next_release_sentence(label: str, published: date | None, told_on: date) -> str:
    """When the figures of the quarter that follows come. label: "Q3 2019/20"; published: None where
    no calendar says it. told_on: the day it is told, on which that day may be past."""
    if published is None:
        return NO_NEXT_RELEASE
    verb = "are" if published >= told_on else "were"
    return f"Figures of {label} {verb} planned for {day_in_words(published)}."
