"""The chain of seals: each event is sealed with the one before it and a key outside the database."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any


def seal(key: bytes, previous: str, content: Mapping[str, Any]) -> str:
    """Return the HMAC-SHA256 over the previous seal and the canonical JSON of an event."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(key, f"{previous}\n{canonical}".encode(), hashlib.sha256).hexdigest()
