"""One interleaving: two people open and send forms in a random order, and what becomes of their words."""

from dataclasses import dataclass, field
from random import Random

from tests.access.scene import Scene
from tests.interleave.desk import Desk, Sheet, current, desks, where
from tests.visits import body

STEPS = 10


@dataclass
class Story:
    """What happened, step by step, and what was wrong with it."""

    steps: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    saved: list[tuple[int, str, list[str]]] = field(default_factory=list)  # when, whose, which words
    returned: int = 0


def interleaving(scene: Scene, seed: int, pages: list[str] | None = None) -> Story:
    """Ten steps of two people; both look at few pages, so that they meet on the same ones."""
    chance, story = Random(seed), Story()
    both = desks(scene, chance)
    shared = sorted(set(both[0].pages) & set(both[1].pages))
    meeting = pages or chance.sample(shared, min(2, len(shared)))
    for now in range(STEPS):
        desk = chance.choice(both)
        if desk.sheets and (chance.random() < 0.5 or now >= STEPS - 4):
            _send(desk, chance.choice(desk.sheets), now, chance, story)
        else:
            page = chance.choice(meeting)
            opened = desk.open(page, now, chance)
            story.steps.append(f"{now}: {desk.who} opens {page}{'' if opened else ' (no form)'}")
    return story


def _send(desk: Desk, sheet: Sheet, now: int, chance: Random, story: Story) -> None:
    unseen = [
        w for when, whose, ws in story.saved if when > sheet.opened_at and whose != desk.who for w in ws
    ]
    stood = {word for word, tables in where(unseen).items() if current(tables)}
    answer = desk.send(sheet, chance)
    typed = list(sheet.words.values())
    found = where(typed)
    story.steps.append(f"{now}: {desk.who} sends {sheet.form.name} → {answer.status_code} {sheet.words}")
    if answer.status_code in (302, 303):
        kept = [word for word, tables in found.items() if tables]
        if not kept and all(word in body(desk.browser.get(answer["Location"])) for word in typed):
            story.returned += 1  # told on the next page, with the words
            return
        story.saved.append((now, desk.who, kept))
        if not kept:
            story.faults.append(f"{sheet.form.name}: saved, and none of {typed} is on the record")
        still = {word for word, tables in where(sorted(stood)).items() if current(tables)}
        for word in sorted(stood - still):
            story.faults.append(f"{sheet.form.name}: {desk.who} saved over “{word}” without having seen it")
        return
    story.returned += 1
    html = body(answer)
    for name, word in sheet.words.items():
        if word not in html:
            story.faults.append(
                f"{sheet.form.name}: answered {answer.status_code} and lost what stood in {name}"
            )
        if found[word]:
            story.faults.append(f"{sheet.form.name}: answered {answer.status_code} and kept half: {name}")
