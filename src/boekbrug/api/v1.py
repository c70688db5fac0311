"""The API: version 1, OpenAPI 3.1 at /api/v1/openapi.json."""

from __future__ import annotations

from ninja import NinjaAPI

from boekbrug.api import problems
from boekbrug.api.access import Key

api = NinjaAPI(title="Boekbrug", version="1", docs_url=None, auth=Key())
problems.install(api)
