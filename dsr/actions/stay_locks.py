"""A stay that is about to change: locked, and as the page showed it."""

from config.refused import Refused
from dsr.actions.place_locks import lock_with_person
from dsr.days import plain
from dsr.models import HospitalStay


class StayChangedFirst(Refused):
    """Somebody changed the stay after this page was opened; `theirs` is how it stands."""

    def __init__(self, theirs: HospitalStay) -> None:
        self.theirs = theirs
        super().__init__(
            "Somebody changed this stay after you opened the page. Nothing of yours is lost: look at how it "
            "stands now, and save again if yours is still right."
        )


def locked_stay(
    stay: HospitalStay, *, expected_version: int | None = None, may_be_over: bool = False
) -> HospitalStay:
    """The stay, locked after its person and their entry: the order in which everything about places locks.

    Raises StayChangedFirst when it is not the version that the page showed, and Refused when it is over.
    """
    entry = lock_with_person(stay.entry)
    stay = HospitalStay.objects.select_for_update().get(pk=stay.pk)
    stay.entry = entry
    if stay.discharged_on and not may_be_over:
        raise Refused(f"This stay ended on {plain(stay.discharged_on)}.")
    if expected_version is not None and expected_version != stay.version:
        raise StayChangedFirst(stay)
    return stay
