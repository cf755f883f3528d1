"""The pictures of easy read, by name, with the words for whoever cannot see one. Pure.

Each is our own drawing: static/dsr/easy/<name>.svg. Where words stand beside it a picture says the same
again, and a screen reader passes over it; the words here are for a picture that stands alone.
"""

FOLDER = "dsr/easy"  # inside static/
SIZE = 120  # both sides of every drawing

PICTURES: dict[str, str] = {
    # people
    "person": "a person",
    "two-people": "two people",
    "family": "a family",
    "parent-child": "a parent and a child",
    "carer": "a carer with an arm round somebody",
    "worker": "a support worker with a badge",
    "team": "a team of people",
    "crowd": "many people close together",
    "doctor": "a doctor",
    "nurse": "a nurse",
    "police": "a police officer",
    "interpreter": "somebody who says it in another language",
    "brain-autism": "a person and the sign for autism",
    "learning": "a person with a book",
    # feelings
    "happy": "a happy face",
    "sad": "a sad face",
    "worried": "a worried face",
    "angry": "an angry face",
    "tired": "a tired face",
    "thinking": "a person who thinks",
    "hard-time": "a person at a table with their head in their hands",
    # talking and telling
    "meeting": "people at a table",
    "talk": "two people who talk",
    "listen": "an ear that listens",
    "phone": "a phone",
    "text-message": "a text message on a phone",
    "email": "an e-mail",
    "letter": "a letter",
    "letter-sent": "a letter on its way",
    "post-box": "a post box",
    "sign-language": "two hands that sign",
    "large-print": "big letters and small letters",
    "easy-read": "a page with pictures and words",
    "speaker": "sound from a loudspeaker",
    "computer": "a computer",
    # forms and answers
    "pen": "a pen that writes",
    "form": "a form",
    "list": "a list",
    "question": "a question mark",
    "tick": "a tick",
    "cross": "a cross",
    "not-sure": "a person who is not sure",
    "yes-hand": "a thumb up",
    "no-hand": "a thumb down",
    "change-mind": "a person who changes their mind",
    "save": "a page that is kept",
    "printer": "a printer",
    "share": "a page that is given to other people",
    "papers": "papers",
    "report": "a report",
    # going on, time
    "stop": "a hand that says stop",
    "go-on": "an arrow forward",
    "wait": "an hourglass",
    "clock": "a clock",
    "calendar": "a calendar",
    "birthday": "a birthday cake",
    "exit-door": "an open door",
    # who you are
    "name-badge": "a name badge",
    "number-card": "a card with a number",
    "id-card": "a card with a photo",
    # places
    "home": "a house",
    "shared-house": "a house where several people live",
    "care-home": "a care home",
    "school": "a school",
    "hospital": "a hospital",
    "gp": "a doctor’s surgery",
    "no-home": "a person outside with a bag",
    "house-bed": "a bed at home",
    "map": "a map",
    # private and safe
    "quiet": "a finger on the lips",
    "lock": "a lock that is closed",
    "key": "a key",
    "eye": "an eye that sees",
    "no-eye": "an eye that is crossed out",
    "support": "two hands that hold a person",
    "danger": "a warning sign",
    "crisis-phone": "a phone for help at once",
    # things
    "money": "money",
    "medicine": "medicine",
    "food": "food on a plate",
    "pet": "a dog",
    # the colours of the register: the shape says it, not the colour
    "rating-red": "a person who holds a triangle, the sign for red",
    "rating-amber": "a person who holds a diamond, the sign for amber",
    "rating-green": "a person who holds a circle, the sign for green",
    "rating-blue": "a person who holds a square, the sign for blue",
}
