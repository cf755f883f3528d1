"""The report is issued: kept as it is, and the panel's part ends."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import outbox
from accounts.models import User
from cetr import report
from cetr.actions.locks import locked, refuse_unless_chair
from cetr.models import Report, Review
from config.refused import Refused
from dsr import actions as register
from dsr.consent import Purpose
from dsr.gate import gate

READERS = "Everybody who works with the person and sees their reviews"


@transaction.atomic
def issue_report(*, review: Review, by: User, today: date) -> Report:
    """Issue the report of a concluded review: a version and its fingerprint, and the pack closes.

    Issued already, it answers with the report that is there.
    """
    review = locked(review)
    if review.report_issued_at:
        return review.reports.latest("version")
    if not review.is_concluded:
        raise Refused("The report is issued once the review is concluded.")
    if review.is_sat_on_by(by):
        refuse_unless_chair(review, by)
    content = report.content_of(review)
    issued = Report.objects.create(
        review=review, version=1, content=content, sha256=report.fingerprint(content), issued_by=by
    )
    review.report_issued_at, review.report_issued_by = timezone.now(), by
    review.save(by=by)
    register.meet_deadlines(entry=review.entry, keys=["cetr_report"], on=today, about=review.pk, by=by)
    _write_down_who_reads_it(review, by, today)
    outbox.post("something_new", key=f"report-{review.pk}", payload={"entry": str(review.entry_id)})
    return issued


def _write_down_who_reads_it(review: Review, by: User, today: date) -> None:
    """With a yes to its use the report is shared from now on; without one it stays with those it is for."""
    person = review.entry.person
    if gate(person, Purpose.USE, on=today, about=review.pk).allowed:
        register.record_disclosure(
            person=person, purpose=Purpose.USE, to_whom=READERS, what="report", about=review.pk,
            reference=review.pk, on=today, by=by, today=today,
        )  # fmt: skip
