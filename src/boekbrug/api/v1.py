"""The API: version 1, OpenAPI 3.1 at /api/v1/openapi.json."""

from __future__ import annotations

from ninja import NinjaAPI

api = NinjaAPI(title="Boekbrug", version="1", docs_url=None)
