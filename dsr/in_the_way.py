"""What stands in the way of taking an entry off the register, or of changing a person's record.

An upper app adds what only it knows (a review is planned), so that the register need not.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from config.refused import Refused
from dsr.models import LegalHold, Person, RegisterEntry

HELD = "A legal hold is on this record: nothing in it may be removed, merged or erased until it ends."
Obstacle = Callable[[RegisterEntry], Iterable[str]]
OBSTACLES: list[Obstacle] = []
Mover = Callable[..., list[str]]
MOVERS: dict[str, Mover] = {}
Follow = Callable[..., None]
ENDED: list[Follow] = []


def obstacle(sentences: Obstacle) -> Obstacle:
    """Register a question that is asked before an entry is taken off: a sentence for each obstacle."""
    OBSTACLES.append(sentences)
    return sentences


def moves(model: str) -> Callable[[Mover], Mover]:
    """Register how an upper app's rows of `model` follow a person who is merged: (merged, kept, by, only).

    It answers with the ids of the rows that went over. `only` names some of them: to put them back, the
    same mover is asked the other way round.
    """

    def remember(mover: Mover) -> Mover:
        MOVERS[model] = mover
        return mover

    return remember


def when_somebody_dies(follow: Follow) -> Follow:
    """Register what an upper app stops for an entry whose person has died: (entry, why, by, today)."""
    ENDED.append(follow)
    return follow


def check_not_held(*people: Person | UUID) -> None:
    """Refuse while a legal hold is on any of these people. Erasing, removing and merging all ask this."""
    ids = [person.pk if isinstance(person, Person) else person for person in people]
    if LegalHold.objects.open().filter(person_id__in=ids).exists():
        raise Refused(HELD)


def check_no_obstacle(entry: RegisterEntry, *, but: Iterable[Obstacle] = ()) -> None:
    """Refuse with the first thing that must be put in order before; `but` are not asked."""
    for sentences in (one for one in OBSTACLES if one not in but):
        for sentence in sentences(entry):
            raise Refused(sentence)


@obstacle
def in_hospital(entry: RegisterEntry) -> Iterable[str]:
    """An open stay: for an entry made in error it must be ended first."""
    if entry.stays.filter(discharged_on=None).exists():
        yield "A stay in hospital is open on this entry. Record leaving hospital first."


def whole_in_sight(person: Person, user: User) -> bool:
    """Whether `user` may ask about this person, and about every place they have on any register."""
    if not Person.objects.visible_to(user, Permission.ASK_SECOND).filter(pk=person.pk).exists():
        return False
    seen = RegisterEntry.objects.visible_to(user, Permission.ASK_SECOND).filter(person=person).values("pk")
    return not RegisterEntry.objects.filter(person=person).exclude(pk__in=seen).exists()


def sees_whole(person: Person, reader: User) -> bool:
    """Whether `reader` sees somebody's record, and every place they have on any register."""
    pk = person.merged_into_id or person.pk
    if not Person.objects.visible_to(reader).filter(pk=pk).exists():
        return False
    seen = RegisterEntry.objects.visible_to(reader).filter(person=pk).values("pk")
    return not RegisterEntry.objects.filter(person=pk).exclude(pk__in=seen).exists()
