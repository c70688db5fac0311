"""The whole ceremony of a passkey in Chromium, with an authenticator of its own."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse

from tests.browser import looking
from tests.cast import PASSWORD, make_cast

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def window(browser, now, monkeypatch):
    """An's window, logged in, on a machine that keeps passkeys."""
    cache.clear()
    cast = make_cast(now)
    type(cast.an).objects.update(language="en")
    monkeypatch.setattr(looking, "PASSWORD", PASSWORD)
    with browser.window() as opened:
        session = opened.context.new_cdp_session(opened.page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        opened.log_in(cast.an.email)
        yield opened


def add_passkey(window) -> None:
    """Add a passkey that may stand alone."""
    page = window.page
    page.goto(window.address + reverse("mfa_add_webauthn"))
    page.fill("input[name=password]", PASSWORD)  # it asks who is there first
    page.click("main button.pri")
    page.fill("input[name=name]", "This machine")
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: not url.endswith(reverse("mfa_add_webauthn")))


def sign_out(window) -> None:
    """End the session, as the person does."""
    window.page.goto(window.address + reverse("account_logout"))
    window.page.click("main button")
    window.page.goto(window.address + reverse("account_login"))


def is_in(window) -> bool:
    """Whether the window is logged in."""
    return urlsplit(window.page.goto(window.address + reverse("profile")).url).path == reverse("profile")


def test_a_passkey_is_added_and_signs_in_alone(window):
    add_passkey(window)
    assert Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count() == 1

    sign_out(window)
    assert not is_in(window)
    window.page.goto(window.address + reverse("account_login"))
    window.page.click("#passkey_login")
    window.page.wait_for_url(lambda url: "/login/" not in url)

    assert is_in(window)
    assert window.complaints == []


def test_a_passkey_is_the_second_factor_after_a_password(window):
    add_passkey(window)
    sign_out(window)
    window.page.fill("input[name=login]", "an@example.be")
    window.page.fill("input[name=password]", PASSWORD)
    window.page.click("main button.pri")
    window.page.wait_for_url(f"**{reverse('mfa_authenticate')}*")
    assert not is_in(window)
    window.page.goto(window.address + reverse("mfa_authenticate"))
    window.page.click("#mfa_webauthn_authenticate")
    window.page.wait_for_url(lambda url: "/login/" not in url)

    assert is_in(window)
    assert window.complaints == []


def test_a_passkey_says_once_more_who_is_there(window):
    add_passkey(window)
    address = reverse("mfa_reauthenticate_webauthn") + f"?next={reverse('profile')}"
    window.page.goto(window.address + address)
    window.page.click("#mfa_webauthn_reauthenticate")

    window.page.wait_for_url(f"**{reverse('profile')}")
    assert window.complaints == []
