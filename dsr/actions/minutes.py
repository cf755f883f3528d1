"""What of the minutes goes out: to one kind of organisation, only the people it may hear about."""

from datetime import date

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr import consent, days
from dsr.actions.disclosures import record_disclosure
from dsr.actions.meetings import locked
from dsr.meeting_words import MeetingState
from dsr.minutes import extract_for
from dsr.models import Meeting, MeetingExtract, Person


@transaction.atomic
def make_extract(
    *, meeting: Meeting, kind: consent.ShareKind, to_whom: str, by: User, today: date
) -> MeetingExtract:
    """Make the extract for one kind of organisation, by the gate at this moment, with a disclosure for each.

    Refused while the meeting goes on, and when it may hear about nobody. People whom `by` does not find, for
    their record is restricted, are never in it.
    """
    meeting = locked(meeting)
    if meeting.state != MeetingState.CLOSED:
        raise Refused("Close the meeting first: until then its minutes still change.")
    found = extract_for(meeting, kind, reader=by, today=today)
    if not found.people:
        raise Refused(
            "This organisation may hear about nobody who was discussed, so there is nothing to give it."
        )
    extract = MeetingExtract.objects.create(
        meeting=meeting, kind=kind, to_whom=to_whom, people=list(found.people), content=found.content,
        left_out=found.left_out, by=by,
    )  # fmt: skip
    for person in Person.objects.filter(pk__in=found.people).order_by("pk"):
        record_disclosure(
            person=person, purpose=consent.Purpose.SHARE, to=kind, to_whom=to_whom, what="other",
            what_words=f"Their part of the minutes of {days.plain(meeting.on)}", on=today,
            reference=extract.pk, by=by, today=today,
        )  # fmt: skip
    return extract
