"""Lists of names that leave the register: ordered by two people, made by a task, deleted after a day."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts import outbox
from accounts.models import Area, JointRequest, User
from accounts.models.second import areas_with
from accounts.permissions import Permission
from config.sealed import seal
from dsr import name_lists
from dsr.models import NameList

KEPT = timedelta(hours=24)
NO_LONGER = "It was not made: whoever asked may no longer ask for it."


@transaction.atomic
def order_name_list(*, request_id: UUID, area: Area, reader: User, by: User) -> NameList:
    """Have the list made that two people agreed on; once for each request."""
    order = NameList.objects.create(request_id=request_id, area=area, reader=reader, by=by)
    outbox.post("name_list", key=f"name-list-{order.pk}", payload={"list": str(order.pk)})
    return order


@transaction.atomic
def make_name_list(*, order: NameList, now: datetime, by: User) -> NameList:
    """Write the file, with the rights that the reader has at this moment; sealed, for 24 hours.

    Somebody who may no longer ask for it gets none, and the page says so. Made once, however often asked.
    """
    order = NameList.objects.select_for_update(of=("self",)).select_related("area", "reader").get(pk=order.pk)
    if order.made_at or order.not_made_why:
        return order
    request = JointRequest.objects.get(pk=order.request_id)
    reader = User.objects.get(pk=order.reader_id)
    if not reader.is_active or order.area_id not in areas_with(reader, Permission.ASK_SECOND):
        order.not_made_why = NO_LONGER
        order.save(by=by)
        return order
    made = name_lists.write(request, reader, now=now)
    content = ContentFile(seal(made.text, kind=name_lists.SEALED_AS).encode())
    order.file = default_storage.save(f"lists/{order.pk}", content)
    order.people, order.digest = made.people, made.digest
    order.made_at, order.until = now, now + KEPT
    order.save(by=by)
    return order


@transaction.atomic
def delete_old_lists(*, now: datetime, by: User) -> int:
    """Delete the files whose day is over, and who was in them; that they were made stays. How many."""
    over = NameList.objects.filter(until__lte=now, deleted_at=None).select_for_update(skip_locked=True)
    lists = list(over)
    for row in lists:
        default_storage.delete(row.file)
        row.file, row.people, row.deleted_at = "", [], now
        row.save(by=by)
    return len(lists)
