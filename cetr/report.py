"""The report of a review, as blocks in order: the page, the PDF and the fingerprint are all made from them.

A block is a dict with its `kind`: heading, text, facts, table, list or rating. Names and words are as
they stand when it is written; an issued report keeps its own copy.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from cetr.models import Outcome, PrincipleCheck, Review
from cetr.personal import PRINCIPLES
from cetr.rules import QUESTIONS
from cetr.statuses import ROLE_LABELS, TRIGGER_LABELS, VIEW_LABELS, Role, Trigger, View
from dsr.days import plain, plain_with_weekday
from dsr.principles import served
from dsr.ratings import MEANINGS, Colour

Block = dict[str, Any]


def content_of(review: Review) -> list[Block]:
    """The report as it stands now, from who and when to how to disagree."""
    outcome = Outcome.objects.filter(review=review).first() or Outcome(review=review)
    return [
        *_who_and_when(review),
        *_panel(review),
        *_own_words(review),
        *_principles(review),
        *_questions(outcome),
        *_rating(outcome, review),
        *_recommendations(review),
        *_next(review),
        *_disagree(review),
    ]


def lines(content: Iterable[Block]) -> list[str]:
    """The report's text, a line for each piece, in the order in which it is read."""
    return [line for block in content for line in _lines(block)]


def fingerprint(content: Iterable[Block]) -> str:
    """The SHA-256 of the report's text."""
    return hashlib.sha256("\n".join(lines(content)).encode()).hexdigest()


def _lines(block: Block) -> list[str]:
    match block["kind"]:
        case "facts":
            return [cell for row in block["rows"] for cell in row]
        case "table":
            return [block["caption"], *block["head"], *(cell for row in block["rows"] for cell in row)]
        case "list":
            return list(block["points"])
        case _:
            return [block["text"]]


def heading(text: str, level: int = 2) -> Block:
    return {"kind": "heading", "level": level, "text": text}


def paragraphs(text: str) -> list[Block]:
    """A paragraph for each line that says something."""
    return [{"kind": "text", "text": line} for line in map(str.strip, text.splitlines()) if line]


def _who_and_when(review: Review) -> list[Block]:
    person, day = review.entry.person, review.held_on or review.planned_for
    rows = [
        ["Person", person.full_name],
        ["Likes to be called", person.known_as],
        ["Born", f"{plain(person.date_of_birth)} ({person.age_on(day)})"],
        ["Review", review.kind_label],
        ["Why it was held", TRIGGER_LABELS[Trigger(review.trigger)]],
        ["Held" if review.held_on else "Planned for", f"{plain_with_weekday(day)}, {review.starts_at:%H:%M}"],
        ["Where", review.place],
        ["Register", review.entry.area.name],
    ]
    return [heading("The review"), {"kind": "facts", "rows": rows}]


def _panel(review: Review) -> list[Block]:
    rows = [[place.name, ROLE_LABELS[Role(place.role)]] for place in review.panel()]
    table = {"kind": "table", "caption": "Who was on the panel", "head": ["Name", "Part"], "rows": rows}
    return [heading("The panel"), table]


def _own_words(review: Review) -> list[Block]:
    person = review.entry.person
    said = paragraphs(person.what_matters) or paragraphs("Nothing has been written down yet.")
    return [heading(f"What matters to {person.known_as}"), *said]


def _principles(review: Review) -> list[Block]:
    names = {place.account.pk for place in review.panel() if place.account}
    checks = PrincipleCheck.objects.filter(review=review, member__in=names).select_related("member")
    said: dict[str, list[str]] = {}
    for check in checks.order_by("member__name"):
        view = f"{check.member.name}: {VIEW_LABELS[View(check.view)].lower()}."
        said.setdefault(check.principle, []).append(" ".join([view, *check.what_was_seen.split()]))
    rows = [
        [principle.name, " ".join(said.get(principle.key, ["No view recorded."]))] for principle in PRINCIPLES
    ]
    table = {
        "kind": "table",
        "caption": "The eight principles, and how the panel saw each of them",
        "head": ["Principle", "What the panel saw"],
        "rows": rows,
    }
    return [heading("The principles"), table]


def _questions(outcome: Outcome) -> list[Block]:
    found = [heading("The four questions")]
    for key, question in QUESTIONS.items():
        found += [
            heading(question, 3),
            *(paragraphs(getattr(outcome, key)) or paragraphs("Not answered yet.")),
        ]
    return found


def _rating(outcome: Outcome, review: Review) -> list[Block]:
    found = [heading("The rating")]
    if outcome.colour:
        colour = Colour(outcome.colour)
        found.append({"kind": "rating", "colour": colour.value, "text": MEANINGS[colour].label})
    else:
        found += paragraphs("Not decided yet.")
    found += paragraphs(outcome.why)
    if outcome.words_for_person:
        found += [
            heading(f"In words for {review.entry.person.known_as}", 3),
            *paragraphs(outcome.words_for_person),
        ]
    return found


def _recommendations(review: Review) -> list[Block]:
    rows = [
        [
            str(number),
            " ".join(draft.text.split()),
            draft.owner,
            plain(draft.due_on),
            " ".join(draft.measure.split()) or "Not said",
            served(draft.serves, "") or "None in particular",
        ]
        for number, draft in enumerate(review.draft_recommendations.now(), 1)
    ]
    caption = "What will be done, by whom, by when, how we will know, and which principle it serves"
    head = ["Number", "What", "Who", "By when", "How we will know", "Serves"]
    table = {"kind": "table", "caption": caption, "head": head, "rows": rows}
    return [heading("Recommendations"), *([table] if rows else paragraphs("None written yet."))]


def _next(review: Review) -> list[Block]:
    area, name = review.entry.area, review.entry.person.known_as
    points = [
        "Each recommendation has one owner and one date. What becomes of it is written down, and "
        f"{name} can see it.",
        "If something is not done by its date, the coordinator asks the owner.",
        f"Questions about this report: {area.name}, {area.phone}, {area.phone_hours}.",
    ]
    return [heading("What happens next"), {"kind": "list", "points": points}]


def _disagree(review: Review) -> list[Block]:
    area = review.entry.area
    words = (
        f"{review.entry.person.known_as}, their family and their advocate may disagree with any of this. "
        f"Say so to the coordinator: {area.name}, {area.phone}. It is written down, and you get an answer."
    )
    return [heading("If you do not agree"), *paragraphs(words)]
