"""Notes are written here: once each, never changed, put right by a further one."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from config.refused import Refused
from dsr import notes
from dsr.actions.deadlines import heard
from dsr.models import Note, RegisterEntry


class CorrectedFirst(Refused):
    """Somebody corrected this note after the page was opened; `theirs` is their correction."""

    def __init__(self, theirs: Note) -> None:
        self.theirs = theirs
        super().__init__(
            f"{theirs.by.name} corrected this note after you opened the page. Nothing of yours is lost."
        )


SENT = (
    "kind", "text", "happened_at", "happened_on", "with_whom", "how", "reached", "sensitive", "corrects_id",
    "by_id",
)  # fmt: skip


@transaction.atomic
def add_note(
    *,
    entry: RegisterEntry,
    text: str,
    by: User,
    kind: str = notes.Kind.NOTE,
    happened_at: datetime | None = None,
    happened_on: date | None = None,
    with_whom: str = "",
    how: str = "",
    reached: bool | None = None,
    sensitive: bool = False,
    corrects: Note | None = None,
    key: UUID | None = None,
) -> Note:
    """Write a note on the timeline; the same one sent twice (`key`) is one note.

    A note that `corrects` another points to it, and the first one stays; of a sensitive note the
    correction is sensitive too. It ends a silence by the day that it tells of; what the register writes by
    itself ends none. Raises Refused, in a sentence, for what cannot stand (notes.check_note),
    and CorrectedFirst when the note was corrected by somebody else already.
    """
    # Lock first: the second of two that are sent at once must see the first.
    entry = RegisterEntry.objects.select_for_update(of=("self",)).select_related("person").get(pk=entry.pk)
    now, kind = timezone.localtime(), notes.Kind(kind)
    notes.check_note(
        kind=kind, text=text, with_whom=with_whom, how=how, reached=reached, happened_at=happened_at,
        happened_on=happened_on, now=now, born=entry.person.date_of_birth,
    )  # fmt: skip
    new = Note(
        entry=entry,
        key=key or uuid4(),
        kind=kind,
        text=text,
        happened_at=happened_at,
        happened_on=happened_on,
        with_whom=with_whom,
        how=how,
        reached=reached,
        sensitive=notes.is_sensitive(kind, sensitive or bool(corrects and corrects.sensitive)),
        corrects=corrects,
        by=by,
        at=now,
    )
    if key and (already := _sent_before(new)):
        return already
    _check_correction(new)
    new.save()
    if not by.automatic:
        day = notes.day_told_of(happened_at=happened_at, happened_on=happened_on, written_at=now)
        heard(entry=entry, on=day, by=by)
    return new


def _sent_before(new: Note) -> Note | None:
    """The note that this very one became when it was sent before.

    A page that was gone back to and changed says something new: that is a note of its own.
    """
    found = Note.objects.filter(key=new.key).first()
    if found is None:
        return None
    if found.entry_id == new.entry_id and all(getattr(found, f) == getattr(new, f) for f in SENT):
        return found
    new.key = uuid4()
    return None


def _check_correction(new: Note) -> None:
    if new.corrects is None:
        return
    if new.corrects.entry_id != new.entry_id:
        raise Refused("That note is about somebody else.")
    theirs = Note.objects.filter(corrects=new.corrects).select_related("by").first()
    if theirs:
        raise CorrectedFirst(theirs)
