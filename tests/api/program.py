"""A program that talks to the API with a key."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from boekbrug.business.dossiers.actions_keys import make_key
from boekbrug.business.dossiers.key_scopes import SCOPES
from boekbrug.business.dossiers.models import Dossier
from boekbrug.business.people.actor import Actor, Channel
from boekbrug.business.people.models import Person

JSON = "application/json"


class Program:
    """One key, one dossier: `get("/contacts")` asks inside the dossier."""

    def __init__(self, dossier: Dossier, person: Person, language: str = "en") -> None:
        self.key, self.token = make_key(
            dossier=dossier,
            person=person,
            title="test",
            scopes=SCOPES,
            actor=Actor(person, Channel.CLI),
            now=timezone.now(),
        )
        self.inside = f"/api/v1/dossiers/{dossier.public_id}"
        self.headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": language}
        self.client = Client()

    def call(self, method: str, path: str, given: Any = None, **options: Any) -> Any:
        """Send JSON (or nothing) and return the response; `headers` are added."""
        headers = {**self.headers, **options.pop("headers", {})}
        body = {"data": json.dumps(given), "content_type": JSON} if given is not None else {}
        return self.client.generic(method, self.inside + path, headers=headers, **{**body, **options})

    def get(self, path: str) -> Any:
        """Read, and expect that it is there."""
        response = self.call("GET", path)
        assert response.status_code == 200, response.content
        return response.json()

    def post(self, path: str, given: Any = None, *, expect: int = 200) -> Any:
        """Do something, and expect a status."""
        response = self.call("POST", path, given)
        assert response.status_code == expect, response.content
        return response.json()

    def refused(self, method: str, path: str, given: Any = None, *, status: int) -> dict[str, Any]:
        """Do something that is refused, and return the problem document."""
        response = self.call(method, path, given)
        assert response.status_code == status, response.content
        return problem(response)

    def hand_in(self, **files: bytes) -> list[dict[str, Any]]:
        """Hand files in by name, and return the reports."""
        uploads = [SimpleUploadedFile(name.replace("_", "."), content) for name, content in files.items()]
        response = self.client.post(f"{self.inside}/intake", {"files": uploads}, headers=self.headers)
        assert response.status_code == 201, response.content
        reports: list[dict[str, Any]] = response.json()["files"]
        return reports


def problem(response: Any) -> dict[str, Any]:
    """Return the problem document of a refusal, after a look at its shape."""
    assert response.headers["Content-Type"] == "application/problem+json", response.content
    details: dict[str, Any] = json.loads(response.content)
    assert details["status"] == response.status_code
    assert details["code"]
    assert details["detail"]
    assert "Traceback" not in details["detail"]
    return details


def places(details: dict[str, Any]) -> list[str]:
    """The places that a refusal names."""
    return [one["place"] for one in details["problems"]]


def moments_have_an_offset(text: str) -> bool:
    """Whether a moment says its offset."""
    return dt.datetime.fromisoformat(text).tzinfo is not None
