"""Papers go into the pack of a panel, and a wrong one is taken out again."""

import hashlib

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cetr.actions.locks import locked_while_planned
from cetr.filetypes import format_of
from cetr.models import Paper, Review
from cetr.statuses import PaperKind
from config.refused import Refused


@transaction.atomic
def add_paper(*, review: Review, title: str, kind: PaperKind, upload: UploadedFile, by: User) -> Paper:
    """Keep a PDF, PNG or JPEG under a name of our own; the same file again is the paper that is there."""
    review = locked_while_planned(review)
    if upload.size > settings.PAPER_MAX_BYTES:
        raise Refused(f"The file must be {settings.PAPER_MAX_BYTES // 1_000_000} MB or smaller")
    upload.seek(0)
    form = format_of(upload.name, upload.read(16))
    print_ = _fingerprint(upload)
    already = review.papers.filter(sha256=print_, taken_away_at=None).first()
    if already and already.title == title:
        return already
    if already:
        raise Refused(f"This file is in the pack already, as “{already.title}”.")
    upload.seek(0)
    return Paper.objects.create(
        review=review,
        title=title,
        kind=kind,
        format=form,
        file=upload,
        size=upload.size,
        sha256=print_,
        by=by,
    )


def _fingerprint(upload: UploadedFile) -> str:
    upload.seek(0)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


@transaction.atomic
def take_away_paper(*, paper: Paper, why: str, by: User) -> Paper:
    """Close one paper for everybody, with the reason. The file stays in the record."""
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if paper.taken_away_at and paper.taken_away_why != why:
        raise Refused("This paper is taken away already. What you typed is kept here.")
    if paper.taken_away_at is None:
        if not why.strip():
            raise Refused("Say why this paper is taken away.")
        paper.taken_away_at, paper.taken_away_why = timezone.now(), why
        paper.save(by=by)
    return paper
