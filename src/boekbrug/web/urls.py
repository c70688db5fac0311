"""The map of the site: one page, in the order of the menu."""

from __future__ import annotations

from allauth.account import views as login
from django.urls import path, register_converter

from boekbrug.web.access import public
from boekbrug.web.addresses import PublicId
from boekbrug.web.pages import health

register_converter(PublicId, "id")

urlpatterns = [
    path("health/live/", health.live, name="health-live"),
    path("health/ready/", health.ready, name="health-ready"),
    path("login/", public()(login.login), name="account_login"),
    path("logout/", public()(login.logout), name="account_logout"),
    path("password/forgotten/", public()(login.password_reset), name="account_reset_password"),
    path("password/forgotten/sent/", public()(login.password_reset_done), name="account_reset_password_done"),
    path(
        "password/new/<str:uidb36>-<str:key>/",
        public()(login.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        public()(login.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
