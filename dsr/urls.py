"""Addresses of the register. Identifiers are random; nothing personal is in an address."""

from django.urls import path

from dsr.views import entries, own_space, ratings, recommendations, register, stays

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
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/<uuid:recommendation_id>/", recommendations.recommendation, name="recommendation"),
    path("me/", own_space.me, name="me"),
]
