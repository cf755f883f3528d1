"""The rules of plain words and of easy read that a machine can check. Pure.

For easy read the numbers are those of the Department of Health's guide of 2010 [N], for families our own [D].
A page that passes is not yet understood by anybody: only people can say that (docs/easy-read.md).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean

from config.easy import Easy
from config.pictures import PICTURES
from config.syllables import syllables
from config.word_lists import BANNED, BE, BETWEEN, IRREGULAR, KNOWN_LETTERS, NOT_PASSIVE, UNAVOIDABLE

EASY_WORDS = 15  # in one sentence
EASY_GRADE = 4.0  # Flesch-Kincaid, of a whole page: a reader of 9 (T5)
EASY_SENTENCES = 3  # beside one picture
FAMILY_WORDS = 20
FAMILY_MEAN = 12.0  # words in a sentence, over a page
FAMILY_GRADE = 5.0  # a reader of 10
FAMILY_PASSIVE = 0.1  # of a page's sentences; one is always let by: "Nothing was sent." is plain
A_NAME = 4  # headings, links and buttons of up to this many words are names, and left out of averages

# The words that a question may leave open, filled as for the person and as for somebody else.
VOICES: tuple[Mapping[str, str], ...] = (
    {"who": "you", "whose": "your", "whom": "you", "do": "do", "are": "are", "have": "have", "was": "were",
     "s": "", "they": "you", "them": "you", "their": "your"},
    {"who": "Jay", "whose": "Jay’s", "whom": "Jay", "do": "does", "are": "is", "have": "has", "was": "was",
     "s": "s", "they": "they", "them": "them", "their": "their"},
)  # fmt: skip
OPEN_WORD = re.compile(r"\{(\w+)\}")

# A full stop after these ends nothing; nor does one with no space after it, as in 2.30.
INSIDE = re.compile(r"\b(e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|St)\.")
SENTENCE_END = re.compile(r"[.!?…]+[”’\")]*(?=\s|$)|\n+")
# Figures that are written in groups, as in a phone number, are one word.
WORD = re.compile(r"\d+(?:[ .,:]\d+)*[^\W\d_]*|[^\W\d_]+(?:[-’'.][^\W\d_]+)*")
LETTERS = re.compile(r"\b[A-Z]{2,}s?\b")
EXPLAINED = r"\({0}s?\)|\b{0}s? (?:means|is short for)\b"


@dataclass(frozen=True)
class Finding:
    """One breach: the rule's name, the words that break it, and what to do."""

    rule: str
    words: str
    advice: str

    def __str__(self) -> str:
        return f"{self.rule}: “{self.words}” ({self.advice})"


# ---------------------------------------------------------------- measuring


def sentences(text: str) -> list[str]:
    """The sentences of a text. The end of a line ends one too."""
    kept = INSIDE.sub(lambda found: found.group().replace(".", "\0"), text)
    parts, start = [], 0
    for end in SENTENCE_END.finditer(kept):
        parts.append(kept[start : end.end()])
        start = end.end()
    parts.append(kept[start:])
    return [" ".join(part.replace("\0", ".").split()) for part in parts if WORD.search(part)]


