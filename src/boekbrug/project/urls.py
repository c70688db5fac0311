"""Root addresses: pages for people, the API for programs."""

from django.urls import include, path

from boekbrug.api import v1
from boekbrug.web import urls as pages
from boekbrug.web.pages import api_reference

urlpatterns = [
    path("api/v1/", api_reference.page, {"describe": v1.describe}, name="api-reference"),
    path("api/v1/", v1.api.urls),
    path("", include(pages)),
]
handler400 = "boekbrug.web.pages.errors.unreadable"
handler403 = "boekbrug.web.pages.errors.forbidden"
handler404 = "boekbrug.web.pages.errors.not_found"
handler500 = "boekbrug.web.pages.errors.broken"
handler429 = "boekbrug.web.pages.errors.too_often"
