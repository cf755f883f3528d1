"""Joining, leaving, and what an administrator keeps: areas, accounts and roles."""

from django.urls import path

from accounts.views import area_pages, areas, inviting, joining, merging, resets, staff, switch, unused

urlpatterns = [
    path("cannot-sign-in/", joining.cannot_sign_in, name="cannot-sign-in"),
    path("cannot-sign-in/asked/", joining.asked, name="cannot-sign-in-asked"),
    path("invitation/<slug:link>/", joining.invitation, name="invitation"),
    path("choose-password/", joining.choose_password, name="choose-password"),
    path("choose-area/", switch.choose_area, name="choose-area"),
    path("areas/", areas.areas, name="areas"),
    path("areas/<slug:area_slug>/", area_pages.area, name="area"),
    path("areas/<slug:area_slug>/change/", area_pages.change, name="area-change"),
    path("areas/<slug:area_slug>/ages/", area_pages.ages, name="area-ages"),
    path("areas/<slug:area_slug>/invite/", inviting.invite, name="area-invite"),
    path("areas/<slug:area_slug>/merge/", merging.merge, name="area-merge"),
    path("areas/<slug:area_slug>/carry-over/", merging.carry_over, name="area-carry-over"),
    path("areas/<slug:area_slug>/unused/", unused.unused, name="area-unused"),
    path("staff/<uuid:account>/", staff.account, name="account"),
    path("staff/<uuid:account>/role/", staff.add_role, name="account-add-role"),
    path(
        "staff/<uuid:account>/end-role/<slug:area_slug>/<slug:role>/", staff.end_role, name="account-end-role"
    ),
    path("staff/<uuid:account>/stop/", staff.stop, name="account-stop"),
    path("staff/<uuid:account>/back/", staff.bring_back, name="account-back"),
    path("staff/<uuid:account>/reset/", resets.reset, name="account-reset"),
    path("staff/<uuid:account>/second-step/", resets.second_step, name="account-second-step"),
    path("staff/<uuid:account>/sessions/", resets.end_sessions, name="account-end-sessions"),
    path("staff/<uuid:account>/invitation/again/", inviting.send_again, name="account-invite-again"),
    path("staff/<uuid:account>/invitation/cancel/", inviting.take_back, name="account-invite-cancel"),
]
