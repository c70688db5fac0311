"""Sentences of the outbox: why a document stays behind, and how a try ended."""

from __future__ import annotations

from boekbrug.wording import Wording

# Why a document stays behind.
NO_SUCH_DOCUMENT = Wording("outbox-no-such-document", "There is no document {found} in this dossier.")
DRAFT = Wording("outbox-draft", "This is a draft. Make it final first.")
NO_INVOICE_FILE = Wording(
    "outbox-no-file", "{found} has no e-invoice (UBL). Take in its UBL file, or make the document again."
)
DAMAGED = Wording(
    "outbox-damaged",
    "The stored file of {found} is damaged or missing. Restore it from backup, then send again.",
)
ALREADY_SENT = Wording("outbox-already-sent", "{found} was sent to {target} on {on}. It goes there once.")
ON_ITS_WAY = Wording("outbox-on-its-way", "{found} is on its way to {target} since {on}.")
NOTHING_TO_SEND = Wording(
    "outbox-nothing-to-send",
    "Nothing can leave: every chosen document was sent to this target before, is a draft, or lacks its"
    " e-invoice. Choose others, or send one again with a reason.",
)
REASON_MISSING = Wording(
    "outbox-reason-missing", "Write why it must be sent again: the receiver may book it twice."
)

# How a try ended, where the outbox itself says it.
CUT_OFF = Wording(
    "outbox-cut-off",
    "Sending was cut off, and nobody can tell whether it arrived. Ask the other side, then say so here.",
)
CUT_OFF_OFTEN = Wording(
    "outbox-cut-off-often",
    "Sending was cut off {count} times; nothing arrived. Ask the operator to read the log, then try again.",
)
UNFORESEEN = Wording(
    "outbox-unforeseen",
    "Something happened that Boekbrug does not know ({found}). Ask whether it arrived, then say so here.",
)
NO_BRIDGE = Wording(
    "outbox-no-bridge", "This version of Boekbrug has no bridge {found}. Choose another connection."
)
SAID_ARRIVED = Wording("outbox-said-arrived", "{found} said that it arrived.")
SAID_NOT_ARRIVED = Wording("outbox-said-not-arrived", "{found} said that it did not arrive.")
CONNECTION_IS_OFF = Wording(
    "outbox-connection-is-off", "The connection {found} is switched off. Switch it on first."
)
NOT_YET = Wording("outbox-not-yet", "This cannot be done any more: its state changed meanwhile. Look again.")
DROPPED = Wording(
    "outbox-dropped",
    "The operator gave this up after five tries; nothing was delivered. Send it again when you want.",
)
