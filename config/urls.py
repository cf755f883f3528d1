"""Every address. Apps are named as strings: the floor knows nothing of the register."""

from django.urls import include, path

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("dsr.urls")),
    path("", include("referrals.urls")),
    path("", include("cetr.urls")),
]
