"""Whether a merge can be undone: what was added since, of which nobody can tell whose it is."""

from datetime import date, timedelta
from typing import Any

from accounts.models import User
from config.refused import Refused
from dsr.days import in_days, plain
from dsr.in_the_way import check_not_held, whole_in_sight
from dsr.merging import NOT_YOURS
from dsr.models import MergeRecord, Person

UNDONE_WITHIN = 30  # calendar days, the last one included [D]
# What a person's record says and a merge may change; dates are kept as text.
FACTS = (
    "nhs_number", "preferred_name", "address", "postcode", "what_matters", "learning_disability", "autism",
    "ehc_plan", "looked_after", "setting", "adjustments", "contact_rules", "other_names", "restricted",
)  # fmt: skip
CHANGED = (
    "What is known about the person was changed since the merge ({what}), and nobody can tell for which of "
    "the two records. The merge stays."
)
ADDED = (
    "Since the merge somebody recorded {what}, and nobody can tell for which of the two records. "
    "The merge stays."
)
WHAT = {
    "dsr.RegisterEntry": "a new place on a register",
    "dsr.Contact": "somebody in the person’s life",
    "dsr.ConsentRecord": "an answer about consent",
    "dsr.CapacityAssessment": "a capacity assessment",
    "dsr.Disclosure": "something that was shared",
    "dsr.Restriction": "a restriction",
    "dsr.RestrictedGrant": "who may open the restricted record",
    "dsr.LegalHold": "a legal hold",
    "dsr.Person": "a further merge",
}


def as_it_stands(person: Person) -> dict[str, Any]:
    """What a record says of all that a merge may change."""
    return {name: getattr(person, name) for name in (*FACTS, "search_name")}


def given_back(facts: dict[str, Any]) -> dict[str, Any]:
    """The same, to be written into the record again."""
    return {name: facts[name] for name in (*FACTS, "search_name") if name in facts}


def can_be_undone(person: Person, today: date) -> list[MergeRecord]:
    """The merges into this record of the last 30 days that were not undone, the latest first."""
    rows = MergeRecord.objects.filter(
        kept=person, undone_on=None, on__gte=today - timedelta(days=UNDONE_WITHIN)
    )
    return list(rows.select_related("merged", "asked_by", "agreed_by").order_by("-at"))


def undone_until(person: Person, today: date) -> date | None:
    """The last day on which the latest merge into this record can be undone, while that has not passed."""
    found = can_be_undone(person, today)
    return found[0].on + timedelta(days=UNDONE_WITHIN) if found else None


def check_can_undo(record: MergeRecord, kept: Person, merged: Person, *, asker: User, today: date) -> None:
    """Refuse what cannot be undone cleanly, with the sentence."""
    if record.undone_on:
        raise Refused(f"This merge was undone on {plain(record.undone_on)} already.")
    if (today - record.on).days > UNDONE_WITHIN:
        raise Refused(f"This merge is older than {in_days(UNDONE_WITHIN)}. It stays.")
    if kept.merged_into_id or merged.merged_into_id != kept.pk:
        raise Refused("The record was merged again since. Undo the later merge first.")
    if not whole_in_sight(kept, asker):
        raise Refused(NOT_YOURS)
    check_not_held(kept, merged)
    _check_facts(record, kept)
    _check_nothing_added(record, kept)


def _check_facts(record: MergeRecord, kept: Person) -> None:
    now = as_it_stands(kept)
    changed = [name.replace("_", " ") for name in FACTS if now[name] != record.after.get(name, now[name])]
    if changed:
        raise Refused(CHANGED.format(what=", ".join(changed)))


def _check_nothing_added(record: MergeRecord, kept: Person) -> None:
    """Every table that points at a person is asked: also tomorrow's, which then has no name of its own."""
    for relation in Person._meta.get_fields(include_hidden=True):
        model = relation.related_model if relation.auto_created and relation.is_relation else None
        if model is None or model is MergeRecord or hasattr(model, "history_type"):
            continue
        if _since(model, relation.field.name, record).exists():
            raise Refused(ADDED.format(what=WHAT.get(model._meta.label, "a form")))
    later = MergeRecord.objects.filter(kept=kept, undone_on=None, at__gt=record.at)
    if later.exists():
        raise Refused("Another record was merged into this one since. Undo that first.")


def _since(model: Any, field: str, record: MergeRecord) -> Any:
    """The rows that came to point at the record after the merge."""
    about = {f"{field}_id": record.kept_id}
    rows = model._default_manager.filter(**about)
    if hasattr(model, "history"):
        return rows.exclude(pk__in=model.history.filter(history_date__lte=record.at, **about).values("id"))
    return rows.filter(at__gt=record.at)
