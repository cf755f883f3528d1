"""A person's place on an area's register."""

import uuid
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from accounts import emergency
from accounts.held_open import held_open_by
from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from config.records import TrackedModel, TrackedQuerySet
from dsr import ratings, statuses
from dsr.models.choices import choices
from dsr.models.finding import Place
from dsr.models.people import Contact, Person

NOBODY = Q(pk__in=[])  # never an empty Q(), which would be everybody


class EntryQuerySet(TrackedQuerySet):
    """Entries, always through the scope of the person who asks."""

    def visible_to(self, user: User, permission: Permission = Permission.SEE_ENTRY) -> "EntryQuerySet":
        """Entries about which `user` holds `permission` today.

        Staff by area, by allocation or because the case is before their panel, and a restricted record
        only with a grant on top, or for four hours in an emergency; the person and family by link. What
        is not in here is *not found*, so that nobody learns who is on a register by asking.
        """
        staff = self._by_area(user, permission) | self._by_allocation(user, permission)
        staff |= self._by_escalation(user, permission)
        staff &= Person.objects.open_to(user, "person_id")
        staff |= self._in_emergency(user, permission)  # a restricted record too: that is what it is for
        return self.filter(staff | self._by_link(user, permission))

    def _by_area(self, user: User, permission: Permission) -> Q:
        areas = user.areas_where(permission, Reach.AREA)
        return Q(area_id__in=areas) if areas else NOBODY

    def _by_allocation(self, user: User, permission: Permission) -> Q:
        """Theirs while the place on the register lasts: not cases after its end (domain reference 2.2)."""
        areas = user.areas_where(permission, Reach.ALLOCATION)
        given = Q(keyworker=user) | Q(lead_professional=user)
        return Q(area_id__in=areas, status__in=statuses.HOLDS_A_PLACE) & given if areas else NOBODY

    def _by_escalation(self, user: User, permission: Permission) -> Q:
        """Before their panel, and on the register: a case is closed with the place or its pause."""
        areas = user.areas_where(permission, Reach.ESCALATED)
        cases = self.model.escalations.rel.related_model.objects.on(timezone.localdate())
        on_it = Q(area_id__in=areas, status=statuses.EntryStatus.ACTIVE)
        return on_it & Q(pk__in=cases.values("entry_id")) if areas else NOBODY

    def _by_link(self, user: User, permission: Permission) -> Q:
        areas = user.areas_where(permission, Reach.LINK)
        own = Contact.objects.filter(user=user, may_be_told=True).values("person_id")
        return Q(area_id__in=areas, person_id__in=own) if areas else NOBODY

    def _in_emergency(self, user: User, permission: Permission) -> Q:
        held = held_open_by(user, permission)
        return reduce(or_, (Q(person_id=person, area_id=area) for person, area in held), NOBODY)

    def active(self) -> "EntryQuerySet":
        """Those on the register now."""
        return self.filter(status=statuses.EntryStatus.ACTIVE)


class RegisterEntry(TrackedModel):
    """A person's place on one area's register.

    `colour`, `rated_on` and `rating_number` repeat the latest rating for speed; `change_rating` keeps
    them in step and the nightly check recomputes them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="entries")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="entries")
    status = models.CharField(
        max_length=20, choices=choices(statuses.ENTRY_LABELS), default=statuses.EntryStatus.ACTIVE
    )
    added_on = models.DateField()
    keyworker = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead_professional = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="entries",
        help_text="The part of the area.",
    )  # fmt: skip
    # NULL, not an empty text: "not yet rated" is a fact of its own and never sorts as a colour.
    colour = models.CharField(max_length=5, null=True, blank=True)  # noqa: DJ001
    coloured_since = models.DateField(null=True, blank=True)
    rated_on = models.DateField(null=True, blank=True)
    rating_number = models.PositiveIntegerField(default=0)
    # Worked out by PostgreSQL from the colour, so that "most urgent first" is one index.
    urgency = models.GeneratedField(
        expression=Case(
            When(colour=None, then=Value(0)),
            *(
                When(colour=colour.value, then=Value(place))
                for place, colour in enumerate(ratings.URGENT_FIRST, 1)
            ),
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    # The order of the register: not yet rated, then what is nobody's and needs somebody, then by colour.
    standing = models.GeneratedField(
        expression=Case(
            *(
                When(Q(colour=colour) & (Q(keyworker=None) if unowned else Q()), then=Value(place))
                for place, (colour, unowned) in enumerate(ratings.STANDING)
            ),
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "register entries"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "area"],
                condition=Q(status__in=["active", "paused_consent"]),
                name="one_active_entry_in_an_area",
            ),
            models.CheckConstraint(
                name="rated_or_not",
                condition=Q(rating_number=0, colour=None, rated_on=None, coloured_since=None)
                | Q(
                    rating_number__gt=0,
                    colour__isnull=False,
                    rated_on__isnull=False,
                    coloured_since__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["area", "status", "standing", "rated_on", "id"], name="entry_most_urgent"),
            models.Index("area", "status", F("rated_on").asc(nulls_first=True), "id", name="entry_longest"),
            models.Index(fields=["area", "status", "-added_on", "id"], name="entry_latest"),
            models.Index(fields=["area", "status", "place"], name="entry_by_place"),
            models.Index(fields=["keyworker"]),
            models.Index(fields=["lead_professional"]),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.area}"

    @property
    def allocated(self) -> str:
        """Who is keyworker and lead professional, in a mark that a page can carry."""
        return f"{self.keyworker_id or ''}.{self.lead_professional_id or ''}"

    def lets(self, user: User, permission: Permission) -> bool:
        """Whether a colleague's button may show: a role of another area or caseload lends nothing here.

        No query of its own; the page behind the button asks `visible_to` again. A restricted record that
        is held open in an emergency lends that and no more: without it their role would not find it.
        """
        given = self.status in statuses.HOLDS_A_PLACE and user.pk in (
            self.keyworker_id,
            self.lead_professional_id,
        )
        lent = permission in emergency.GIVES
        held = (self.person_id, self.area_id) in held_open_by(user, Permission.SEE_ENTRY)
        if held and (lent or self.person.restricted):
            return lent
        return self.area_id in user.areas_where(permission, Reach.AREA) or (
            given and self.area_id in user.areas_where(permission, Reach.ALLOCATION)
        )
