"""What somebody typed and has not sent: kept, and forgotten."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import KeptForm, User
from config.sealed import seal

KIND = "kept form"
KEPT_FOR = timedelta(days=7)
MOST_FORMS = 50  # for one person; the oldest go first
Answers = dict[str, list[str]]


@transaction.atomic
def keep_form(*, path: str, answers: Answers, by: User) -> KeptForm:
    """Keep what `by` typed into the page at `path`, sealed; it replaces what was kept there before."""
    User.objects.select_for_update().get(pk=by.pk)  # two tabs at once: one after the other
    words = {"sealed": seal(answers, kind=KIND), "at": timezone.now()}
    kept, _ = KeptForm.objects.update_or_create(user=by, path=path, defaults=words)
    too_many = KeptForm.objects.filter(user=by).order_by("-at", "-pk")[MOST_FORMS:]
    KeptForm.objects.filter(pk__in=[old.pk for old in too_many]).delete()
    return kept


@transaction.atomic
def forget_form(*, path: str, by: User) -> bool:
    """Forget what `by` typed into that page: it was sent, or they cleared it."""
    return bool(KeptForm.objects.filter(user=by, path=path).delete()[0])


@transaction.atomic
def forget_old_forms(*, now: datetime) -> int:
    """Forget what was typed more than seven days ago, whoever typed it."""
    return KeptForm.objects.filter(at__lt=now - KEPT_FOR).delete()[0]
