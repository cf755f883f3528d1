"""The easy-read words of each form, a table by step. Pure; `make check` reads them against the rules."""

from referrals.easy_words.consent_form import CHANGE_MIND, CONSENT_FORM
from referrals.easy_words.flag import FLAG
from referrals.easy_words.pages import PAGES
from referrals.easy_words.self_referral import SELF_REFERRAL
from referrals.easy_words.variants import self_referral_variants

__all__ = ["CHANGE_MIND", "CONSENT_FORM", "FLAG", "PAGES", "SELF_REFERRAL", "self_referral_variants"]
