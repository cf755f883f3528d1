"""What the fields accept, what they keep, and what they say."""

import datetime
import re
from typing import Any

import nhs_number
import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from config.nhsuk.dates import MONTHS, DateParts, DateProblem, read_date
from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSDateField,
    NHSEmailField,
    NHSNumberField,
    NHSTelephoneField,
    NHSTextareaField,
    NHSTextField,
    NHSYesNoField,
    plain_nhs_number,
)
from config.nhsuk.text import UNUSUAL, browser_length, has_unusual_characters, tidy_text

from .kitchen import Kitchen, filled, paper

ANY_TEXT = st.text(st.characters(), max_size=80)  # half characters too
DATES = st.dates(datetime.date(1900, 1, 1), datetime.date(2045, 12, 31))


def problem(field: forms.Field, value: Any) -> str:
    """What the field says to a value."""
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    (message,) = caught.value.messages
    return message


# ---------------------------------------------------------------- text


@given(ANY_TEXT)
def test_text_is_refused_or_tidy(text: str) -> None:
    try:
        kept = NHSTextareaField(required=False).clean(text)
    except ValidationError as refused:
        assert refused.messages == [UNUSUAL]
        assert has_unusual_characters(text)
        return
    assert not has_unusual_characters(kept)
    assert "\r" not in kept
    assert kept == tidy_text(kept)
    kept.encode()


@given(ANY_TEXT)
def test_a_line_is_one_line(text: str) -> None:
    try:
        kept = NHSTextField(required=False).clean(text)
    except ValidationError:
        return
    assert kept.splitlines() in ([], [kept])


@pytest.mark.parametrize("bad", ["\x00", "\x08", "\x1b", "\x7f", "\x9f", "\ud800", "\u202e", "\u2066"])
def test_characters_that_nobody_types(bad: str) -> None:
    assert problem(NHSTextField(), f"Jade{bad}Morris") == UNUSUAL


@pytest.mark.parametrize(
    "good", ["Zoë", "O'Brien", "陳大文", "שָׁלוֹם", "👩‍👩‍👧", "a\u200db", "one\ttwo\nthree"]
)
def test_characters_that_people_type(good: str) -> None:
    assert NHSTextareaField().clean(good) == tidy_text(good)


def test_one_shape_for_the_same_name() -> None:
    assert NHSTextField().clean("  Zoe\u0308\r\nMorris ") == "Zoë Morris"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1), st.integers(1, 30))
def test_a_limit_is_the_browsers_limit(text: str, most: int) -> None:
    if browser_length(text) > most:
        assert problem(NHSTextareaField(max_length=most, label="Story"), text).endswith("characters or fewer")


@pytest.mark.parametrize(("text", "length"), [("a", 1), ("é", 1), ("😀", 2), ("a\r\nb", 3), ("a\rb", 3)])
def test_how_long_a_browser_says_it_is(text: str, length: int) -> None:
    assert browser_length(text) == length


def test_a_limit_is_said_with_a_comma() -> None:
    words = problem(NHSTextareaField(max_length=2000, label="Story"), "x" * 2001)
    assert words == "Story must be 2,000 characters or fewer"


@pytest.mark.parametrize(
    "number", ["111", "999", "01632 960 111", "+44 (0)1632-960111", "01632 960111 ext. 4"]
)
def test_telephone_numbers(number: str) -> None:
    assert NHSTelephoneField().clean(number) == number


@pytest.mark.parametrize("number", ["no phone", "1", "01632 x60 111", "1" * 21])
def test_not_telephone_numbers(number: str) -> None:
    assert "must be a telephone number" in problem(NHSTelephoneField(label="Phone"), number)


def test_an_email_address_is_tidied() -> None:
    assert NHSEmailField().clean(" a@example.org\n") == "a@example.org"


# ---------------------------------------------------------------- dates


