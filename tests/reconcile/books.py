"""The books are compared: what families were told, and what the team finds."""

from dataclasses import dataclass

from tests.reconcile.house import House

FORMS = """
SELECT r.reference, count(*) OVER (PARTITION BY r.family_name), r.state, r.area_id IS NOT NULL,
    (SELECT count(*) FROM referrals_historicalreferral h WHERE h.id = r.id),
    (SELECT count(*) FROM referrals_telling t JOIN accounts_outboxmessage o ON o.key = 'telling-' || t.id
        WHERE t.referral_id = r.id AND t.about = 'receipt'),
    r.receipt_sent_at IS NOT NULL, r.doubts,
    r.triage_due_on IS NOT NULL AND r.contact_due_on IS NOT NULL, r.family_name
FROM referrals_referral r
"""
LEFT_DRAFTS = "SELECT count(*) FROM referrals_draft d JOIN referrals_referral r ON r.key = d.id"
WAITING = "SELECT count(*) FROM accounts_outboxmessage WHERE sent_at IS NULL AND given_up_at IS NULL"
GIVEN_UP = "SELECT count(*) FROM accounts_outboxmessage WHERE given_up_at IS NOT NULL"


@dataclass(frozen=True)
class Books:
    """What was found; `faults` are sentences, and none is what we promise."""

    told: int
    in_triage: int
    faults: list[str]


def compare(house: House, told: dict[str, str]) -> Books:
    """`told` maps a family's name to the reference that it read. Every one is in triage, once, whole."""
    forms, faults = house.rows(FORMS), []
    kept = {spaced(row[0]): row for row in forms}
    for family, reference in told.items():
        if reference not in kept:
            faults.append(f"{family} was told {reference}, and it is not there")
    for reference, times, state, area, histories, receipts, receipt_sent, doubts, clocks, family in forms:
        whole = state == "received" and area and clocks and histories == 1 + receipt_sent
        due = 0 if set(doubts) - {"copy"} else 1
        if not whole or receipts != due:
            faults.append(f"{reference} is half there: {state}, {histories} histories, {receipts} receipts")
        if times != 1:
            faults.append(f"{family} is there {times} times")
        if family not in told:
            faults.append(f"{family} was not told, and is there")
    if house.rows(LEFT_DRAFTS)[0][0]:
        faults.append("a form that was sent still has its draft")
    if house.rows(GIVEN_UP)[0][0]:
        faults.append("a message was given up")
    return Books(len(told), len(forms), faults)


def spaced(reference: str) -> str:
    """As people read it."""
    return f"{reference[:4]}-{reference[4:8]}-{reference[8:]}"


def messages_waiting(house: House) -> int:
    """How many e-mails are still to be sent."""
    return int(house.rows(WAITING)[0][0])
