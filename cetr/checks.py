"""Reviews are checked against the register's clocks: any difference is named, none is repaired in silence."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from cetr.models import Review
from dsr.models import Deadline


def differences() -> list[str]:
    """A sentence for each review whose clock is missing, wrong, or runs on after it is over. No names."""
    return [*_planned(), *_report(), *_running_on()]


def _clock(key: str) -> Deadline:
    return Deadline.objects.open().filter(key=key, about=OuterRef("pk"))


def _planned() -> Iterator[str]:
    right = _clock("review_held").filter(started_on=OuterRef("planned_for"))
    for pk in Review.objects.planned().exclude(Exists(right)).values_list("pk", flat=True):
        yield f"Review {pk}: planned, and no open deadline for that day."


def _report() -> Iterator[str]:
    right = _clock("cetr_report").filter(started_on=OuterRef("held_on"))
    for pk in Review.objects.report_due().exclude(Exists(right)).values_list("pk", flat=True):
        yield f"Review {pk}: concluded, its report not issued, and no open deadline for it."


def _running_on() -> Iterator[str]:
    ended = {"review_held": Review.objects.planned(), "cetr_report": Review.objects.report_due()}
    for key, rows in ended.items():
        clocks = Deadline.objects.open().filter(key=key, about__isnull=False)
        for pk in clocks.exclude(about__in=rows.values("pk")).values_list("pk", flat=True):
            yield f"Deadline {pk}: {key} runs on, and its review does not wait for it."
