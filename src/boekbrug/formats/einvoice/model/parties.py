"""Who: parties, their numbers and addresses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number with the scheme that it belongs to (an ISO 6523 code, or as the document says), or none."""

    value: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An electronic address (BT-34, BT-49): scheme 0208 is a Belgian enterprise number."""

    scheme: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address (BG-5, BG-8, BG-12, BG-15). `country` is ISO 3166-1 alpha-2."""

    street: str = ""
    extra: str = ""
    further: str = ""  # the third line, BT-162
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""


NOWHERE = Address()


@dataclass(frozen=True, slots=True)
class Party:
    """The seller (BG-4), buyer (BG-7), payee (BG-10) or tax representative of the seller (BG-11).

    `enterprise_number` (BT-30, BT-47, BT-61) holds ten digits when `country` is Belgium, else the number as
    given. `vat_number` (BT-31, BT-48, BT-63) has its country letters and no separators.
    """

    name: str = ""
    trade_name: str = ""
    enterprise_number: str = ""
    vat_number: str = ""
    street: str = ""
    extra: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    email: str = ""
    phone: str = ""
    contact_name: str = ""
    endpoint: Endpoint | None = None
    further: str = ""  # the third line of the address, BT-162, BT-163
    region: str = ""  # BT-39, BT-54
    enterprise_scheme: str = ""  # of the enterprise number; empty for the Belgian register (0208)
    identifiers: tuple[Identifier, ...] = ()  # BT-29, BT-46, BT-60: customer number, GLN and the like
    tax_registration: str = ""  # BT-32, a tax number that is no VAT number
    legal_text: str = ""  # BT-33: register, share capital

    @property
    def address(self) -> Address:
        """The postal address as one value."""
        return Address(
            street=self.street,
            extra=self.extra,
            further=self.further,
            postcode=self.postcode,
            city=self.city,
            region=self.region,
            country=self.country,
        )
