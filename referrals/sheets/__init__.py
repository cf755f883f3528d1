"""The public forms: which questions each asks, in which order. Pure."""

from referrals.sheets.consent_form import CONSENT_FORM
from referrals.sheets.flag import FLAG
from referrals.sheets.self_referral import SELF_REFERRAL
from referrals.steps import Kind, Sheet

SHEETS: dict[Kind, Sheet] = {sheet.kind: sheet for sheet in (SELF_REFERRAL, CONSENT_FORM, FLAG)}
