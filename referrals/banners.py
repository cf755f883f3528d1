"""What the team must see before anything else about a form, the loudest first. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from referrals.danger import Alarm, Found, alarms
from referrals.statuses import ELSEWHERE, OPEN, Agreement, Urgency

LOUD = "loud"
CALM = "calm"


@dataclass(frozen=True)
class Banner:
    """One line; `level` says whether it is loud."""

    words: str
    level: str = CALM


def banners(kept: Mapping[str, Any], area: str) -> list[Banner]:
    """The lines above a form, for the team of `area` (its name)."""
    return [*_urgent(kept), *_alarms(kept), *_own_words(kept), *_safety(kept), *_facts(kept, area)]


SAYS = {
    Alarm.DANGER: "Words of danger to life: {words}. A list of words found them. Read the form now.",
    Alarm.ABUSE: "Words that may tell of harm by somebody: {words}. Safeguarding: have it seen today.",
}


def _urgent(kept: Mapping[str, Any]) -> Iterator[Banner]:
    if kept["urgency"] == Urgency.TODAY and kept["state"] in OPEN:
        yield Banner("Urgent today", LOUD)


def _alarms(kept: Mapping[str, Any]) -> Iterator[Banner]:
    found = alarms(kept)
    for alarm, says in SAYS.items():
        if words := _quoted(one for one in found if one.alarm is alarm):
            yield Banner(says.format(words=words), LOUD)


def _quoted(found: Iterator[Found]) -> str:
    return ", ".join(f"“{words}”" for words in dict.fromkeys(one.words for one in found))


ALONE = {
    "no": "Asked alone, on the sender’s device, the person says NO. Talk with them alone first.",
    "talk_alone": "Asked alone, on the sender’s device, they want to talk ALONE. The sender must not know.",
    "not_sure": "Asked alone, on the sender’s device, the person is not sure. Talk with them alone.",
}


def _own_words(kept: Mapping[str, Any]) -> Iterator[Banner]:
    said = kept["wants_this"]
    if said in ALONE:
        against = kept["agreement"] in (Agreement.AGREES, Agreement.PARENT_AGREES) and said != "not_sure"
        more = " Whoever sent the form says that there is agreement." if against else ""
        yield Banner(ALONE[said] + more, LOUD)
    elif kept["wants_words"]:
        yield Banner("The person wrote something alone, for the team only. Read it first.", LOUD)
    if kept["agreement"] == Agreement.SAYS_NO:
        yield Banner("The person says no, so the form says", LOUD)


def _safety(kept: Mapping[str, Any]) -> Iterator[Banner]:
    if kept["do_not_contact"]:
        yield Banner(f"Never contact: {kept['do_not_contact']}", LOUD)
    if kept["no_calls"]:
        yield Banner("Text only: never ring", LOUD)
    if kept["safe_message"] == "no":
        yield Banner("Leave no message on the phone")
    if kept["not_share_with"] or kept["not_share_words"]:
        yield Banner("Some must not know: see “Must not know” in the form")


def _facts(kept: Mapping[str, Any], area: str) -> Iterator[Banner]:
    if kept["in_hospital"] == "yes":
        yield Banner("In hospital now, so the form says")
    if kept["lives_in"] == ELSEWHERE:
        yield Banner(f"Lives outside {area}: pass it to the right team")
    if kept["rather_talk"]:
        yield Banner("Would rather talk than write")
    if kept["letter_format"] == "audio_talk":
        yield Banner("Wants to be talked to instead of letters")
