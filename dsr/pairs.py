"""What on the register takes two people: asked for by one, agreed by another, carried out at once."""

from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from accounts.joint import Kind, Plainly, carries_out
from accounts.models import JointRequest, User
from accounts.models.second import areas_with
from accounts.permissions import Permission
from config.refused import Refused
from dsr import actions, merge_facts, merging, name_lists, unmerging
from dsr.actions.removal import check_can_remove
from dsr.days import plain
from dsr.in_the_way import sees_whole
from dsr.models import LegalHold, MergeRecord, NameList, Person, RegisterEntry

REMOVE, MERGE, NAMES, END_HOLD = "remove_in_error", "merge_people", "name_list", "end_hold"
UNDO_MERGE = "undo_merge"


class AboutPeople(Kind):
    """A thing about somebody; a restricted record stays hidden from colleagues without a grant."""

    def hidden_from(self, request: JointRequest, reader: User) -> bool:
        """From a colleague who may not open the record; a governance lead decides by ids alone."""
        answers = request.area_id in areas_with(reader, Permission.JUDGE_LOOKS)
        if answers or reader.pk == request.asked_by_id:
            return False
        people = Person.objects.filter(pk__in=request.subjects).values_list("pk", "merged_into")
        return not all(_sees(reader, merged or pk, request.area_id) for pk, merged in people)


def _sees(reader: User, person_id: UUID, area_id: int) -> bool:
    """By an entry in the area; or as somebody the area has recorded and not yet added."""
    if RegisterEntry.objects.visible_to(reader).filter(person=person_id, area=area_id).exists():
        return True
    recorded = Person.objects.visible_to(reader).filter(pk=person_id, recorded_in=area_id, entries=None)
    return recorded.exists()


def _may_still_ask(request: JointRequest, person_id: UUID) -> None:
    """Refuse when the asker no longer reaches this person: rights are asked again when it is done."""
    asker = User.objects.get(pk=request.asked_by_id)
    entries = RegisterEntry.objects.visible_to(asker, Permission.ASK_SECOND)
    if not entries.filter(person=person_id, area=request.area_id).exists():
        raise Refused(f"{asker.name} may no longer open this record, so what they asked for is not done.")


def _called(person: Person, *, seen: bool) -> str:
    """By name for who may see them, by their record's id for everybody else."""
    return f"{person.full_name}, born {plain(person.date_of_birth)}" if seen else f"Record {person.pk}"


def _entries(person: Person, reader: User) -> list[tuple[str, str]]:
    """A link to each entry that this person has now and the reader may open."""
    rows = RegisterEntry.objects.visible_to(reader).filter(person=person).select_related("area")
    return [
        (
            f"Open the entry in {row.area.name}: {row.get_status_display().lower()}",
            reverse("entry", args=[row.pk]),
        )
        for row in rows.order_by("-added_on", "pk")
    ]


@carries_out
class RemoveInError(AboutPeople):
    """An entry that should never have been made."""

    key = REMOVE
    label = "Remove an entry made in error"

    def _entry(self, request: JointRequest) -> RegisterEntry:
        rows = RegisterEntry.objects.select_related("person", "area")
        return rows.get(pk=request.details["entry"])

    def check(self, request: JointRequest) -> None:
        entry = self._entry(request)
        _may_still_ask(request, entry.person_id)
        check_can_remove(entry)

    def carry_out(self, request: JointRequest, *, by: User) -> str:
        actions.remove_in_error(entry=self._entry(request), by=by, today=timezone.localdate())
        return "The entry is off the register. What was written on it stays readable."

    def plainly(self, request: JointRequest, reader: User) -> Plainly:
        entry = self._entry(request)
        seen = _sees(reader, entry.person_id, entry.area_id)
        lines = [
            f"The entry of {plain(entry.added_on)} is taken off the register of {entry.area.name}, "
            "as made in error.",
            "Every clock on it stops, with this reason. The person’s and family’s page closes at once.",
            "Nothing is deleted: what was written stays readable, with who wrote it.",
            "It cannot be taken back. Whoever belongs on the register after all is added anew.",
        ]
        links = [("Open the entry", reverse("entry", args=[entry.pk]))] if seen else []
        return Plainly(_called(entry.person, seen=seen), lines, [entry.person_id] if seen else [], links)


@carries_out
class MergePeople(AboutPeople):
    """Two records of one person."""

    key = MERGE
    label = "Merge two records of one person"

    def hidden_from(self, request: JointRequest, reader: User) -> bool:
        """Also from a colleague who sees a part only: the comparison names every register they are on."""
        if super().hidden_from(request, reader):
            return True
        answers = request.area_id in areas_with(reader, Permission.JUDGE_LOOKS)
        if answers or reader.pk == request.asked_by_id:
            return False
        return not all(sees_whole(person, reader) for person in self._both(request))

    def _both(self, request: JointRequest) -> tuple[Person, Person]:
        found = Person.objects.in_bulk([UUID(request.details[name]) for name in ("kept", "merged")])
        return found[UUID(request.details["kept"])], found[UUID(request.details["merged"])]

    def check(self, request: JointRequest) -> None:
        kept, merged = self._both(request)
        merging.check_can_merge(kept, merged, asker=User.objects.get(pk=request.asked_by_id))

    def carry_out(self, request: JointRequest, *, by: User) -> str:
        kept, merged = self._both(request)
        actions.merge_people(
            kept=kept, merged=merged, asked_by=request.asked_by, by=by, today=timezone.localdate()
        )
        return "The two records are one now. The old name still finds it."

    def plainly(self, request: JointRequest, reader: User) -> Plainly:
        kept, merged = self._both(request)
        seen = all(sees_whole(person, reader) for person in (kept, merged))
        lines = [
            "Everything of the second record goes over to the first: entries, people in their life, forms.",
            "Answers about consent are never rewritten. They stay as given, and count for the first.",
            "Whom to tell and whom not is kept from both: whoever sees their own space of one sees it of "
            "both, and a no of one record counts for both.",
            "The second record is no longer found by itself.",
            "It can be undone for 30 days, by two people.",
            "“Who looked” shows the looks at both.",
        ]
        heads = ("Goes on", "Is merged into it")
        if not seen:
            return Plainly(f"{_called(kept, seen=False)} and record {merged.pk}", lines, heads=heads)
        rows = [] if merged.merged_into_id else merge_facts.side_by_side(kept, merged, reader=reader)
        people, links = [kept.pk, merged.pk], _entries(kept, reader) if merged.merged_into_id else []
        return Plainly(_called(kept, seen=True), lines, people, links, rows=rows, heads=heads)


