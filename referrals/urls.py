"""Addresses. What names a form is a random id, and the reference never stands in an address."""

from django.urls import URLPattern, path

from referrals.kinds import HANDLED
from referrals.steps import Sheet
from referrals.views import (
    asking,
    coming_back,
    consent_team,
    disagree,
    duty,
    flagging,
    minds,
    paper,
    part_two,
    public,
    sending,
    team,
    team_handover,
    team_list,
    team_moves,
    team_steps,
    team_tell,
    track,
)

ONE = "referrals/<uuid:referral_id>/"


def pages_of(sheet: Sheet) -> list[URLPattern]:
    """The pages of one public form."""
    word, kind = sheet.word, {"kind": sheet.kind}
    return [
        path(f"{word}/", asking.begin, kind, name=word),
        path(f"{word}/check/", sending.check, kind, name=f"{word}-check"),
        path(f"{word}/sent/", sending.sent, kind, name=f"{word}-sent"),
        path(f"{word}/paper/", paper.blank, kind, name=f"{word}-paper"),
        path(f"{word}/form.pdf", paper.blank_pdf, kind, name=f"{word}-pdf"),
        path(f"{word}/later/", coming_back.later, kind, name=f"{word}-later"),
        path(f"{word}/delete/", asking.forget, kind, name=f"{word}-forget"),
        path(f"{word}/<slug:step>/", asking.step, kind, name=f"{word}-step"),
    ]


CONSENT = "referrals/consent-forms/<uuid:form_id>/"

urlpatterns = [
    path("", public.start, name="start"),
    path("flag/code/again/", flagging.code_again, name="flag-code-again"),
    path("flag/copy/", flagging.copy, name="flag-copy"),
    path("part-two/", part_two.part_two, name="part-two"),
    path("part-two/code/", part_two.code, name="part-two-code"),
    path("part-two/<slug:link>/", part_two.link, name="part-two-link"),
    path("help/", public.help_page, name="help"),
    path("track/", track.track, name="track"),
    path("track/status/", track.track_status, name="track-status"),
    path("track/take-back/", track.take_back, name="track-take-back"),
    path("track/close/", track.track_close, name="track-close"),
    path("come-back/", coming_back.come_back, name="come-back"),
    path("come-back/<slug:link>/", coming_back.come_back_by_link, name="come-back-link"),
    path("track/change-my-mind/", minds.with_reference, name="change-my-mind"),
    path("track/changed/", minds.changed, name="changed-my-mind"),
    path("me/<uuid:entry_id>/change-my-mind/", minds.own, name="my-change"),
    path("words/", public.choose_style, name="choose-style"),
    *(page for handled in HANDLED.values() for page in pages_of(handled.sheet)),
    path("help/disagree/", disagree.how, name="disagree"),
    path("track/disagree/", disagree.say, name="track-disagree"),
    path("referrals/", team_list.referrals, name="referrals"),
    path("referrals/find/", team_list.find, name="referrals-find"),
    path("referrals/take-in/", paper.take_in, name="referrals-take-in"),
    path("referrals/duty/", duty.duty, name="duty"),
    path("referrals/duty/<uuid:turn_id>/end/", duty.end_duty, name="duty-end"),
    path(ONE, team.referral, name="referral"),
    path(f"{ONE}told/", team.told, name="referral-told"),
    path(f"{ONE}person/", team_steps.person, name="referral-person"),
    path(f"{ONE}new-person/", team_steps.new_person, name="referral-new-person"),
    path(f"{ONE}unmatch/", team_moves.unmatch, name="referral-unmatch"),
    path(f"{ONE}consent/", team_steps.consent, name="referral-consent"),
    path(f"{ONE}consent/ask/", team_moves.ask_consent, name="referral-ask-consent"),
    path(f"{ONE}conversation/", team_steps.conversation, name="referral-conversation"),
    path(f"{ONE}decide/", team_steps.decide, name="referral-decide"),
    path(f"{ONE}more/", team_moves.more, name="referral-more"),
    path(f"{ONE}answer/", team_moves.answer, name="referral-answer"),
    path(f"{ONE}hold/", team_moves.hold, name="referral-hold"),
    path(f"{ONE}resume/", team_moves.resume, name="referral-resume"),
    path(f"{ONE}urgent/", team_moves.urgent, name="referral-urgent"),
    path(f"{ONE}urgent/end/", team_moves.not_urgent, name="referral-urgent-end"),
    path(f"{ONE}urgent/met/", team_moves.urgent_met, name="referral-urgent-met"),
    path(f"{ONE}real/", team_moves.real, name="referral-real"),
    path(f"{ONE}second-part/", team_moves.link_again, name="referral-second-part"),
    path(f"{ONE}reopen/", team_moves.reopen, name="referral-reopen"),
    path(f"{ONE}handover/", team_handover.offer, name="referral-handover"),
    path(f"{ONE}handover/back/", team_handover.take_back, name="referral-handover-back"),
    path(f"{ONE}handover/seen/", team_handover.offer_seen, name="referral-handover-seen"),
    path(f"{ONE}handover/answer/", team_handover.answer, name="referral-handover-answer"),
    path(f"{ONE}tell/<uuid:telling_id>/", team_tell.telling, name="referral-telling"),
    path(f"{ONE}tell/<uuid:telling_id>/letter/", team_tell.letter, name="referral-letter"),
    path(f"{ONE}tell/<uuid:telling_id>/letter.pdf", team_tell.letter_pdf, name="referral-letter-pdf"),
    path(f"{ONE}disagreement/<uuid:disagreement_id>/", team_tell.disagreement, name="referral-disagreement"),
    path("referrals/consent-forms/", consent_team.consent_forms, name="consent-forms"),
    path(CONSENT, consent_team.consent_form, name="consent-form"),
    path(CONSENT + "person/", consent_team.whom, name="consent-form-person"),
    path(CONSENT + "aside/", consent_team.aside, name="consent-form-aside"),
    path("referrals/changes-of-mind/<uuid:change_id>/", consent_team.change, name="change-of-mind"),
]
