"""Addresses. What names a form is a random id, and the reference never stands in an address."""

from django.urls import path

from referrals.views import public, refer, team

urlpatterns = [
    path("", public.start, name="start"),
    path("consent/", public.consent_info, name="consent-info"),
    path("flag/", public.flag_info, name="flag-info"),
    path("help/", public.help_page, name="help"),
    path("track/", public.track, name="track"),
    path("track/status/", public.track_status, name="track-status"),
    path("track/close/", public.track_close, name="track-close"),
    path("refer/", refer.refer, name="refer"),
    path("refer/check/", refer.refer_check, name="refer-check"),
    path("refer/sent/", refer.refer_sent, name="refer-sent"),
    path("refer/delete/", refer.refer_forget, name="refer-forget"),
    path("refer/<slug:step>/", refer.refer_step, name="refer-step"),
    path("referrals/", team.referrals, name="referrals"),
    path("referrals/<uuid:referral_id>/", team.referral, name="referral"),
    path("referrals/<uuid:referral_id>/person/", team.person, name="referral-person"),
    path("referrals/<uuid:referral_id>/new-person/", team.new_person, name="referral-new-person"),
    path("referrals/<uuid:referral_id>/consent/", team.consent, name="referral-consent"),
    path("referrals/<uuid:referral_id>/conversation/", team.conversation, name="referral-conversation"),
    path("referrals/<uuid:referral_id>/decide/", team.decide, name="referral-decide"),
    path("referrals/<uuid:referral_id>/told/", team.told, name="referral-told"),
]
