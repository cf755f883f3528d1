"""Stop in the middle, and go on another day or on another device.

Like the draft itself these belong to whoever holds it, so nobody signs them.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts import outbox
from referrals import coming_back
from referrals.actions.drafts import locked_draft, seal_answers
from referrals.coming_back import Fact
from referrals.models import Draft
from referrals.references import new_code

WHERE_TO = "where to"  # among the answers, sealed with them: the address a link goes to


@transaction.atomic
def save_for_later(*, draft: UUID, fact_is: Fact, fact: str, email: str = "") -> str:
    """Make a way back to a draft, and end every way made before; the code, which is stored nowhere.

    With an e-mail address a link goes there as well. Raises DraftGone.
    """
    row, answers = locked_draft(draft)
    code = new_code()
    row.code_mark = coming_back.mark(code)
    row.fact_is = fact_is
    row.fact_mark = coming_back.mark(coming_back.of_draft(row.pk, fact))
    row.links_made += 1
    answers[WHERE_TO] = {"email": email}
    seal_answers(row, answers)
    if email:
        outbox.post(
            "draft_link",
            key=f"draft-link-{row.pk}-{row.links_made}",
            payload={"draft": str(row.pk), "number": row.links_made},
        )
    return code


@transaction.atomic
def come_back(*, draft: UUID | None, fact: str) -> Draft | None:
    """The draft, when the fact is the one that was chosen for it; it is kept for another while.

    The same work is done for a draft that is not there.
    """
    row = Draft.objects.select_for_update().filter(pk=draft).exclude(fact_mark="").first() if draft else None
    stored = row.fact_mark if row else coming_back.mark("nobody's")
    right = coming_back.fits(stored, coming_back.of_draft(row.pk if row else UUID(int=0), fact))
    if row is None or not right:
        return None
    row.changed_at = timezone.now()
    row.save()
    return row
