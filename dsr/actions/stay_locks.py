"""A stay that is about to change: locked, and as the page showed it."""

from config.refused import Refused
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
    """The stay with its entry and person, locked until the end of the transaction.

    Raises StayChangedFirst when it is not the version that the page showed, and Refused when it is over.
    """
    rows = HospitalStay.objects.select_for_update(of=("self",)).select_related("entry__person")
    stay = rows.get(pk=stay.pk)
    if stay.discharged_on and not may_be_over:
        raise Refused(f"This stay ended on {plain(stay.discharged_on)}.")
    if expected_version is not None and expected_version != stay.version:
        raise StayChangedFirst(stay)
    return stay
