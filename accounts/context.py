"""What the two layouts show on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.area_switch import offered as areas_offered
from accounts.held_open import held_among
from accounts.permissions import ROLES, Permission
from accounts.told import who_judges
from config.nhsuk.kept import offered


def layout(request: HttpRequest) -> dict[str, Any]:
    """Service name, who is signed in, their areas and what their role opens."""
    user = getattr(request, "user", None)
    context: dict[str, Any] = {
        "SERVICE": "Dynamic support",
        "NHS_LOGO": settings.NHS_LOGO,
        "DEMO": settings.DEMO,
        "BASE_URL": settings.BASE_URL,
        "ORGANISATIONS": settings.IDENTITY_PROVIDERS,
    }
    if user is None or not user.is_authenticated:
        return context
    may = {name.name.lower(): user.may(name) for name in Permission}
    held = held_among(user, getattr(request, "people_shown", ()))
    return context | {
        "emergencies": [(access, *who_judges(access.area_id)) for access in held],
        "areas_to_choose": areas_offered(request),
        "working_in_one": user.working_in is not None,
        "your_areas": ", ".join(user.area_names()),
        "your_roles": ", ".join(dict.fromkeys(ROLES[role].label for role, _ in user.places())),
        "may": may,
        "kept_form": offered(),
        "navigation": [link for link in NAVIGATION if may[link["needs"]]],
    }


NAVIGATION = [
    {"needs": "see_work", "href": "/my-work/", "text": "My work"},
    {"needs": "see_referrals", "href": "/referrals/", "text": "Referrals"},
    {"needs": "see_register", "href": "/register/", "text": "The register"},
    {"needs": "see_meetings", "href": "/meetings/", "text": "Meetings"},
    {"needs": "see_reviews", "href": "/reviews/", "text": "Reviews"},
    {"needs": "see_entry", "href": "/recommendations/", "text": "Recommendations"},
    {"needs": "see_escalated", "href": "/oversight/", "text": "Oversight panel"},
    {"needs": "see_placements", "href": "/placements/", "text": "Placements"},
    {"needs": "see_dashboard", "href": "/dashboard/", "text": "Dashboard"},
    {"needs": "see_looks", "href": "/governance/", "text": "Who looked"},
    {"needs": "manage_areas", "href": "/areas/", "text": "Areas and roles"},
    {"needs": "see_own_space", "href": "/me/", "text": "My space"},
]
