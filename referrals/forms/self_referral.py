"""The pages of a self-referral, by the name that its questions give them."""

from referrals.forms.about_them import Born, Diagnosis, Helper, Home, Name, Number, Place, Who
from referrals.forms.agreeing import Agreed, Sharing, Wants
from referrals.forms.asked import StepForm
from referrals.forms.reaching import Equality, Reach, Safe
from referrals.forms.what_happens import Happening, Helped, Needs, People, Risks, School

FORMS: dict[str, type[StepForm]] = {
    form.__name__: form
    for form in (
        Who, Helper, Name, Born, Happening, Risks, Helped, Diagnosis, Home, Place, Number, School, People,
        Needs, Agreed, Sharing, Reach, Safe, Equality, Wants,
    )
}  # fmt: skip
