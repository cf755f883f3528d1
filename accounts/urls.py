"""Sign-in, the home page, health, governance and administration."""

from allauth.account import views as allauth
from django.urls import path

from accounts import health
from accounts.views import areas, demo, governance, home
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
    path("accounts/logout/", signed_in(allauth.logout), name="account_logout"),
    path("accounts/inactive/", public(allauth.account_inactive), name="account_inactive"),
]
