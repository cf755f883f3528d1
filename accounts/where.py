"""Where somebody was going: an address of our own, or home (ASVS 3.7.2)."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def where_next(request: HttpRequest, otherwise: str = "home") -> str:
    """`next` from the form or the address, when it stays in this house; else the page `otherwise`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = {request.get_host()}
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, here, request.is_secure()):
        return wanted
    return reverse(otherwise)
