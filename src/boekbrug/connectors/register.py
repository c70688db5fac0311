"""Every bridge, in the order in which people may choose them. Adding one: its file, and one line here."""

from __future__ import annotations

from boekbrug.connectors.bridges.email import Email
from boekbrug.connectors.bridges.folder import Folder
from boekbrug.connectors.bridges.zip import Zip
from boekbrug.connectors.protocol import Bridge

BRIDGES: tuple[Bridge, ...] = (
    Zip(),
    Folder(),
    Email(),
)


class UnknownBridge(LookupError):
    """A connection names a bridge that this version does not have."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no bridge {key!r}; there are {', '.join(one.key for one in BRIDGES)}.")
        self.key = key


def bridge(key: str) -> Bridge:
    """Return the bridge with a key; raises UnknownBridge."""
    for one in BRIDGES:
        if one.key == key:
            return one
    raise UnknownBridge(key)
