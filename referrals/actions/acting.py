"""What every act on a form begins and ends with: the row held, what is in the way, its line of history."""

from datetime import date

from accounts.models import User
from config.refused import Refused
from dsr.days import plain
from referrals import acts
from referrals.models import Act, Referral
from referrals.statuses import LABELS, State


def locked(referral: Referral) -> Referral:
    """The referral as it is now, held until the end of the transaction."""
    rows = Referral.objects.select_for_update(of=("self",)).select_related("area", "person", "offered_to")
    return rows.get(pk=referral.pk)


def check_open(referral: Referral) -> None:
    """Refuse to work on a form that has been decided; the refusal says by whom."""
    if not referral.is_open:
        decision = referral.decision
        by = f" by {decision.by.name}" if decision else ""
        label = LABELS[State(referral.state)].lower()
        raise Refused(
            f"This form was decided on {plain(referral.decided_on)}{by}: {label}. It is not changed any more."
        )


def check_may(referral: Referral, kind: acts.Kind) -> None:
    """Refuse an act that this state does not allow."""
    state = State(referral.state)
    if state not in acts.FROM.get(kind, (state,)):
        raise Refused(
            f"This form is “{LABELS[state].lower()}” now, so this cannot be done: "
            f"{acts.WORDS[kind][:1].lower()}{acts.WORDS[kind][1:]}."
        )


def check_not_offered(referral: Referral) -> None:
    """Refuse to decide while another area is asked to take the form."""
    if referral.offered_to:
        raise Refused(
            f"This form is offered to {referral.offered_to.name}. Take the offer back first, "
            "or wait for their answer."
        )


def check_as_shown(referral: Referral, shown: int | None) -> None:
    """Refuse when somebody else has acted since the page was opened; say who, and what they did.

    `shown` is the number of the latest act on the page (0 for none); None asks nothing.
    """
    latest = referral.acts.select_related("by").order_by("-pk").first()
    if shown is not None and latest and latest.pk != shown:
        raise Refused(
            f"{latest.by.name} was quicker: “{latest.sentence}”, {plain(latest.on)}. "
            "Look at the form again. What you typed is kept here."
        )


def done_already(
    referral: Referral, kind: acts.Kind, *, by: User, words: str, whom: str = "", until: date | None = None
) -> bool:
    """Whether this very act was the latest: the button was pressed twice."""
    latest = referral.acts.order_by("-pk").first()
    return latest is not None and (latest.kind, latest.words, latest.whom, latest.until, latest.by_id) == (
        kind, words, whom, until, by.pk,
    )  # fmt: skip


def write_act(
    referral: Referral,
    kind: acts.Kind,
    *,
    by: User,
    today: date,
    words: str = "",
    whom: str = "",
    until: date | None = None,
) -> Act:
    """A line of the form's history."""
    return Act.objects.create(
        referral=referral, kind=kind, words=words, whom=whom, until=until, on=today, by=by
    )


def moved(
    referral: Referral, state: State, *, today: date, until: date | None = None, whom: str = ""
) -> None:
    """Put the form into a state, and into nobody else's: what it waited for before is over."""
    referral.state, referral.comes_up_on, referral.waits_for = state, until, whom
    referral.triaged_on = referral.triaged_on or today
