"""How many clocks of forms are open in an area, for whoever sets another number for one of their limits."""

from datetime import date
from functools import partial

from django.db.models import Q

from accounts.models import Area
from dsr.clocks_elsewhere import kept_elsewhere, open_and_late
from referrals import clocks
from referrals.models import ConsentForm, Disagreement, Referral, running

FORMS = "among the forms that came in"


def _of_forms(key: str, area: Area, today: date) -> tuple[int, int]:
    """Those of a rule: of each kind of form, the column in which its day is kept."""
    found = [(kind, *row[1:]) for kind, rows in clocks.CLOCKS.items() for row in rows if row[0] == key]
    is_running = Q()
    for kind, _, done in found:
        is_running |= Q(kind=kind) & running(done, key in clocks.GO_ON)
    return open_and_late(Referral.objects.filter(is_running, area=area), found[0][1], today)


def _consent_forms(area: Area, today: date) -> tuple[int, int]:
    return open_and_late(ConsentForm.objects.filter(area=area).waiting().order_by(), "due_on", today)


def _disagreements(area: Area, today: date) -> tuple[int, int]:
    rows = Disagreement.objects.open().filter(referral__area=area, acknowledged_on=None)
    return open_and_late(rows, "acknowledge_due_on", today)


for rule in {row[0] for rows in clocks.CLOCKS.values() for row in rows} - {clocks.COMES_UP}:
    kept_elsewhere(rule, FORMS, partial(_of_forms, rule))
kept_elsewhere("consent_form_recorded", "among the consent forms", _consent_forms)
kept_elsewhere("concern_acknowledge", "among those who disagree", _disagreements)
