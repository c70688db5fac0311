"""Another address to sign in with: the new one confirms, the earlier one is told."""

from __future__ import annotations

import datetime as dt
import threading
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from boekbrug.business.people import actions
from boekbrug.business.people.models import Person
from boekbrug.web.login import MAIL_THREAD
from tests.cast import PASSWORD, Cast

NEW = "an.peeters@example.be"


@pytest.fixture(autouse=True)
def rates(cast: Cast) -> None:
    """Begin without earlier tries."""
    cache.clear()


def log_in(email: str) -> Client:
    """Log in with the password."""
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    """Whether a client is logged in."""
    return client.get(reverse("profile")).status_code == 200


def asked(client: Client, email: str) -> list[str]:
    """Ask for another address; return what the page says, once the mails have left."""
    answer = client.post(reverse("email"), {"email": email}, follow=True)
    mails_have_left()
    return [str(one) for one in answer.context["messages"]]


def mails_have_left() -> None:
    """Wait until the mails have left."""
    for thread in threading.enumerate():
        if thread.name == MAIL_THREAD:
            thread.join()


def link() -> str:
    """The address in the last mail."""
    return urlsplit(next(word for word in mail.outbox[-1].body.split() if "/profile/email/" in word)).path


def test_the_new_address_confirms_and_the_earlier_one_is_told(cast: Cast) -> None:
    client, elsewhere, earlier = log_in(cast.an.email), log_in(cast.an.email), cast.an.email
    EmailAddress.objects.create(user=cast.an, email=earlier, verified=True, primary=True)
    asked(client, f" {NEW.upper()} ")
    assert client.get(link()).status_code == 200
    assert Person.objects.get(pk=cast.an.pk).email == earlier

    client.post(link())
    mails_have_left()

    assert [one.to for one in mail.outbox] == [[NEW], [earlier]]
    assert NEW not in mail.outbox[1].body
    assert (is_in(client), is_in(elsewhere)) == (True, False)
    assert (is_in(log_in(NEW)), is_in(log_in(earlier))) == (True, False)


def test_the_page_says_the_same_of_an_address_that_logs_in(cast: Cast) -> None:
    client = log_in(cast.an.email)

    assert asked(client, cast.dirk.email) == asked(client, NEW)
    assert [one.to for one in mail.outbox] == [[NEW]]


def test_a_link_works_once_for_one_person_for_a_day(cast: Cast) -> None:
    client, dirk = log_in(cast.an.email), log_in(cast.dirk.email)
    asked(client, NEW)
    path = link()

    assert dirk.post(path).status_code == 404
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=25)):
        assert log_in(cast.an.email).post(path).status_code == 404
    assert client.post(path[:-3] + "x/").status_code == 404
    assert client.post(path).status_code == 302
    assert client.post(path).status_code == 404


def test_an_address_that_was_taken_in_the_meantime_is_not_given_twice(cast: Cast, now: dt.datetime) -> None:
    client = log_in(cast.an.email)
    asked(client, NEW)
    actions.add_person(email=NEW, name="Another", password=None, language="nl", now=now)

    assert client.post(link()).status_code == 404
    assert is_in(log_in(cast.an.email))


def test_a_new_password_ends_what_a_thief_asked(cast: Cast) -> None:
    asked(log_in(cast.an.email), NEW)
    path = link()

    cast.an.refresh_from_db()
    actions.end_sessions(person=cast.an)

    assert log_in(cast.an.email).post(path).status_code == 404


def test_the_page_asks_who_is_there(cast: Cast) -> None:
    client = log_in(cast.an.email)

    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=11)):
        answer = client.post(reverse("email"), {"email": NEW})

    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert mail.outbox == []


@pytest.mark.parametrize("email", ["", "an", "an@example"])
def test_what_is_no_address_is_refused(cast: Cast, email: str) -> None:
    assert log_in(cast.an.email).post(reverse("email"), {"email": email}).status_code == 422


def test_nobody_mails_many_strangers_with_it(cast: Cast) -> None:
    client = log_in(cast.an.email)

    for number in range(9):
        client.post(reverse("email"), {"email": f"somebody{number}@example.be"})
    mails_have_left()

    assert len(mail.outbox) == 5
