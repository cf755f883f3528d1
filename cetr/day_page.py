"""What the page of a review shows, gathered in a fixed number of queries."""

from datetime import date
from typing import Any

from accounts.models import User
from cetr import rules
from cetr.acts import Acts, findings_withheld, reads_words, report_withheld
from cetr.drafts import drafts_of
from cetr.facts import facts_of
from cetr.forms.findings import PrinciplesForm
from cetr.models import Outcome, PrincipleCheck, Review
from cetr.personal import PRINCIPLES
from cetr.rules import QUESTIONS
from cetr.standing import standing
from cetr.statuses import VIEW_LABELS, VIEW_MARKS, View
from dsr.consent import Purpose


def facts(review: Review, *, user: User, today: date, may: Acts) -> dict[str, Any]:
    """The page's sections, and what is still missing for the chair."""
    outcome = Outcome.objects.select_related("saved_by").filter(review=review).first()
    stands = standing(review, today=today, reader=user)
    papers = list(review.papers.filter(taken_away_at=None))
    drafts = drafts_of(review)
    missing: list[str] = []
    if may.conclude:
        missing = rules.not_yet(facts_of(review, held_on=review.planned_for, today=today))
    answered = sum(bool(text.strip()) for text in outcome.answers().values()) if outcome else 0
    return {
        "acts": may,
        "standing": stands,
        "papers": papers,
        "titles_shown": may.add_paper or (may.read_papers and stands.papers_open.allowed),
        "outcome": outcome,
        "answered": answered,
        "questions": [(text, getattr(outcome, key, "")) for key, text in QUESTIONS.items()],
        "drafts": drafts,
        "missing": missing,
        # The same words as in the report: who may not read that does not read them here either.
        "withheld": findings_withheld(user, review, stands.gates[Purpose.USE]),
        "report_withheld": report_withheld(user, review, stands.gates[Purpose.USE]),
        "reads_words": reads_words(user, review),
        **strip(review, user, may),
    }


def _checks(review: Review) -> list[PrincipleCheck]:
    rows = PrincipleCheck.objects.filter(review=review).select_related("member")
    sitting = {place.account.pk for place in review.panel() if place.account}
    return [check for check in rows.order_by("member__name") if check.member_id in sitting]


def strip(review: Review, user: User, may: Acts) -> dict[str, Any]:
    """The eight principles with everybody's view; a panel member sees the others' after their own."""
    checks = _checks(review)
    own = {check.principle for check in checks if check.member_id == user.pk}
    rows = []
    for principle in PRINCIPLES:
        said = [check for check in checks if check.principle == principle.key]
        shown = said if principle.key in own or not may.find else []
        views = [(VIEW_MARKS[View(c.view)], VIEW_LABELS[View(c.view)], c) for c in shown]
        rows.append({"principle": principle, "views": views, "hidden": len(said) - len(shown)})
    return {"principles": rows, "own_count": len(own), "most": len(PRINCIPLES), "said": bool(checks)}


def own_views(review: Review, user: User) -> dict[str, str]:
    """What this person said before, for the form."""
    found: dict[str, str] = {}
    for check in review.principle_checks.filter(member=user):
        found[f"view_{check.principle}"] = check.view
        found[f"seen_{check.principle}"] = check.what_was_seen
    return found


def principle_rows(review: Review, user: User, form: PrinciplesForm) -> dict[str, Any]:
    """A row a principle: its two questions, and the others' views once this person has said theirs."""
    checks = _checks(review)
    own = {check.principle for check in checks if check.member_id == user.pk}
    return {
        "rows": [
            {
                "principle": principle,
                "view": form[f"view_{principle.key}"],
                "seen": form[f"seen_{principle.key}"],
                "others": [
                    (VIEW_LABELS[View(c.view)], c)
                    for c in checks
                    if c.principle == principle.key and c.member_id != user.pk and c.principle in own
                ],
            }
            for principle in PRINCIPLES
        ]
    }


OUTCOME_FIELDS = (*QUESTIONS, "colour", "why", "words_for_person", "version")


def outcome_now(outcome: Outcome | None) -> dict[str, Any]:
    """The outcome as last saved, for the form."""
    return {name: getattr(outcome, name) for name in OUTCOME_FIELDS} if outcome else {"version": 0}


def outcome_rows(outcome: Outcome | None) -> list[tuple[str, str]]:
    """An outcome as labels and words, for the page with two versions."""
    if outcome is None:
        return []
    rows = [(question, getattr(outcome, key)) for key, question in QUESTIONS.items()]
    colour = outcome.get_colour_display() if outcome.colour else ""
    return [
        *rows,
        ("Rating", colour),
        ("Why", outcome.why),
        ("Words for the person", outcome.words_for_person),
    ]
