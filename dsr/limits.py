"""How long the words about somebody may be: one limit wherever they are written. Pure.

A form from outside fills the first of them, and a merge joins two: there is room for both.
"""

RULES_LONGEST = 8_000  # whom to tell, whom not, and how it is safe to call
MATTERS_LONGEST = 8_000  # what matters to the person, in their own words
