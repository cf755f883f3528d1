"""Sign-in, the home page, health, governance and administration."""

from allauth.account import views as allauth
from allauth.mfa.base import views as allauth_mfa
from allauth.mfa.webauthn import views as allauth_passkeys
from django.db.transaction import non_atomic_requests
from django.urls import include, path

from accounts import health
from accounts.second_factor import without_second_factor
from accounts.views import (
    again,
    demo,
    emergencies,
    governance,
    home,
    organisation,
    passkeys,
    second,
    second_factor,
    sessions,
    your_sign_in,
)
from config.access import public, signed_in

urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("home/", home.after_sign_in, name="home"),
    path("my-work/", home.my_work, name="my-work"),
    path("demo/", demo.demo, name="demo"),
    path("demo/sign-in/", demo.demo_sign_in, name="demo-sign-in"),
    path("roles/", home.roles, name="roles"),
    path("governance/", governance.governance, name="governance"),
    path("governance/signals/", governance.signals, name="signals"),
    path("governance/signals/<uuid:signal_id>/", governance.signal, name="signal"),
    path("governance/emergencies/", emergencies.emergencies, name="emergencies"),
    path("governance/emergencies/<uuid:access_id>/", emergencies.one_emergency, name="emergency-review"),
    path("emergency/<uuid:access_id>/end/", emergencies.end, name="emergency-end"),
    path("second-person/", second.second_person, name="second-person"),
    path("second-person/<uuid:joint_id>/", second.one_request, name="second-person-request"),
    path("second-person/<uuid:joint_id>/decide/", second.decide, name="second-person-decide"),
    path("", include("accounts.people_urls")),
    # Tries are counted before the slow check of a password, without a lock held meanwhile.
    path("accounts/login/", non_atomic_requests(public(allauth.login)), name="account_login"),
    path("accounts/second-step/", public(allauth_mfa.authenticate), name="mfa_authenticate"),
    path("accounts/passkey/", public(allauth_passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("accounts/logout/", without_second_factor(signed_in(allauth.logout)), name="account_logout"),
    path("accounts/second-factor/", second_factor.second_factor, name="second-factor"),
    path("accounts/your-sign-in/", your_sign_in.your_sign_in, name="your-sign-in"),
    path("accounts/your-sign-in/add-app/", second_factor.add_app, name="add-app"),
    path("accounts/your-sign-in/remove-app/", your_sign_in.remove_app, name="remove-app"),
    path("accounts/your-sign-in/add-passkey/", passkeys.add_passkey, name="add-passkey"),
    path("accounts/your-sign-in/passkey/", passkeys.passkey, name="passkey"),
    path("accounts/your-sign-in/recovery-codes/", your_sign_in.recovery_codes, name="recovery-codes"),
    path("accounts/your-sign-in/password/", your_sign_in.change_password, name="change-password"),
    path("accounts/organisation/", organisation.organisation_sign_in, name="organisation-sign-in"),
    path("accounts/organisation/back/", organisation.organisation_back, name="organisation-back"),
    path("accounts/organisation/link/", organisation.organisation_link, name="organisation-link"),
    path("accounts/reauthenticate/", again.reauthenticate, name="account_reauthenticate"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/clock/", sessions.session_clock, name="session-clock"),
    path("sessions/stay/", sessions.stay, name="session-stay"),
    path("sessions/end-others/", sessions.end_others, name="sessions-end-others"),
    path("sessions/<uuid:session_id>/end/", sessions.end, name="session-end"),
    path("kept/", sessions.keep, name="kept"),
    path("kept/clear/", sessions.clear, name="kept-clear"),
    path("accounts/inactive/", public(allauth.account_inactive), name="account_inactive"),
]
