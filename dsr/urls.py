"""Addresses of the register. Identifiers are random; nothing personal is in an address."""

from django.urls import path

from dsr.views import (
    emergency,
    entries,
    looks,
    name_lists,
    oversight,
    own_space,
    putting_right,
    ratings,
    recommendations,
    register,
    restricted,
    stays,
)

ENTRY = "register/<uuid:entry_id>/"

urlpatterns = [
    path("register/", register.register, name="register"),
    path("search/", register.search, name="search"),
    path("dashboard/", register.dashboard, name="dashboard"),
    path("register/<uuid:entry_id>/", entries.entry, name="entry"),
    path("register/<uuid:entry_id>/rate/", ratings.rate, name="rate"),
    path("register/<uuid:entry_id>/consent/", entries.consent, name="entry-consent"),
    path("register/<uuid:entry_id>/keyworker/", entries.allocate, name="entry-allocate"),
    path("register/<uuid:entry_id>/people/<uuid:contact_id>/", entries.access, name="entry-access"),
    path("register/<uuid:entry_id>/person/", entries.person, name="entry-person"),
    path("register/<uuid:entry_id>/admission/", stays.admit, name="entry-admit"),
    path("register/<uuid:entry_id>/visit/", stays.visit, name="entry-visit"),
    path("register/<uuid:entry_id>/discharge/", stays.discharge, name="entry-discharge"),
    path(ENTRY + "restricted/", restricted.restricted, name="entry-restricted"),
    path(ENTRY + "restricted/lift/", restricted.lift, name="entry-restricted-lift"),
    path(ENTRY + "restricted/<uuid:grant_id>/end/", restricted.end, name="entry-restricted-end"),
    path(ENTRY + "escalate/", oversight.escalate, name="entry-escalate"),
    path(ENTRY + "escalate/close/", oversight.close, name="entry-escalate-close"),
    path("oversight/", oversight.cases, name="oversight"),
    path("oversight/<uuid:case_id>/", oversight.case, name="oversight-case"),
    path("placements/", register.placements, name="placements"),
    path(ENTRY + "remove-in-error/", putting_right.remove, name="entry-remove"),
    path(ENTRY + "merge/", putting_right.merge, name="entry-merge"),
    path(ENTRY + "merge/<uuid:other_id>/", putting_right.merge_with, name="entry-merge-with"),
    path(ENTRY + "hold/", putting_right.hold, name="entry-hold"),
    path("list-of-names/", name_lists.ask_names, name="ask-names"),
    path("list-of-names/<uuid:list_id>/", name_lists.name_list, name="name-list"),
    path("emergency/", emergency.emergency_access, name="emergency"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/<uuid:recommendation_id>/", recommendations.recommendation, name="recommendation"),
    path(ENTRY + "looks/", looks.entry_looks, name="entry-looks"),
    path("me/", own_space.me, name="me"),
    path("me/<uuid:entry_id>/looks/", looks.my_looks, name="my-looks"),
]