def words(text: str) -> list[str]:
    """The words of a text, figures among them."""
    return WORD.findall(text.replace("'", "’"))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: 5 is a reader of about 10. Unavoidable words count two syllables at most."""
    said, every = sentences(text), words(text)
    if not every:
        return 0.0
    beats = sum(min(syllables(word), 2) if _unavoidable(word) else syllables(word) for word in every)
    return 0.39 * len(every) / len(said) + 11.8 * beats / len(every) - 15.59


def _unavoidable(word: str) -> bool:
    return word in UNAVOIDABLE or word.lower() in UNAVOIDABLE


def prose(said: Iterable[str]) -> list[str]:
    """The sentences that are more than a name: what averages are taken of."""
    return [
        one for one in said if one.endswith((".", "?", "!", ".”", "?”", "!”")) or len(words(one)) > A_NAME
    ]


# ---------------------------------------------------------------- rules of one sentence


def passives(sentence: str) -> list[str]:
    """The passive forms in a sentence: a form of "to be" and a participle, by list."""
    said = [word.lower() for word in words(sentence)]
    return [" ".join(said[at:end]) for at in range(len(said)) if (end := _passive_from(said, at))]


def _passive_from(said: list[str], at: int) -> int:
    """Where the passive that begins with this word ends; 0 when none does."""
    if said[at] not in BE or (at and said[at - 1] in BE | BETWEEN and said[at] in BETWEEN):
        return 0
    after = at + 1
    while after < len(said) and said[after] in BETWEEN:
        after += 1
    return after + 1 if after < len(said) and _participle(said[after]) else 0


def _participle(word: str) -> bool:
    return word not in NOT_PASSIVE and (word in IRREGULAR or (word.endswith("ed") and len(word) > 4))


def banned(text: str) -> list[Finding]:
    """Words that nobody is to read here (T6)."""
    plain = " ".join(text.replace("'", "’").lower().split())
    found = (word for word in BANNED if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", plain))
    return [Finding("banned", word, f"say: {BANNED[word]}") for word in found]


def letters(text: str) -> list[Finding]:
    """Abbreviations that the page does not explain: "Care and Treatment Review (CTR)", or "CTR means ..."."""
    used = dict.fromkeys(short.rstrip("s") for short in LETTERS.findall(text))
    strange = (short for short in used if short not in KNOWN_LETTERS)
    unsaid = (short for short in strange if not re.search(EXPLAINED.format(short), text))
    return [Finding("abbreviation", short, "say it in full") for short in unsaid]


def too_long(said: Iterable[str], most: int) -> list[Finding]:
    """Sentences with more words than this."""
    counted = ((one, len(words(one))) for one in said)
    return [Finding("long sentence", one, f"{n} words, at most {most}") for one, n in counted if n > most]


# ---------------------------------------------------------------- a page in easy read


def check_easy(page: Easy) -> list[Finding]:
    """What is wrong with a page of easy read, whoever it is about."""
    found = [*_pictures(page), *_open_words(page)]
    for voice in VOICES:
        said = [_fill(text, voice) for text in _texts(page)]
        found += [finding for finding in _easy_text("\n".join(said)) if finding not in found]
    return found


def _easy_text(text: str) -> Iterator[Finding]:
    said = sentences(text)
    yield from too_long(said, EASY_WORDS)
    yield from (Finding("passive", form, "say who does it") for one in said for form in passives(one))
    yield from banned(text)
    yield from letters(text)
    if (measured := grade(text)) > EASY_GRADE:
        yield Finding("grade", said[0], f"{measured:.1f}, at most {EASY_GRADE:g}: shorter words")


def _texts(page: Easy) -> list[str]:
    """Everything that a reader of the page reads, a block each."""
    answers = [text for choice in page.items.values() for text in choice.values()]
    ideas = [idea.words for idea in page.ideas]
    return [page.title, *ideas, *page.labels.values(), *page.hints.values(), *answers]


def _fill(text: str, voice: Mapping[str, str]) -> str:
    return OPEN_WORD.sub(lambda found: _filled(found.group(1), voice), text)


def _filled(name: str, voice: Mapping[str, str]) -> str:
    word = voice.get(name.lower(), "")
    return word[:1].upper() + word[1:] if name[:1].isupper() else word


def _open_words(page: Easy) -> list[Finding]:
    left = [
        name for text in _texts(page) for name in OPEN_WORD.findall(text) if name.lower() not in VOICES[0]
    ]
    return [Finding("open word", f"{{{name}}}", "no voice fills it") for name in left]


def _pictures(page: Easy) -> Iterator[Finding]:
    """A picture for each idea and for each answer, and a few short sentences beside it (T8)."""
    if not page.ideas and not page.item_pictures:
        yield Finding("picture", page.title, "a page needs an idea with a picture")
    shown = [idea.picture for idea in page.ideas]
    shown += [name for choice in page.item_pictures.values() for name in choice.values()]
    yield from (Finding("picture", name, "no such picture") for name in shown if name not in PICTURES)
    for idea in page.ideas:
        if not words(idea.words):
            yield Finding("picture", idea.picture, "a picture without words")
        if len(sentences(idea.words)) > EASY_SENTENCES:
            yield Finding("one idea", idea.words, f"at most {EASY_SENTENCES} sentences beside a picture")
    for field, choice in page.item_pictures.items():
        bare = set(page.items.get(field, {})) - set(choice)
        yield from (
            Finding("picture", page.items[field][value], "an answer without a picture") for value in bare
        )


# ---------------------------------------------------------------- a page for families


def check_family(blocks: Iterable[str]) -> list[Finding]:
    """What is wrong with a page in plain words; `blocks` are its paragraphs, headings, items and buttons."""
    text = "\n".join(blocks)
    said = sentences(text)
    found = [*too_long(said, FAMILY_WORDS), *banned(text), *letters(text)]
    if not (counted := prose(said)):
        return found
    if (mean := fmean(len(words(one)) for one in counted)) > FAMILY_MEAN:
        found.append(Finding("mean sentence", said[0], f"{mean:.1f} words, at most {FAMILY_MEAN:g}"))
    if (measured := grade("\n".join(counted))) > FAMILY_GRADE:
        found.append(Finding("grade", said[0], f"{measured:.1f}, at most {FAMILY_GRADE:g}"))
    forms = [form for one in counted for form in passives(one)]
    if len(forms) > max(1, FAMILY_PASSIVE * len(counted)):
        found += [Finding("passive", form, f"{len(forms)} in {len(counted)} sentences") for form in forms]
    return found
