"""Sign-in, the home page, health, governance and administration."""

from allauth.account import views as allauth
from django.urls import include, path

from accounts import health
from accounts.second_factor import without_second_factor
from accounts.views import again, demo, emergencies, governance, home, second, second_factor, sessions
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
    path("governance/emergencies/", emergencies.emergencies, name="emergencies"),
    path("governance/emergencies/<uuid:access_id>/", emergencies.one_emergency, name="emergency-review"),
    path("emergency/<uuid:access_id>/end/", emergencies.end, name="emergency-end"),
    path("second-person/", second.second_person, name="second-person"),
    path("second-person/<uuid:joint_id>/", second.one_request, name="second-person-request"),
    path("", include("accounts.people_urls")),
    path("accounts/login/", public(allauth.login), name="account_login"),
    path("accounts/logout/", without_second_factor(signed_in(allauth.logout)), name="account_logout"),
    path("accounts/second-factor/", second_factor.second_factor, name="second-factor"),
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
