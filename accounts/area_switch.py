"""Which of their areas somebody works in at the moment: kept in the session, dropped when no longer held."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

KEY = "working_in"
Respond = Callable[[HttpRequest], HttpResponse]


class WorkingInMiddleware:
    """Narrows the user of this request to the area they chose.

    Everything that asks what they may see asks `places()`, so a role of another area lends nothing.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.session.get(KEY)
        if chosen and request.user.is_authenticated:
            held = request.user.areas_held()
            if chosen in held:
                request.user.working_in = held[chosen][0]
            else:
                del request.session[KEY]
        return self.get_response(request)


def choose(request: HttpRequest, slug: str) -> bool:
    """Work in one area from now on, or in all of them (an empty `slug`); False when it is not held."""
    if slug and slug not in request.user.areas_held():
        return False
    if slug:
        request.session[KEY] = slug
    else:
        request.session.pop(KEY, None)
    return True


def offered(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """The areas to choose from, each with whether it is chosen; none for who works in one area only."""
    held = request.user.areas_held()
    if len(held) < 2:
        return []
    return [(slug, name, area == request.user.working_in) for slug, (area, name) in held.items()]