@given(DATES, st.sampled_from(["number", "padded", "short", "long"]))
def test_every_date_can_be_typed_in_many_ways(day: datetime.date, way: str) -> None:
    name = MONTHS[day.month - 1]
    month = {"number": str(day.month), "padded": f" {day.month:02}", "short": name[:3].upper(), "long": name}[
        way
    ]
    assert NHSDateField().clean(DateParts(str(day.day), month, f"{day.year}")) == day


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_reading_a_date_never_breaks(day: str, month: str, year: str) -> None:
    try:
        assert isinstance(read_date(DateParts(day, month, year)), datetime.date)
    except DateProblem as wrong:
        assert set(wrong.parts) <= {"day", "month", "year"}
        assert wrong.parts


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_a_date_field_says_why_and_keeps_what_was_typed(day: str, month: str, year: str) -> None:
    typed = DateParts(day, month, year)
    field = NHSDateField(required=False, label="Date of birth")
    try:
        field.clean(typed)
    except ValidationError as refused:
        assert refused.messages[0].startswith("Date of birth must")
    assert field.prepare_value(typed) == typed


@pytest.mark.parametrize(
    ("typed", "words", "parts"),
    [
        (("3", "", "2011"), "must include a month", ("month",)),
        (("", "", "2011"), "must include a day and a month", ("day", "month")),
        (("3", "13", "2011"), "must be a real date", ("month",)),
        (("32", "13", "2011"), "must be a real date", ("day", "month")),
        (("3", "smarch", "2011"), "must be a real date", ("month",)),
        (("31", "2", "2011"), "must be a real date", ("day", "month", "year")),
        (("3", "2", "11"), "must have a year with 4 numbers, like 2011", ("year",)),
        (("3", "2", "year"), "must have a year with 4 numbers, like 2011", ("year",)),
        (("3", "2", "1811"), "must have a year between 1900 and", ("year",)),
        (("3", "2", "9999"), "must have a year between 1900 and", ("year",)),
    ],
)
def test_what_is_wrong_with_a_date(typed: tuple[str, str, str], words: str, parts: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError) as caught:
        NHSDateField(label="Date of birth").clean(DateParts(*typed))
    (error,) = caught.value.error_list
    assert error.messages[0].startswith(f"Date of birth {words}")
    assert error.params["parts"] == parts


def test_dates_before_and_after() -> None:
    today = datetime.date.today()
    soon, late = today + datetime.timedelta(9), today - datetime.timedelta(9)
    assert problem(NHSDateField(not_future=True, label="It"), soon) == "It must be today or in the past"
    assert problem(NHSDateField(not_past=True, label="It"), late) == "It must be today or in the future"
    first = datetime.date(2026, 3, 3)
    assert (
        problem(NHSDateField(earliest=first, label="It"), "2026-03-02") == "It must be 3 March 2026 or later"
    )
    assert (
        problem(NHSDateField(latest=lambda: first, label="It"), "2026-03-04")
        == "It must be 3 March 2026 or earlier"
    )


def test_a_date_can_be_changed_or_not() -> None:
    day = datetime.date(2011, 3, 2)
    assert not NHSDateField().has_changed(day, DateParts("02", "mar", "2011"))
    assert NHSDateField().has_changed(day, DateParts("02", "", "2011"))
    assert NHSDateField().has_changed(None, DateParts("02", "3", "2011"))


# ---------------------------------------------------------------- NHS numbers


@given(
    st.integers(400_000_000, 999_999_999),
    st.sampled_from(["{0}{1}{2}", "{0} {1} {2}", "{0}-{1}–{2}", " {0}.{1} {2} "]),
)
def test_an_nhs_number_written_any_way_is_ten_digits(nine: int, way: str) -> None:
    number = f"{nine}{nhs_number.calculate_checksum(str(nine))}"
    written = way.format(number[:3], number[3:6], number[6:])
    if len(number) == 10:
        assert NHSNumberField().clean(written) == number
    assert plain_nhs_number(number).replace(" ", "") == number


@given(ANY_TEXT)
def test_an_nhs_number_is_valid_or_refused(text: str) -> None:
    try:
        assert nhs_number.is_valid(NHSNumberField().clean(text))
    except ValidationError as refused:
        assert len(refused.messages) == 1


