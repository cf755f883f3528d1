"""Parts of an area, and saved ways to look at its register."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import Area, User
from config.refused import Refused
from dsr.models import Place, RegisterEntry, SavedFilter

PART_IN_USE = "There is a part of this name already."
NAME_IN_USE = "You have a saved filter of this name already. Choose another name."
MOST_SAVED = 30


@transaction.atomic
def add_part(*, area: Area, name: str, by: User) -> Place:
    """Name a part of an area, so that entries can be put in it."""
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    _check_part(area.pk, name)
    return Place.objects.create(area=area, name=name, by=by)


@transaction.atomic
def rename_part(*, part: Place, name: str, by: User, was: str = "") -> Place:
    """Call a part otherwise; entries stay in it. Refuses when it is not called as it `was` on the page."""
    Area.objects.select_for_update(no_key=True).get(pk=part.area_id)
    part = Place.objects.select_for_update().get(pk=part.pk)
    if was and was != part.name:
        raise Refused(f"A colleague renamed it after you opened the page: it is called {part.name} now.")
    _check_part(part.area_id, name, but=part)
    part.name = name
    part.save(by=by)
    return part


def _check_part(area_id: int, name: str, but: Place | None = None) -> None:
    same = Place.objects.open().filter(area_id=area_id, name__iexact=name)
    if same.exclude(pk=but.pk if but else None).exists():
        raise Refused(PART_IN_USE)


@transaction.atomic
def close_part(*, part: Place, on: date, by: User) -> Place:
    """Offer a part no longer. Refuses while people on the register are in it: they would be nowhere."""
    part = Place.objects.select_for_update().get(pk=part.pk)
    if part.closed_on:
        return part
    count = part.entries.active().count()
    if count:
        people = "person is" if count == 1 else "people are"
        raise Refused(f"{count} {people} in {part.name} now. Choose another part for them first.")
    part.closed_on = on
    part.save(by=by)
    return part


@transaction.atomic
def choose_part(*, entry: RegisterEntry, part: Place | None, by: User) -> RegisterEntry:
    """Say in which part of the area somebody is."""
    entry = RegisterEntry.objects.select_for_update().get(pk=entry.pk)
    if part:
        part = Place.objects.select_for_update().get(pk=part.pk)  # not while it is being closed
        if part.area_id != entry.area_id or (part.closed_on and part.pk != entry.place_id):
            raise Refused(f"{part.name} is no part of {entry.area.name} today.")
    if entry.place_id != (part.pk if part else None):
        entry.place = part
        entry.save(by=by)
    return entry


@transaction.atomic
def save_filter(*, name: str, query: str, shared_with: Area | None, by: User) -> SavedFilter:
    """Keep a way to look at the register, by a name; for oneself, or for an area's colleagues too."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if SavedFilter.objects.kept().filter(owner=by).count() >= MOST_SAVED:
        raise Refused(f"You have {MOST_SAVED} saved filters. Delete one that you no longer use.")
    _check_name(by, name)
    return SavedFilter.objects.create(owner=by, name=name, query=query, shared_with=shared_with, by=by)


@transaction.atomic
def change_filter(*, saved: SavedFilter, name: str, shared_with: Area | None, by: User) -> SavedFilter:
    """Another name, or other readers."""
    User.objects.select_for_update(no_key=True).get(pk=saved.owner_id)
    saved = SavedFilter.objects.select_for_update().get(pk=saved.pk)
    _check_name(saved.owner, name, but=saved)
    saved.name, saved.shared_with = name, shared_with
    saved.save(by=by)
    return saved


def _check_name(owner: User, name: str, but: SavedFilter | None = None) -> None:
    same = SavedFilter.objects.kept().filter(owner=owner, name__iexact=name)
    if same.exclude(pk=but.pk if but else None).exists():
        raise Refused(NAME_IN_USE)


@transaction.atomic
def remove_filter(*, saved: SavedFilter, at: datetime, by: User) -> SavedFilter:
    """Show a saved filter no longer, to anybody."""
    saved = SavedFilter.objects.select_for_update().get(pk=saved.pk)
    if saved.removed_at is None:
        saved.removed_at = at
        saved.save(by=by)
    return saved
