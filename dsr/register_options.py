"""What can be chosen on the register's filter panel: colleagues, organisations, parts, saved filters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import Membership, User
from accounts.permissions import Permission, Reach
from accounts.stand_in import rows_for
from config.compiled import compiled
from dsr.actions.entries import MAY_KEYWORK, MAY_LEAD
from dsr.models import Place, SavedFilter
from dsr.organisations import code_of

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Options:
    """Each a list of codes and words, by name."""

    keyworker: Pairs
    organisation: Pairs
    place: Pairs

    def names(self) -> dict[tuple[str, str], str]:
        """The words of each reference, for chips and for lists of names."""
        found = {("keyworker", code): f"Keyworker: {name}" for code, name in self.keyworker}
        found |= {("organisation", code): name for code, name in self.organisation}
        found |= {("place", code): name for code, name in self.place}
        return found | {
            ("keyworker", "none"): "No keyworker",
            ("place", "none"): "Part of the area not known",
        }


def areas_of(user: User) -> list[int]:
    """The areas whose register this person sees, all of it or their own people."""
    reaches = (Reach.AREA, Reach.ALLOCATION)
    return sorted({area for reach in reaches for area in user.areas_where(Permission.SEE_REGISTER, reach)})


def options_for(areas: Iterable[int], today: date) -> Options:
    """Two statements, however many people the areas have: who works there and for whom, and the parts."""
    areas = tuple(areas)
    keyworkers: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for reference, name, role, body, body_name in _workers(areas, on=today):
        if role in MAY_KEYWORK:
            keyworkers[str(reference)] = name
        if body:
            bodies[code_of(body)] = body_name
    by_name = sorted(bodies.items(), key=lambda pair: pair[1].casefold())
    return Options(list(keyworkers.items()), by_name, [(str(pk), name) for pk, name in _parts(areas)])


@compiled
def _workers(areas: tuple[int, ...], on: date) -> QuerySet:
    held = Membership.objects.on(on).filter(area_id__in=areas, role__in=MAY_KEYWORK | MAY_LEAD)
    return held.order_by("user__name").values_list(
        "user__reference", "user__name", "role", "organisation_id", "organisation__name"
    )


@compiled
def _parts(areas: tuple[int, ...]) -> QuerySet:
    return Place.objects.open().filter(area_id__in=areas).order_by("name", "pk").values_list("pk", "name")


def saved_for(user: User) -> list[SavedFilter]:
    """Theirs, and those shared with their areas, by name."""
    return rows_for(user, "saved filters", _saved)


def _saved(reader: User) -> QuerySet:
    kept = SavedFilter.objects.for_reader(reader)
    return kept.select_related("owner", "shared_with").order_by("name", "pk")
