"""Addresses. What names a form is a random id, and the reference never stands in an address."""

from django.urls import URLPattern, path

from referrals.kinds import HANDLED
from referrals.steps import Sheet
from referrals.views import asking, coming_back, consent_team, minds, public, team, track


def pages_of(sheet: Sheet) -> list[URLPattern]:
    """The pages of one public form."""
    word, kind = sheet.word, {"kind": sheet.kind}
    return [
        path(f"{word}/", asking.begin, kind, name=word),
        path(f"{word}/check/", asking.check, kind, name=f"{word}-check"),
        path(f"{word}/sent/", asking.sent, kind, name=f"{word}-sent"),
        path(f"{word}/later/", coming_back.later, kind, name=f"{word}-later"),
        path(f"{word}/delete/", asking.forget, kind, name=f"{word}-forget"),
        path(f"{word}/<slug:step>/", asking.step, kind, name=f"{word}-step"),
    ]


CONSENT = "referrals/consent-forms/<uuid:form_id>/"

urlpatterns = [
    path("", public.start, name="start"),
    path("flag/", public.flag_info, name="flag-info"),
    path("help/", public.help_page, name="help"),
    path("track/", track.track, name="track"),
    path("track/status/", track.track_status, name="track-status"),
    path("track/take-back/", track.take_back, name="track-take-back"),
    path("track/close/", track.track_close, name="track-close"),
    path("come-back/", coming_back.come_back, name="come-back"),
    path("come-back/<str:link>/", coming_back.come_back_by_link, name="come-back-link"),
    path("track/change-my-mind/", minds.with_reference, name="change-my-mind"),
    path("track/changed/", minds.changed, name="changed-my-mind"),
    path("me/<uuid:entry_id>/change-my-mind/", minds.own, name="my-change"),
    path("words/", public.choose_style, name="choose-style"),
    *(page for handled in HANDLED.values() for page in pages_of(handled.sheet)),
    path("referrals/", team.referrals, name="referrals"),
    path("referrals/consent-forms/", consent_team.consent_forms, name="consent-forms"),
    path(CONSENT, consent_team.consent_form, name="consent-form"),
    path(CONSENT + "person/", consent_team.whom, name="consent-form-person"),
    path(CONSENT + "aside/", consent_team.aside, name="consent-form-aside"),
    path("referrals/changes-of-mind/<uuid:change_id>/", consent_team.change, name="change-of-mind"),
    path("referrals/<uuid:referral_id>/", team.referral, name="referral"),
    path("referrals/<uuid:referral_id>/person/", team.person, name="referral-person"),
    path("referrals/<uuid:referral_id>/new-person/", team.new_person, name="referral-new-person"),
    path("referrals/<uuid:referral_id>/consent/", team.consent, name="referral-consent"),
    path("referrals/<uuid:referral_id>/conversation/", team.conversation, name="referral-conversation"),
    path("referrals/<uuid:referral_id>/decide/", team.decide, name="referral-decide"),
    path("referrals/<uuid:referral_id>/told/", team.told, name="referral-told"),
]
