"""Keeps what is typed at a meeting, field by field, while several people type."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dsr.actions.meetings import check_open
from dsr.meeting_drafts import FIELDS, Fate, Typed, fate, tidy
from dsr.models import MeetingDraft, MeetingItem
from dsr.typed_so_far import typed_so_far


@dataclass
class Kept:
    """What became of the fields that were sent: as they stand now, and those that clash with mine."""

    now: dict[str, Typed] = field(default_factory=dict)
    theirs: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)


@transaction.atomic
def keep_drafts(*, item: MeetingItem, sent: Mapping[str, tuple[str, str]], by: User) -> Kept:
    """Keep these fields, each sent as (mark of the version it was typed over, words).

    Nothing of anybody is overwritten unseen: a field that another changed in the meantime is not kept and
    is answered as theirs, or as a clash when both changed it. Raises Refused unless the meeting is open.
    """
    item = MeetingItem.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=item.pk)
    check_open(item.meeting)
    stands, kept = typed_so_far(item), Kept()
    for name, (shown, words) in sent.items():
        if name not in FIELDS:
            continue
        words, now = tidy(name, words), stands[name]
        match fate(words, shown, now):
            case Fate.KEPT:
                now = _write(item, name, words, by)
            case Fate.THEIRS:
                kept.theirs.append(name)
            case Fate.CLASH:
                kept.clashes.append(name)
        kept.now[name] = now
    return kept


def _write(item: MeetingItem, name: str, words: str, by: User) -> Typed:
    row = MeetingDraft.objects.filter(item=item, field=name).first() or MeetingDraft(item=item, field=name)
    row.text, row.by, row.at = words, by, timezone.now()
    row.save()
    return Typed(words, by.name)
