"""The eight PERSONAL principles of reviews, by key: what a recommendation may serve. Pure.

National [N] (domain reference 6.9). The questions that a panel asks about each are in `cetr.personal`.
"""

PRINCIPLES = {
    "person_centred": ("P", "Person- and family-centred"),
    "evidence_based": ("E", "Evidence based"),
    "rights_led": ("R", "Rights led"),
    "whole_person": ("S", "Seeing the whole person"),
    "open_independent": ("O", "Open, independent and challenging"),
    "nothing_about_us": ("N", "Nothing about us without us"),
    "action_focused": ("A", "Action focused"),
    "living_life": ("L", "Living life in the community"),
}
PRINCIPLE_CHOICES = [(key, name) for key, (_, name) in PRINCIPLES.items()]


def served(principle: str, standard: str) -> str:
    """What a recommendation serves, in words: "Rights led, standard 7.5"; empty when nobody said."""
    name = PRINCIPLES[principle][1] if principle in PRINCIPLES else ""
    return ", ".join(filter(None, [name, f"standard {standard}" if standard else ""]))
