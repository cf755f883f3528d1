from typing import Any
from django.conf import settings
from playwright.sync_api import Browser
from django.test import Client
from tests.referrals.sendings import sent
from tests.referrals.test_browser import _rows_beside_a_browser, world  # noqa
from tests.referrals.walks import SENDERS, everything
from tests.worlds import World, signed_in
from django.urls import reverse

def test_shots(world: World, live_server: Any, browser: Browser) -> None:
    client = Client()
    client.post(reverse("refer"))
    typed = everything(SENDERS["a child of 9, by mum"])
    typed["happening"]["happening"] = "She says she wants to die. Nights are hard."
    for key in typed:
        client.post(f"/refer/{key}/", typed[key])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    referral = sent(world, happening={"happening": "He took an overdose in May."}, wants={"wants_this": "talk_alone"}, safe={"do_not_contact": "Never the flat of his father"})
    staff = signed_in(world.coordinator).cookies[settings.SESSION_COOKIE_NAME].value
    for width in (320, 1280):
        for style in ("standard", "easy"):
            client.post(reverse("choose-style"), {"style": style, "back": "/refer/"})
            ctx = browser.new_context(viewport={"width": width, "height": 900})
            ctx.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
            page = ctx.new_page()
            for name in ("born", "risks", "agreement", "contact", "hospital", "wants", "check", "equality"):
                page.goto(f"{live_server.url}/refer/{name}/")
                page.screenshot(path=f"/tmp/shots/{style}-{width}-{name}.png", full_page=True)
            ctx.close()
        ctx = browser.new_context(viewport={"width": width, "height": 900})
        ctx.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": staff, "url": live_server.url}])
        page = ctx.new_page()
        for name, url in (("team", reverse("referral", args=[referral.pk])), ("new", reverse("referral-new-person", args=[referral.pk]))):
            page.goto(live_server.url + url)
            page.screenshot(path=f"/tmp/shots/{name}-{width}.png", full_page=True)
        page2 = browser.new_page(viewport={"width": width, "height": 900})
        page2.goto(live_server.url + "/refer/")
        page2.screenshot(path=f"/tmp/shots/begin-{width}.png", full_page=True)
