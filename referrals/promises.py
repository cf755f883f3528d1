"""What the public is promised, in the numbers of the rules: no page types a number again."""

from datetime import date

from accounts.models import Area
from dsr import rules
from dsr.days import Unit, in_days
from dsr.models import AreaRule

PROMISED = {
    "read": "referral_triage",
    "talk": "self_referral_contact",
    "decide": "referral_decision",
    "hear": "concern_acknowledge",
    "record": "consent_form_recorded",
    "professional": "referral_conversation",
}


def promises(area: Area | None, today: date) -> dict[str, str]:
    """For each promise its time in words, "2 working days" or "28 days", with the area's own numbers."""
    return {name: _time(key, area, today) for name, key in PROMISED.items()}


def _time(key: str, area: Area | None, today: date) -> str:
    rule = rules.RULES[key]
    own = AreaRule.objects.own_number(area.pk, key, today) if area else None
    # Nobody's age is known yet, so the longest of the table is promised.
    count = own if own is not None else max(rule.days.values())
    if rule.unit is Unit.DAYS:
        return in_days(count)
    return f"1 {rule.unit}".removesuffix("s") if count == 1 else f"{count} {rule.unit}"
