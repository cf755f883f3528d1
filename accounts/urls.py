"""Sign-in, the home page, health, governance and administration."""

from allauth.account import views as allauth
from django.urls import path

from accounts import health
from accounts.second_factor import without_second_factor
from accounts.views import again, areas, demo, governance, home, second_factor
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
    path("areas/", areas.areas, name="areas"),
    path("accounts/login/", public(allauth.login), name="account_login"),
    path("accounts/logout/", without_second_factor(signed_in(allauth.logout)), name="account_logout"),
    path("accounts/second-factor/", second_factor.second_factor, name="second-factor"),
    path("accounts/reauthenticate/", again.reauthenticate, name="account_reauthenticate"),
    path("accounts/inactive/", public(allauth.account_inactive), name="account_inactive"),
]
