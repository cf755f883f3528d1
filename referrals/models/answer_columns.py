"""What a form asks about somebody: a column for every question, kept as sent."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from referrals import options, statuses
from referrals.choices import choices


def _chosen(labels: Any, length: int = 20) -> Any:
    """A column for one answer of a table, or none."""
    return models.CharField(max_length=length, choices=choices(labels), blank=True)


def _ticked() -> Any:
    """A column for any number of answers of a table, by code."""
    return ArrayField(models.CharField(max_length=40), default=list, blank=True)


class AnswerColumns(models.Model):
    """The answers. An empty one was not asked or was skipped; which, the questions' path says."""

    filling_in_for = models.CharField(max_length=10, choices=choices(statuses.FILLING_IN))
    helper_name = models.CharField(max_length=200, blank=True)
    helper_relation = models.CharField(max_length=100, blank=True)

    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    preferred_name = models.CharField(max_length=100, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    about_age = models.PositiveSmallIntegerField(null=True, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    lives_in = models.CharField(max_length=50, blank=True, help_text="An area's slug, elsewhere or not_sure.")
    place_type = _chosen(options.PLACES)
    nhs_number = models.CharField("NHS number", max_length=10, blank=True)
    gp_practice = models.CharField(max_length=200, blank=True)

    diagnosis = models.CharField(max_length=20, choices=choices(statuses.TOLD), blank=True)
    diagnosis_said = models.TextField(blank=True, help_text="Who said so, and when.")
    happening = models.TextField(blank=True)
    rather_talk = models.BooleanField(default=False)
    in_hospital = models.CharField(max_length=10, choices=choices(statuses.YES_NO_NOT_SURE), blank=True)
    hospital = models.CharField(max_length=200, blank=True)
    tried = models.TextField(blank=True)
    would_help = models.TextField(blank=True)
    risk_factors = _ticked()
    education = models.TextField(blank=True)
    has_ehc_plan = _chosen(statuses.YES_NO_NOT_SURE, 10)
    people_involved = models.TextField(blank=True)
    plans = _ticked()
    needs = _ticked()
    needs_more = models.TextField(blank=True, help_text="Which language, and what else helps.")
    letter_format = _chosen(options.LETTERS)

    agreement = models.CharField(max_length=20, choices=choices(statuses.AGREEMENT))
    wants_this = _chosen(options.WANTS)  # asked of the person alone, and never shown to who helps
    wants_words = models.TextField(blank=True)
    not_share_with = _ticked()
    not_share_words = models.TextField(blank=True)

    phone = models.CharField(max_length=40, blank=True)
    safe_message = models.CharField(max_length=3, choices=choices(statuses.YES_NO), blank=True)
    may_text = models.BooleanField(default=False)
    no_calls = models.BooleanField(default=False, help_text="Text only: never ring this number.")
    email = models.EmailField(blank=True)
    post = models.TextField(blank=True)
    through_whom = models.TextField(blank=True, help_text="Through somebody else: their name, and how.")
    best_time = models.TextField(blank=True)
    do_not_contact = models.TextField(blank=True, help_text="Places and people never to contact.")
    person_reach = _chosen(options.PERSON_REACH)
    person_reach_at = models.TextField(blank=True)

    ethnicity = _chosen(options.ETHNICITIES)
    gender = _chosen(options.GENDERS)
    first_language = models.CharField(max_length=100, blank=True)
    religion = _chosen(options.RELIGIONS)
    looked_after = _chosen(options.YES_NO_RATHER_NOT, 10)
    is_carer = _chosen(options.YES_NO_RATHER_NOT, 10)

    class Meta:
        abstract = True
