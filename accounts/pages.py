"""The names of pages in the record of looks: what a code means in plain words, and what kind of look it was.

Pure. One row for every `page=` that the code hands to the record; a test walks the code.
"""

from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """How a page shows people."""

    OPENED = "opened"  # one person's record
    LISTED = "listed"  # a list of people, or a search
    OWN = "own"  # the person's and family's own space
    DUTY = "duty"  # opened because a colleague asked for it, and it needs a second person


@dataclass(frozen=True)
class PageName:
    """A page in words that finish "They saw …", and the kind of look it is."""

    words: str
    look: Look = Look.OPENED


PAGES: dict[str, PageName] = {
    # lists
    "my work": PageName("My work: who is late, unrated or without a keyworker", Look.LISTED),
    "register": PageName("The register, as a list", Look.LISTED),
    "search": PageName("What a search found", Look.LISTED),
    "known admissions": PageName("The list of people in hospital who are not on the register", Look.LISTED),
    "dashboard": PageName("The area’s dashboard", Look.LISTED),
    "recommendations": PageName("The list of recommendations", Look.LISTED),
    "referrals": PageName("The list of forms that came in", Look.LISTED),
    "consent forms": PageName("The list of consent forms", Look.LISTED),
    "reviews": PageName("The list of reviews", Look.LISTED),
    "transfers": PageName("Offers to and from other areas", Look.LISTED),
    "agenda": PageName("Choosing who comes up at a meeting", Look.LISTED),
    "meeting": PageName("A meeting, with its agenda", Look.LISTED),
    "minutes": PageName("The minutes of a meeting", Look.LISTED),
    "minutes as PDF": PageName("The minutes of a meeting, downloaded", Look.LISTED),
    "extracts of minutes": PageName("Which organisation gets which part of minutes", Look.LISTED),
    "extract of minutes": PageName("An organisation’s part of minutes", Look.LISTED),
    "extract of minutes as PDF": PageName("An organisation’s part of minutes, downloaded", Look.LISTED),
    "oversight": PageName("The oversight panel’s list", Look.LISTED),
    # the family
    "own space": PageName("My space", Look.OWN),
    # an entry
    "entry": PageName("The entry on the register"),
    "consent": PageName("Recording an answer about consent"),
    "consents": PageName("Consent: where each decision stands, and who has had what"),
    "settle a disagreement": PageName("Settling a disagreement about consent"),
    "capacity": PageName("Recording a capacity assessment"),
    "something shared": PageName("Writing down something that was shared"),
    "ratings of an entry": PageName("The history of the rating, and what held on a day"),
    "notes": PageName("Notes, calls and visits"),
    "a note": PageName("Writing a note, or putting one right"),
    "keyworker": PageName("Choosing the keyworker"),
    "person": PageName("What matters, and what helps"),
    "facts": PageName("Correcting who they are"),
    "people": PageName("Who is in their life: adding, changing or ending one"),
    "who may be told": PageName("What somebody may be told"),
    "rate": PageName("Changing the rating"),
    "after a rating": PageName("What follows a rating"),
    "plan a meeting": PageName("Planning a meeting about them"),
    "person at a meeting": PageName("One person’s page at a meeting"),
    "recommendation": PageName("One recommendation"),
    "end of a place": PageName("Taking them off the register, or putting them back"),
    "letter about a place": PageName("The letter about the end of their place"),
    "record of a death": PageName("Recording that they have died"),
    "pause of a place": PageName("Pausing their place until they answer"),
    "offer to another area": PageName("Offering them to another area"),
    "pack from another area": PageName("What another area hands over with them"),
    "admission": PageName("Recording an admission to hospital"),
    "discharge": PageName("Recording leaving hospital"),
    "visit": PageName("Recording a visit in hospital"),
    "why something cannot be done now": PageName("Saying why something cannot be done now"),
    "plan for growing up": PageName("Recording a step of the plan for growing up"),
    "stays": PageName("Stays in hospital"),
    "stay": PageName("One stay in hospital"),
    "move in hospital": PageName("Recording a move to another ward"),
    "legal status": PageName("Recording a legal status"),
    "leave from hospital": PageName("Recording leave from hospital"),
    "planned day of leaving": PageName("Planning the day of leaving hospital"),
    "ready to leave": PageName("Recording who is ready to leave hospital"),
    "notices of a poor unit": PageName("Recording who was told of a unit rated inadequate"),
    "correct a stay": PageName("Correcting a date of a stay"),
    "correct a ward": PageName("Correcting what is recorded of a ward"),
    "host commissioner told": PageName("Recording that the commissioner of the hospital’s area was told"),
    "plan for leaving": PageName("The plan for leaving hospital"),
    "known admission": PageName("An admission of somebody who is not on the register"),
    "who looked": PageName("Who looked at the record"),
    "who may open this record": PageName("Who may open this restricted record"),
    "lift a restriction": PageName("Lifting a restriction"),
    "remove in error": PageName("Asking for an entry made in error to be removed"),
    "merge": PageName("Comparing two records that may be one person"),
    "legal hold": PageName("A legal hold on the record"),
    # a list that goes out
    "list of names": PageName("A list of names, downloaded", Look.LISTED),
    # a form that came in
    "referral": PageName("A form that came in"),
    "letter": PageName("A letter about a form that came in"),
    "letter as PDF": PageName("A letter about a form that came in, downloaded"),
    "consent form": PageName("A consent form that came in"),
    "change of mind": PageName("A change of mind about consent"),
    # a review
    "plan a review": PageName("Planning a review"),
    "change a review": PageName("Changing a review’s plan"),
    "call a review off": PageName("Calling a review off"),
    "confirm a panel": PageName("Confirming a review’s panel"),
    "consent for a review": PageName("Recording consent for a review"),
    "review": PageName("A review"),
    "principles": PageName("A review’s principles"),
    "outcome": PageName("What a review found"),
    "recommendations of a review": PageName("What a review recommends"),
    "conclude a review": PageName("Concluding a review"),
    "report": PageName("A review’s report"),
    "report as PDF": PageName("A review’s report, downloaded"),
    "issue a report": PageName("Issuing a review’s report"),
    "paper": PageName("A paper of a review, downloaded"),
    "add a paper": PageName("Adding a paper to a review"),
    "take a paper away": PageName("Taking a paper out of a review"),
    # the oversight panel
    "oversight case": PageName("A case before the oversight panel"),
    "put before the oversight panel": PageName("Putting somebody before the oversight panel"),
    "close an oversight case": PageName("Closing a case before the oversight panel"),
    # two people
    "second person": PageName("A request that needs a second person", Look.DUTY),
}
OPENED = frozenset(page for page, name in PAGES.items() if name.look is Look.OPENED)
LISTED = frozenset(page for page, name in PAGES.items() if name.look is Look.LISTED)


def in_words(page: str) -> str:
    """A page in plain words; a name from an older version stands for itself."""
    found = PAGES.get(page)
    return found.words if found else page.capitalize()
