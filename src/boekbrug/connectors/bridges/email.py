"""Mail each document to the accountant's mailbox: the UBL with its PDF inside, and the PDF beside it.

One document per mail (Yuki, WinBooks on Web, Horus and ClearFacts ask for that). The Message-ID follows from
the parcel's key, so that a mail that came twice can be recognised. SMTP answers: RFC 5321 sections 4.2, 4.5.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from typing import Any, ClassVar, Literal

from boekbrug.connectors.protocol import (
    Ability,
    MailServer,
    NeedsUser,
    Notes,
    Parcel,
    Receipt,
    Refused,
    Tools,
    TryLater,
    Unclear,
)
from boekbrug.connectors.settings import Wrong, setting
from boekbrug.wording import Wording

TIMEOUT_SECONDS_MAX = 30  # a call has several waits; together they stay below the worker's alarm
SENT = Wording("email-sent", "The mail server took the mail to {found}.")
NOT_AN_ADDRESS = Wording(
    "email-not-an-address", "{found} is not one e-mail address. Write it as bookkeeping@example.be."
)
NO_SERVER = Wording(
    "email-no-server", "This server has no mail server. The operator fills in mail.host in the settings."
)
UNREACHABLE = Wording("email-unreachable", "The mail server {found} cannot be reached: {said}.")
NOT_SAFE = Wording(
    "email-not-safe",
    "The mail server {found} offers no safe connection: {said}. The operator must look at it.",
)
LOGIN = Wording(
    "email-login", "The mail server {found} refused the name or password. The operator must correct them."
)
SENDER_REFUSED = Wording("email-sender-refused", "The mail server refused the sender {found}: {said}.")
RECIPIENT_REFUSED = Wording(
    "email-recipient-refused", "The address {found} was refused: {said}. Correct it, then send again."
)
BUSY = Wording("email-busy", "The mail server asks to wait: {said}.")
REFUSED = Wording("email-refused", "The mail server refused the mail: {said}.")
LOST = Wording(
    "email-lost",
    "The connection broke while the mail to {found} was on its way. Ask whether it came, then say so here.",
)
SAYS_MAX = 200
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", re.ASCII)
SUBJECTS = {
    "SALE": Wording("email-subject-sale", "Invoice {number} - {contact}"),
    "SALE_CREDIT": Wording("email-subject-sale-credit", "Credit note {number} - {contact}"),
    "PURCHASE": Wording("email-subject-purchase", "Purchase invoice {number} - {contact}"),
    "PURCHASE_CREDIT": Wording("email-subject-purchase-credit", "Purchase credit note {number} - {contact}"),
}
BODY = Wording(
    "email-body", "Attached: {subject}, dated {on}. The e-invoice is for the bookkeeping, the PDF to read."
)


@dataclass(frozen=True, slots=True)
class EmailSettings:
    """To whom mails go."""

    to: str = setting(
        "Address", "The mailbox of the bookkeeping, such as name@yuki.example. One address.", kind="email"
    )
    reply_to: str = setting(
        "Address for answers",
        "Where the accountant's answer goes. Empty: nowhere.",
        kind="email",
        default="",
    )


class Email:
    """A mailbox that books what is mailed to it, or a person who does."""

    key: ClassVar[str] = "email"
    title: ClassVar[Wording] = Wording("bridge-email-title", "E-mail")
    explanation: ClassVar[Wording] = Wording(
        "bridge-email-explanation", "One mail per document, with the e-invoice and the PDF."
    )
    abilities: ClassVar[frozenset[Ability]] = frozenset({Ability.SEND_DOCUMENTS, Ability.LOOK_UP})
    carries: ClassVar[Literal["one", "many"]] = "one"
    settings: ClassVar[type[Any]] = EmailSettings

    def check_settings(self, settings: EmailSettings, tools: Tools) -> Sequence[Wrong]:
        """Check the addresses; a missing mail server is said when it is needed."""
        given = {"to": settings.to, "reply_to": settings.reply_to}
        return [
            Wrong(name, NOT_AN_ADDRESS.say(found=value))
            for name, value in given.items()
            if value and not is_address(value)
        ]

    def send(self, parcels: Sequence[Parcel], settings: EmailSettings, tools: Tools) -> Receipt:
        """Mail one parcel; returns the answer of the mail server, with its queue id."""
        if tools.mail is None or not tools.mail.host:
            raise NeedsUser(NO_SERVER.say())
        if wrong := self.check_settings(settings, tools):
            raise NeedsUser(wrong[0].sentence)
        (parcel,) = parcels
        message = make_message(parcel, settings, tools)
        with _connected(tools.mail) as server:
            handing = _Handing(server, settings.to, _bare(tools.mail.sender), tools.notes, parcel.key)
            answer = handing.hand_over(message)
        return Receipt(SENT.say(found=settings.to), remote_id=str(message["Message-ID"]), answer=answer)

    def find(self, parcels: Sequence[Parcel], settings: EmailSettings, tools: Tools) -> Receipt | None:
        """Tell from the notes: a mail not begun did not arrive; raises Unclear about one that was."""
        begun = [one for one in parcels if tools.notes and tools.notes.read().get(_note_of(one.key))]
        if begun or tools.notes is None:
            raise Unclear(LOST.say(found=settings.to))
        return None


def is_address(text: str) -> bool:
    """Whether a text is exactly one plain address: no name, no list, no line break, ASCII."""
    return _ADDRESS.fullmatch(text) is not None and ".." not in text


def make_message(parcel: Parcel, settings: EmailSettings, tools: Tools) -> EmailMessage:
    """Build the mail; one parcel in one language gives one mail. Raises Refused when a header would break."""
    if tools.mail is None:
        raise NeedsUser(NO_SERVER.say())
    document = parcel.document
    name, sender = parseaddr(tools.mail.sender)
    message = EmailMessage(policy=SMTP)
    subject = tools.say(SUBJECTS[document.kind].say(number=document.number, contact=document.contact))
    try:
        message["Subject"] = _as_said(subject)
        message["From"] = str(Address(_as_said(tools.sender_name or name), addr_spec=sender))
        message["To"] = settings.to
        if settings.reply_to:
            message["Reply-To"] = settings.reply_to
        message["Message-ID"] = f"<{parcel.key}@{sender.rpartition('@')[2]}>"
        moment = dt.datetime.combine(document.issued_on, dt.time(12), dt.UTC)
        message["Date"] = moment
        body = tools.say(BODY.say(subject=subject, on=f"{document.issued_on:%d/%m/%Y}"))
        _fill(message, parcel, body)
        _only_our_headers(message)
    except (ValueError, TypeError) as broken:  # a line break in a number or a name
        raise Refused(REFUSED.say(said=str(broken)[:SAYS_MAX])) from broken
    return message


def _as_said(text: str) -> str:
    """A text that stands in a header as it is: what looks encoded already would be decoded on the way out.

    Python before 3.11.10 then writes a line break that was hidden in it (CVE-2024-6923).
    """
    return text.replace("=?", "= ?")


def _only_our_headers(message: EmailMessage) -> None:
    """Look at the bytes themselves: raises ValueError when a line begins that no header of ours began."""
    head, _, _ = message.as_bytes().partition(b"\r\n\r\n")
    begun = [line.partition(b":")[0].decode("ascii", "replace") for line in re.split(rb"\r\n(?![ \t])", head)]
    if begun != list(message.keys()):
        raise ValueError("a header that is not ours")


def _fill(message: EmailMessage, parcel: Parcel, body: str) -> None:
    message.set_content(body + "\n")
    files = [(parcel.name, parcel.content, parcel.media_type)]
    if parcel.pdf:
        files.append((parcel.pdf.name, parcel.pdf.content, parcel.pdf.media_type))
    for name, content, media_type in files:
        kind, _, subtype = media_type.partition("/")
        message.add_attachment(content, maintype=kind, subtype=subtype, filename=name)
    message.set_boundary(f"=={parcel.key}==")


@contextlib.contextmanager
def _connected(mail: MailServer) -> Iterator[smtplib.SMTP]:
    """Connect and log in; nothing has been said about any document yet."""
    timeout = min(mail.timeout_seconds, TIMEOUT_SECONDS_MAX)
    own_name = _bare(mail.sender).rpartition("@")[2] or "localhost"  # else smtplib asks the DNS for it
    server: smtplib.SMTP | None = None
    try:
        if mail.security == "tls":
            context = ssl.create_default_context()
            server = smtplib.SMTP_SSL(mail.host, mail.port, own_name, timeout=timeout, context=context)
        else:
            server = smtplib.SMTP(mail.host, mail.port, own_name, timeout=timeout)
        if mail.security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if mail.user:
            server.login(mail.user, mail.password)
    except BaseException as wrong:
        _hang_up(server)
        raise _before_the_mail(wrong, mail.host) from wrong
    try:
        yield server
    finally:
        _hang_up(server)


def _before_the_mail(wrong: BaseException, host: str) -> BaseException:
    """Turn what went wrong while connecting into an ending."""
    if isinstance(wrong, smtplib.SMTPAuthenticationError) and not _is_temporary(wrong.smtp_code):
        return NeedsUser(LOGIN.say(found=host))
    if isinstance(wrong, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError):
        return NeedsUser(NOT_SAFE.say(found=host, said=_plain(str(wrong))))
    if isinstance(wrong, smtplib.SMTPException | OSError):
        return TryLater(UNREACHABLE.say(found=host, said=_plain(str(wrong) or type(wrong).__name__)))
    return wrong


@dataclass(slots=True)
class _Handing:
    """One mail through an open connection, step by step, so that it is known how far it came."""

    server: smtplib.SMTP
    to: str
    sender: str
    notes: Notes | None
    key: str

    def hand_over(self, message: EmailMessage) -> str:
        """Say sender and recipient, send the mail, return the last answer."""
        content = message.as_bytes()
        self._ask(self.server.ehlo, lambda said: TryLater(BUSY.say(said=said)))
        self._ask(
            lambda: self.server.mail(self.sender),
            lambda said: NeedsUser(SENDER_REFUSED.say(found=self.sender, said=said)),
        )
        self._ask(
            lambda: self.server.rcpt(self.to),
            lambda said: NeedsUser(RECIPIENT_REFUSED.say(found=self.to, said=said)),
        )
        self._note("yes")
        try:
            self._ask(
                lambda: self.server.docmd("DATA"), lambda said: Refused(REFUSED.say(said=said)), expected=354
            )
            return self._body(content)
        except (TryLater, Refused):
            self._note("")
            raise

    def _note(self, value: str) -> None:
        """Remember for good that the mail itself begins, or that it certainly was not taken."""
        if self.notes is not None:
            self.notes.write(_note_of(self.key), value)

    def _ask(
        self,
        step: Callable[[], tuple[int, bytes]],
        refusal: Callable[[str], Exception],
        *,
        expected: int = 250,
    ) -> None:
        """Take one step before the mail itself: whatever breaks here, nothing arrived."""
        try:
            code, answer = step()
        except (smtplib.SMTPException, OSError) as broken:
            raise TryLater(BUSY.say(said=_plain(str(broken) or type(broken).__name__))) from broken
        said = f"{code} {_plain(answer.decode('utf-8', 'replace'))}"
        if _is_temporary(code):
            raise TryLater(BUSY.say(said=said), answer=said)
        if code not in (expected, 251):
            raise refusal(said)

    def _body(self, content: bytes) -> str:
        """Send the mail itself; from here on a broken link leaves us not knowing."""
        text = re.sub(rb"(?m)^\.", b"..", content)  # RFC 5321 section 4.5.2
        try:
            self.server.send(text.rstrip(b"\r\n") + b"\r\n.\r\n")
            code, answer = self.server.getreply()
        except (smtplib.SMTPException, OSError) as broken:
            raise Unclear(LOST.say(found=self.to), answer=_plain(str(broken))) from broken
        said = f"{code} {_plain(answer.decode('utf-8', 'replace'))}"
        if 200 <= code < 300:
            return said
        if _is_temporary(code):
            raise TryLater(BUSY.say(said=said), answer=said)
        if 500 <= code < 600:
            raise Refused(REFUSED.say(said=said), answer=said)
        raise Unclear(LOST.say(found=self.to), answer=said)


def _note_of(key: str) -> str:
    return f"mail-begun:{key}"


def _is_temporary(code: int) -> bool:
    return 400 <= code < 500


def _hang_up(server: smtplib.SMTP | None) -> None:
    """Say goodbye; what the server answers to that no longer matters."""
    if server is None or server.sock is None:
        return
    with contextlib.suppress(smtplib.SMTPException, OSError):
        server.docmd("QUIT")
    server.close()


def _bare(sender: str) -> str:
    return parseaddr(sender)[1]


def _plain(said: str) -> str:
    """Keep an answer on one short line."""
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())[:SAYS_MAX]
