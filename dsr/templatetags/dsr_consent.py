"""The register's part of the pages of governance: what was shared without a yes."""

from typing import Any

from django import template
from django.db.models import Q

from accounts.models.second import areas_with
from accounts.permissions import Permission
from dsr.models import Disclosure, RegisterEntry

register = template.Library()
MOST = 15


@register.inclusion_tag("dsr/tags/shared_without_consent.html", takes_context=True)
def shared_without_consent(context: dict[str, Any]) -> dict[str, Any]:
    """For who judges looks in an area: the latest overrides there, people by random id, never by name."""
    areas = areas_with(context["request"].user, Permission.JUDGE_LOOKS)
    if not areas:
        return {}
    entries = RegisterEntry.objects.filter(area_id__in=areas).values("person_id")
    rows = Disclosure.objects.exclude(overriding="").filter(
        Q(person__in=entries) | Q(person__recorded_in_id__in=areas)
    )
    found = list(rows.select_related("by").order_by("-at")[: MOST + 1])
    return {"show": True, "rows": found[:MOST], "more": len(found) > MOST}