@given(st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(place: int, by: int) -> None:
    digits = [int(digit) for digit in "9994821172"]
    digits[place] = (digits[place] + by) % 10
    assert "Check each digit" in problem(NHSNumberField(), "".join(map(str, digits)))


@pytest.mark.parametrize("number", ["QQ123456C", "qq 12 34 56 c", "QQ123456"])
def test_a_national_insurance_number_is_recognised(number: str) -> None:
    assert problem(NHSNumberField(), number).startswith("This is a National Insurance number")


@pytest.mark.parametrize("number", ["999482117", "99948211722", "999 482 II72", "٩٩٩٤٨٢١١٧٢"])
def test_ten_digits_are_needed(number: str) -> None:
    assert problem(NHSNumberField(), number) == "NHS number must have 10 digits, like 999 482 1172"


def test_a_kept_number_is_shown_in_threes() -> None:
    assert NHSNumberField().prepare_value("9994821172") == "999 482 1172"
    assert NHSNumberField().prepare_value("999482") == "999482"


# ---------------------------------------------------------------- answers, files, sentences


def test_yes_and_no_are_true_and_false() -> None:
    field = NHSYesNoField(required=False)
    assert [field.clean(value) for value in ("yes", "no", "")] == [True, False, None]
    assert [field.prepare_value(value) for value in (True, False, None)] == ["yes", "no", None]


def test_none_of_these_stands_alone() -> None:
    form = Kitchen(filled() | {"helps": ["none", "talk"]}, paper())
    assert form.errors["helps"] == ["Tick “None of these” or the others, not both"]
    assert Kitchen(filled() | {"helps": ["none"]}, paper()).is_valid()


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("report.exe", 10, "The school report must be PDF or JPG"),
        ("report", 10, "The school report must be PDF or JPG"),
        ("report.PDF", 2000, "The school report must be 1 KB or smaller"),
        ("report.pdf", 0, "The file is empty. Choose another file"),
    ],
)
def test_files_of_another_kind_or_size(name: str, size: int, words: str) -> None:
    assert Kitchen(filled(), paper(name, size)).errors["paper"] == [words]


def test_a_size_is_hinted_at() -> None:
    assert Kitchen().fields["paper"].help_text == "PDF or JPG. Up to 1 KB."


class Sentences(Kitchen):
    """The same with fields of Django's own."""

    count = forms.IntegerField(min_value=1, max_value=2000)
    points = forms.DecimalField(max_digits=4, decimal_places=1)
    start = forms.TimeField()
    pick = forms.ChoiceField(choices=[("a", "A")])
    own = forms.CharField(error_messages={"required": "Say it"}, max_length=3)
    short = forms.CharField(max_length=3, min_length=2, label="100% of it")


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({}, "name", "Enter the young person's name"),
        ({}, "born", "Enter their date of birth"),
        ({}, "helps", "Choose what helps"),
        ({}, "told", "Tick “I have told them”"),
        ({}, "spoken", "Answer “Have you spoken to them?”"),
        ({}, "paper", "Add the school report"),
        ({}, "area", "Choose area"),
        ({}, "own", "Say it"),
        ({"own": "long"}, "own", "Own must be 3 characters or fewer"),
        ({"short": "long"}, "short", "100 per cent of it must be 3 characters or fewer"),
        ({"short": "l"}, "short", "100 per cent of it must be 2 characters or more"),
        ({"name": "x" * 51}, "name", "The young person's name must be 50 characters or fewer"),
        ({"email": "no"}, "email", "Email must be an email address, like name@example.com"),
        ({"count": "x"}, "count", "Count must be a whole number, like 12"),
        ({"count": "2001"}, "count", "Count must be 2,000 or less"),
        ({"count": "0"}, "count", "Count must be 1 or more"),
        ({"points": "x"}, "points", "Points must be a number, like 12.5"),
        ({"points": "1.23"}, "points", "Points has too many numbers after the point"),
        ({"start": "x"}, "start", "Start must be a time, like 14:30"),
        ({"pick": "x"}, "pick", "Choose an answer from the list"),
        ({"number_known": "yes"}, "nhs_number", "Enter the NHS number"),
        (
            {"number_known": "yes", "nhs_number": "1"},
            "nhs_number",
            "The NHS number must have 10 digits, like 999 482 1172",
        ),
    ],
)
def test_sentences_name_the_thing(data: dict[str, Any], field: str, words: str) -> None:
    assert Sentences(data).errors[field] == [words]


def test_no_sentence_is_a_code_or_djangos() -> None:
    django_says = re.compile(r"This field|Ensure|Select a valid|Enter a valid|%\(|\{|_")
    for said in Sentences({"count": "x", "pick": "x", "born_day": "x", "area": "x"}).errors.values():
        assert not any(django_says.search(words) for words in said)


def test_several_answers_from_a_list() -> None:
    assert NHSCheckboxesField(choices=[("a", "A"), ("b", "B")]).clean(["b"]) == ["b"]