@carries_out
class UndoMerge(AboutPeople):
    """A merge of two people who are two after all."""

    key = UNDO_MERGE
    label = "Undo a merge"

    def _record(self, request: JointRequest) -> MergeRecord:
        rows = MergeRecord.objects.select_related("kept", "merged")
        return rows.get(pk=request.details["merge"])

    def check(self, request: JointRequest) -> None:
        record, asker = self._record(request), User.objects.get(pk=request.asked_by_id)
        unmerging.check_can_undo(record, record.kept, record.merged, asker=asker, today=timezone.localdate())

    def carry_out(self, request: JointRequest, *, by: User) -> str:
        record = self._record(request)
        actions.undo_merge(record=record, asked_by=request.asked_by, by=by, today=timezone.localdate())
        return "They are two records again, as they were before the merge."

    def plainly(self, request: JointRequest, reader: User) -> Plainly:
        record = self._record(request)
        kept = record.kept
        seen = sees_whole(kept, reader)
        lines = [
            f"The merge of {plain(record.on)} is undone: what went over goes back, and both records say "
            "again what they said before.",
            "What happened on an entry since goes with that entry.",
            "Nothing is deleted. Both the merge and its undoing stay on record.",
        ]
        if not seen:
            return Plainly(f"Record {kept.pk} and record {record.merged_id}", lines)
        links = _entries(kept, reader)
        return Plainly(_called(kept, seen=True), lines, [kept.pk, record.merged_id], links)


@carries_out
class ListOfNames(Kind):
    """Names that leave the register."""

    key = NAMES
    label = "Take a list of names out of the register"

    def check(self, request: JointRequest) -> None:
        asker = User.objects.get(pk=request.asked_by_id)
        if not name_lists.rows_for(request, asker, today=timezone.localdate()).exists():
            raise Refused("Nobody on the register fits this, so there is no list to make.")

    def carry_out(self, request: JointRequest, *, by: User) -> str:
        actions.order_name_list(request_id=request.pk, area=request.area, reader=request.asked_by, by=by)
        return f"A list is made from this. Only {request.asked_by.name} can download it, for 24 hours."

    def plainly(self, request: JointRequest, reader: User) -> Plainly:
        asker = request.asked_by.name
        lines = [
            f"Whom it lists: {name_lists.in_words(request)}, as {asker} may see them when it is made.",
            "Of each person: names, date of birth, NHS number, rating, keyworker and what is next.",
            f"Only {asker} can download it, after showing again that it is them, and for 24 hours.",
            "Every line says for whom it was made and when. Each download is on record.",
        ]
        title, links = f"A list of names from {request.area.name}", []
        order = NameList.objects.filter(request_id=request.pk).first()
        own = order if reader.pk == request.asked_by_id else None
        if own:
            lines, links = _progress(own, lines)
        return Plainly(title, lines, links=links, tells_outcome=own is not None)


def _progress(order: NameList, lines: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """What has become of one's own list, first of all; and the way to it while there is one."""
    if order.not_made_why:
        return [order.not_made_why, *lines], []
    if order.deleted_at:
        return ["The list was deleted after 24 hours. Ask again if it is still needed.", *lines], []
    if not order.made_at:
        return ["The list is being made. Open this page again in a minute.", *lines], []
    ready = f"The list is ready. It can be downloaded until {name_lists.until_in_words(order)}."
    return [ready, *lines], [("Download the list", reverse("name-list", args=[order.pk]))]


@carries_out
class EndHold(AboutPeople):
    """A legal hold that is no longer needed."""

    key = END_HOLD
    label = "End a legal hold"

    def _hold(self, request: JointRequest) -> LegalHold:
        return LegalHold.objects.select_related("person").get(pk=request.details["hold"])

    def check(self, request: JointRequest) -> None:
        hold = self._hold(request)
        _may_still_ask(request, hold.person_id)
        if hold.ended_on:
            raise Refused("This hold has ended already.")

    def carry_out(self, request: JointRequest, *, by: User) -> str:
        actions.end_hold(hold=self._hold(request), why=request.why, by=by, today=timezone.localdate())
        return "The hold has ended. The ordinary rules about keeping and erasing count again."

    def plainly(self, request: JointRequest, reader: User) -> Plainly:
        hold = self._hold(request)
        seen = _sees(reader, hold.person_id, request.area_id)
        lines = [
            f"The hold of {plain(hold.from_day)} ends." + (f" It was placed for: {hold.why}" if seen else ""),
            "Then the record can be removed in error or merged again, and what is old enough erased.",
        ]
        return Plainly(_called(hold.person, seen=seen), lines, [hold.person_id] if seen else [])
