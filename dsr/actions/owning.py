"""Who exactly does what was asked for, and how we will know: said afterwards, where it was left open."""

from django.db import transaction

from accounts.models import Organisation, User
from config.refused import Refused
from dsr.actions.recommendations import check_finds
from dsr.models import Recommendation
from dsr.owners import owner_named, works_for
from dsr.statuses import STEP_LABELS, STEP_MOVES, Step

FACTS = ("owner_user_id", "organisation_id", "measure", "serves")


class OwnerChangedFirst(Refused):
    """Somebody saved these facts after this page was opened; `theirs` is the recommendation as it stands."""

    def __init__(self, theirs: Recommendation) -> None:
        self.theirs = theirs
        super().__init__(f"{theirs.history.latest().history_user.name} saved this after you opened the page.")


@transaction.atomic
def say_who_and_how(
    *,
    recommendation: Recommendation,
    expected_version: int,
    owner_user: User | None,
    organisation: Organisation | None,
    measure: str,
    serves: str,
    by: User,
) -> Recommendation:
    """Give a recommendation its owner's account, their organisation, how we will know and its principle.

    `expected_version` is the one the page showed: raises OwnerChangedFirst when another saved these facts
    since (a step of progress is no such change). Refuses what has ended, and an account that does not find
    the entry. An account of another name than was written puts its name in the place of those words, which
    stay in the history. With an account and no organisation it is the one they work for here.
    """
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("entry__person")
    row: Recommendation = rows.get(pk=recommendation.pk)
    if owner_user and owner_user.pk != row.owner_user_id:
        check_finds(owner_user, row.entry)
        organisation = organisation or works_for(owner_user, row.entry)
    said = (owner_user.pk if owner_user else None, organisation.pk if organisation else None, measure, serves)
    now = tuple(getattr(row, name) for name in FACTS)
    if said == now:
        return row
    if not STEP_MOVES[Step(row.step)]:
        raise Refused(f"This recommendation is recorded as: {STEP_LABELS[Step(row.step)].lower()}.")
    if now != row.history.filter(history_id=expected_version).values_list(*FACTS).first():
        raise OwnerChangedFirst(row)
    if owner_user and owner_named(row.owner, [owner_user]) is None:
        row.owner = owner_user.name
    row.owner_user, row.organisation, row.measure, row.serves = owner_user, organisation, measure, serves
    row.save(by=by)
    return row
