"""How somebody may be reached, in lines for whoever is about to do so. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from referrals.options import LETTERS, PERSON_REACH
from referrals.statuses import FillingIn


def contact_lines(kept: Mapping[str, Any]) -> list[str]:
    """What must not be done first, then what may."""
    return [*_never(kept), *_ways(kept), *_person(kept)]


def _never(kept: Mapping[str, Any]) -> Iterator[str]:
    if kept["do_not_contact"]:
        yield f"NEVER CONTACT: {kept['do_not_contact']}"
    if kept["no_calls"]:
        yield f"Never ring {kept['phone']}: text only."
    if kept["safe_message"] == "no":
        yield "Leave no message on the phone."


def _ways(kept: Mapping[str, Any]) -> Iterator[str]:
    if kept["phone"] and not kept["no_calls"]:
        yield f"Phone {kept['phone']}{', texts are fine' if kept['may_text'] else ''}."
    if kept["safe_message"] == "yes":
        yield "A message on the phone is safe."
    yield from (f"{label}: {kept[name]}" for name, label in OTHER_WAYS if kept[name])


OTHER_WAYS = (
    ("email", "E-mail"),
    ("post", "Post"),
    ("through_whom", "Through somebody else"),
    ("best_time", "Good times"),
)


def _person(kept: Mapping[str, Any]) -> Iterator[str]:
    """How the person themselves is reached, when somebody else sent the form; and how letters should be."""
    if kept["person_reach"]:
        how = PERSON_REACH.get(kept["person_reach"], kept["person_reach"])
        at = f": {kept['person_reach_at']}" if kept["person_reach_at"] else ""
        yield f"The person themselves: {how[:1].lower()}{how[1:]}{at}"
    if kept["letter_format"]:
        yield f"Letters: {LETTERS.get(kept['letter_format'], kept['letter_format']).lower()}."


def rules_for_the_record(kept: Mapping[str, Any]) -> str:
    """What of this belongs to the person's own record: all of it, or without the ways to the helper."""
    mine = kept["filling_in_for"] == FillingIn.ME
    return "\n".join(contact_lines(kept) if mine else [*_never(kept), *_person(kept)])
