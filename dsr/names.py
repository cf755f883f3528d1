"""How names, NHS numbers and postcodes are compared. Pure."""

import re
import unicodedata

import nhs_number


def search_key(*names: str) -> str:
    """Names in small letters without accents or marks: "O'Brien-Müller" becomes "obrien muller"."""
    # Decomposed before and after: a fancy capital is only seen to be a capital once it is plain.
    plain = unicodedata.normalize("NFKD", " ".join(filter(None, names)))
    text = unicodedata.normalize("NFKD", plain.casefold())
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w\s]", "", text.replace("-", " ")).split())


def plain_postcode(text: str) -> str:
    """A postcode in capitals with its one space: "ne8 1hh" becomes "NE8 1HH"."""
    letters = re.sub(r"[^A-Za-z0-9]", "", text).upper()
    return f"{letters[:-3]} {letters[-3:]}" if len(letters) > 4 else letters


def spaced_nhs_number(digits: str | None) -> str:
    """Ten digits as people read them: 999 482 1172."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if digits else ""


def synthetic_nhs_number(place: int) -> str:
    """The `place`-th valid NHS number of the 999 test range, which no real person ever has."""
    for stem in range(999_000_000 + place * 2 % 1_000_000, 1_000_000_000):
        check = nhs_number.calculate_checksum(str(stem))
        if check is not None and check < 10:
            return f"{stem}{check}"
    raise ValueError("The test range is used up.")


def letters_apart(one: str, other: str, most: int = 3) -> int:
    """How many slips lie between two words, `most` at most: a letter too many, missing, wrong, or swapped."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) >= most:
        return most
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, beside in enumerate(other, 1):
            cost = min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != beside))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == beside:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        if min(here) >= most:
            return most
        before, above = above, here
    return min(above[-1], most)


def slips(typed: str, known: str) -> int:
    """How far what was typed is from the nearest words of a name, whatever their order."""
    words = known.split()
    return sum(min((letters_apart(word, name) for name in words), default=3) for word in typed.split())
