"""Addresses. What names a form is a random id, and the reference never stands in an address."""

from django.urls import URLPattern, path

from referrals.kinds import HANDLED
from referrals.steps import Sheet
from referrals.views import asking, duty, flagging, part_two, public, team


def pages_of(sheet: Sheet) -> list[URLPattern]:
    """The pages of one public form."""
    word, kind = sheet.word, {"kind": sheet.kind}
    return [
        path(f"{word}/", asking.begin, kind, name=word),
        path(f"{word}/check/", asking.check, kind, name=f"{word}-check"),
        path(f"{word}/sent/", asking.sent, kind, name=f"{word}-sent"),
        path(f"{word}/delete/", asking.forget, kind, name=f"{word}-forget"),
        path(f"{word}/<slug:step>/", asking.step, kind, name=f"{word}-step"),
    ]


urlpatterns = [
    path("", public.start, name="start"),
    path("consent/", public.consent_info, name="consent-info"),
    path("flag/code/again/", flagging.code_again, name="flag-code-again"),
    path("flag/copy/", flagging.copy, name="flag-copy"),
    path("part-two/", part_two.part_two, name="part-two"),
    path("part-two/code/", part_two.code, name="part-two-code"),
    path("part-two/<slug:link>/", part_two.link, name="part-two-link"),
    path("help/", public.help_page, name="help"),
    path("track/", public.track, name="track"),
    path("track/status/", public.track_status, name="track-status"),
    path("track/close/", public.track_close, name="track-close"),
    path("words/", public.choose_style, name="choose-style"),
    *(page for handled in HANDLED.values() for page in pages_of(handled.sheet)),
    path("referrals/", team.referrals, name="referrals"),
    path("referrals/duty/", duty.duty, name="duty"),
    path("referrals/duty/<uuid:turn_id>/end/", duty.end_duty, name="duty-end"),
    path("referrals/<uuid:referral_id>/", team.referral, name="referral"),
    path("referrals/<uuid:referral_id>/person/", team.person, name="referral-person"),
    path("referrals/<uuid:referral_id>/new-person/", team.new_person, name="referral-new-person"),
    path("referrals/<uuid:referral_id>/consent/", team.consent, name="referral-consent"),
    path("referrals/<uuid:referral_id>/conversation/", team.conversation, name="referral-conversation"),
    path("referrals/<uuid:referral_id>/decide/", team.decide, name="referral-decide"),
    path("referrals/<uuid:referral_id>/told/", team.told, name="referral-told"),
    path("referrals/<uuid:referral_id>/urgent/", duty.urgent, name="referral-urgent"),
    path("referrals/<uuid:referral_id>/urgent-meeting/", duty.meeting, name="referral-urgent-meeting"),
    path("referrals/<uuid:referral_id>/second-part/", duty.link_again, name="referral-second-part"),
]
