"""The rules of plain words, each with words that keep it and words that break it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import plain_words
from config.easy import Easy, Idea
from config.plain_words import banned, check_easy, check_family, grade, letters, passives, sentences, words
from config.syllables import syllables
from config.word_lists import BANNED, BETWEEN, IRREGULAR, KNOWN_LETTERS, NOT_PASSIVE, UNAVOIDABLE


def rules(found: list[plain_words.Finding]) -> set[str]:
    return {finding.rule for finding in found}


# ---------------------------------------------------------------- sentences and words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("We read it. Then we call you.", ["We read it.", "Then we call you."]),
        ("Are you safe? Call 999!", ["Are you safe?", "Call 999!"]),
        ("A heading\nThen words.", ["A heading", "Then words."]),
        ("We meet at 2.30pm, e.g. at home. Yes.", ["We meet at 2.30pm, e.g. at home.", "Yes."]),
        (
            "Dr. Hill is here. “You can stop.” We go on.",
            ["Dr. Hill is here.", "“You can stop.”", "We go on."],
        ),
        ("Wait … then go", ["Wait …", "then go"]),
        ("  \n\n — ", []),
        ("", []),
    ],
)
def test_a_text_falls_into_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("We do not know yet.", 5),
        ("You don't need Jay’s e-mail address.", 6),
        ("Call 01632 960 111 now.", 3),
        ("Within 5 working days: 2.30pm.", 5),
        ("— · …", 0),
    ],
)
def test_words_are_counted_and_a_phone_number_is_one(sentence: str, count: int) -> None:
    assert len(words(sentence)) == count


@given(st.text(alphabet="abc DE.?!\n“”’ 12", max_size=80))
def test_no_word_is_lost_or_doubled_by_the_splitter(text: str) -> None:
    assert [word for one in sentences(text) for word in words(one)] == words(text.replace("\n", " \n "))


SYLLABLES = {
    1: "make named hoped helped phone house changed worked stopped reached you through yes team choose write"
    " seen dog our Jay’s 999",
    2: "table people wanted needed pages boxes wishes little given open again something meeting answer"
    " question quiet happy sharing person crisis houses action teacher social reason trying doing isn’t GP"
    " e-mail settled",
    3: "hospital register disagree already remember area radio video medicine decided important autism"
    " keyworker racism usual holiday NHS somebody",
    4: "information emergency community television situation anybody responsible",
    5: "organisation university disability",
}


@pytest.mark.parametrize(
    ("count", "word"), [(n, word) for n, some in SYLLABLES.items() for word in some.split()]
)
def test_syllables_are_counted(count: int, word: str) -> None:
    assert syllables(word) == count


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz’-", min_size=1, max_size=20))
def test_every_word_has_a_syllable(word: str) -> None:
    assert 0 < syllables(word) <= len(word) + 1 or not word.strip("’-")


# ---------------------------------------------------------------- grade


def test_the_grade_is_flesch_and_kincaids() -> None:
    # 10 words, 2 sentences, 11 syllables: 0.39 * 5 + 11.8 * 1.1 - 15.59
    assert grade("We read what you wrote. Then we talk with others.") == pytest.approx(-0.66)
    assert grade("") == grade("…") == 0


def test_hard_words_and_long_sentences_raise_it() -> None:
    plain = "We look at what would help you. Then we tell you."
    hard = "Professionals collaboratively determine individualised interventions. Outcomes are communicated."
    assert grade(plain) < 2 < 12 < grade(hard)
    assert grade("We ask you and we wait and we ask you again.") > grade(
        "We ask you. We wait. We ask you again."
    )


@pytest.mark.parametrize("word", UNAVOIDABLE)
def test_an_unavoidable_word_counts_two_at_most_and_says_why_it_is_one(word: str) -> None:
    assert UNAVOIDABLE[word]
    assert grade(f"The {word} is here.") <= grade("The table is here.")


# ---------------------------------------------------------------- one sentence at a time


@pytest.mark.parametrize(
    ("sentence", "forms"),
    [
        ("The form was sent.", ["was sent"]),
        ("It is not always read.", ["is not always read"]),
        ("A plan has been made.", ["been made"]),
        ("They are being told.", ["are being told"]),
        ("It will be decided and it isn't written.", ["be decided", "isn’t written"]),
        ("She got left behind, he gets asked.", ["gets asked"]),
        ("We read your form.", []),
        ("You are tired and worried.", []),
        ("Your bed is red.", []),
        ("It is called a review.", []),
        ("He was here and asked us.", []),
        ("It needed work.", []),
    ],
)
def test_passives_are_found_by_their_forms(sentence: str, forms: list[str]) -> None:
    assert passives(sentence) == forms


def test_the_lists_do_not_contradict_each_other() -> None:
    assert not IRREGULAR & NOT_PASSIVE and not IRREGULAR & BETWEEN
    assert not {word.lower() for word in UNAVOIDABLE} & set(BANNED)
    assert not [word for word in BANNED if banned(BANNED[word])], "an advice must not be banned itself"


@pytest.mark.parametrize("word", BANNED)
def test_a_banned_word_is_found_whatever_its_case_and_only_whole(word: str) -> None:
    assert word in {finding.words for finding in banned(f"So {word.upper()}, they said.")}
    assert word in {finding.words for finding in banned("they " + "\n".join(word.split()) + ".")}
    for longer in (f"x{word}", f"{word}x", f"x-{word}"):
        assert word not in {finding.words for finding in banned(longer)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bring your EHCP.", {"EHCP"}),
        ("The CTRs and the ICB.", {"CTR", "ICB"}),
        ("A Care and Treatment Review (CTR). The CTR helps.", set()),
        ("CTR means Care and Treatment Review.", set()),
        ("CTR is short for Care and Treatment Review.", set()),
        ("Call the NHS, your GP, or take the PDF.", set()),
        ("I am here.", set()),
    ],
)
def test_letters_must_be_explained_on_the_page(text: str, found: set[str]) -> None:
    assert {finding.words for finding in letters(text)} == found
    assert not found & KNOWN_LETTERS


# ---------------------------------------------------------------- a page of easy read

GOOD = Easy(
    title="What is {whose} name?",
    ideas=(Idea("name-badge", "Tell us the name. You can skip it."), Idea("pen", "{Who} can write it.")),
    labels={"nick": "What name {do} {who} like?"},
    hints={"nick": "{Who} can skip this."},
    items={"sure": {"yes": "Yes", "no": "No"}},
    item_pictures={"sure": {"yes": "tick", "no": "cross"}},
)  # fmt: skip
LONG = "We ask you to tell us now what it is that you need so that we can help."  # 17 words


def changed(**new: object) -> Easy:
    return Easy(**{**vars(GOOD), **new})  # type: ignore[arg-type]


def test_a_good_page_passes() -> None:
    assert check_easy(GOOD) == []


@pytest.mark.parametrize(
    ("page", "rule"),
    [
        (changed(title=LONG), "long sentence"),
        (changed(labels={"nick": LONG}), "long sentence"),
        (changed(hints={"nick": LONG}), "long sentence"),
        (changed(items={"sure": {"yes": LONG, "no": "No"}}), "long sentence"),
        (changed(ideas=(Idea("pen", LONG),)), "long sentence"),
        (changed(ideas=(Idea("pen", "The form was sent."),)), "passive"),
        (changed(ideas=(Idea("pen", "{Who} {are} asked."),)), "passive"),
        (changed(ideas=(Idea("pen", "Somebody failed to attend."),)), "banned"),
        (changed(ideas=(Idea("pen", "Your ICB pays."),)), "abbreviation"),
        (changed(title="Professional", ideas=(Idea("pen", "Individual considerations"),)), "grade"),
        (changed(title="{Whoever} writes"), "open word"),
        (changed(ideas=(Idea("castle", "Write it."),)), "picture"),
        (changed(ideas=(Idea("", "Write it."),)), "picture"),
        (changed(ideas=(Idea("pen", " "),)), "picture"),
        (changed(ideas=(), items={}, item_pictures={}), "picture"),
        (changed(item_pictures={"sure": {"yes": "tick", "no": "castle"}}), "picture"),
        (changed(item_pictures={"sure": {"yes": "tick"}}), "picture"),
        (changed(ideas=(Idea("pen", "One. Two. Three. Four."),)), "one idea"),
    ],
)  # fmt: skip
def test_each_rule_of_easy_read_finds_what_breaks_it(page: Easy, rule: str) -> None:
    assert rules(check_easy(page)) == {rule}


@pytest.mark.parametrize("said", ["you are", "jay is", "your", "jay’s"])
def test_a_page_is_read_as_for_the_person_and_as_for_somebody_else(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(BANNED, said, "something else")  # type: ignore[arg-type]
    assert rules(check_easy(changed(hints={"nick": "{Who} {are} here with {whose} dog."}))) == {"banned"}


def test_a_breach_in_both_voices_is_told_once() -> None:
    assert len(check_easy(changed(hints={"nick": LONG}))) == 1


def test_fifteen_words_are_not_too_many_and_sixteen_are() -> None:
    for count, found in ((15, set()), (16, {"long sentence"})):
        assert rules(check_easy(changed(hints={"nick": " ".join(["we"] * count) + "."}))) == found


# ---------------------------------------------------------------- a page for families

FAMILY = [
    "Help",
    "We read what you wrote within two days.",
    "Then somebody calls you.",
    "You can change your mind.",
]
TWENTY = " ".join(["we"] * 20) + "."


def test_a_good_page_for_families_passes() -> None:
    assert check_family(FAMILY) == []
    assert check_family([]) == check_family(["Help"]) == []


@pytest.mark.parametrize(
    ("blocks", "rule"),
    [
        ([*FAMILY, TWENTY.replace("we ", "we we ", 1)], "long sentence"),
        ([TWENTY] * 2, "mean sentence"),
        (["Professionals collaboratively determine individualised interventions."], "grade"),
        ([*FAMILY, "It was sent.", "It was read."], "passive"),
        ([*FAMILY, "We signpost you."], "banned"),
        ([*FAMILY, "Ask the ICB."], "abbreviation"),
    ],
)
def test_each_rule_of_plain_words_finds_what_breaks_it(blocks: list[str], rule: str) -> None:
    assert rules(check_family(blocks)) == {rule}


def test_one_passive_is_let_by_and_one_in_ten() -> None:
    assert check_family([*FAMILY, "Nothing was sent."]) == []
    many = FAMILY * 6
    assert check_family([*many, "It was sent.", "It was read."]) == []
    assert rules(check_family([*many, *["It was sent."] * 3])) == {"passive"}


def test_names_of_pages_and_buttons_do_not_make_a_page_look_simpler() -> None:
    assert rules(check_family([TWENTY, "Help", "Start page", "Sign in", "Go on"])) == {"mean sentence"}
    assert check_family([TWENTY, "Help without a full stop counts", "So does what has five"]) == []


def test_a_finding_reads_as_a_line() -> None:
    assert str(banned("We commence.")[0]) == "banned: “commence” (say: start)"
