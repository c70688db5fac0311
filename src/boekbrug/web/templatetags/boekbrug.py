"""How values look on a page: amounts, days, account numbers, icons."""

from __future__ import annotations

import datetime as dt

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from boekbrug.belgium import enterprise_number, iban, ogm
from boekbrug.money import from_scaled, show_amount
from boekbrug.web.devices import device_name

register = template.Library()


@register.filter
def amount(thousandths: int | None) -> str:
    """Write thousandths as 1.234,56; nothing for None."""
    return "" if thousandths is None else show_amount(thousandths)


@register.filter
def signed(thousandths: int | None) -> str:
    """Write thousandths as +1.234,56 or −1.234,56."""
    return "" if thousandths is None else show_amount(thousandths, signed=True)


@register.filter
def number(scaled: int) -> str:
    """Write a scaled quantity, price or rate with a decimal comma and no useless zeros."""
    return str(from_scaled(scaled)).replace(".", ",")


@register.filter
def day(value: dt.date | None) -> str:
    """Write a day as dd/mm/yyyy."""
    return f"{value:%d/%m/%Y}" if value else ""


@register.filter
def moment(value: dt.datetime | None) -> str:
    """Write a moment as dd/mm/yyyy HH:MM in Brussels."""
    return f"{timezone.localtime(value):%d/%m/%Y %H:%M}" if value else ""


@register.filter
def device(user_agent: str) -> str:
    """Write what a browser says of itself as people call it."""
    return device_name(user_agent)


@register.filter(name="iban")
def show_iban(value: str) -> str:
    """Write an account number in groups of four."""
    return iban.show(value) if value else ""


@register.filter(name="ogm")
def show_reference(value: str) -> str:
    """Write twelve digits as +++123/4567/89012+++; another reference as it is."""
    return ogm.show(value) if value and ogm.is_valid(value) else value


@register.filter(name="enterprise")
def show_enterprise_number(value: str) -> str:
    """Write an enterprise number as 0123.456.789."""
    return enterprise_number.show(value) if value else ""


@register.simple_tag
def icon(name: str, css: str = "i") -> SafeString:
    """Draw an icon of the sprite; it says nothing to a screen reader, the word beside it does."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        css,
        static("boekbrug/icons.svg"),
        name,
    )


@register.filter
def style_sheets(names: str) -> list[str]:
    """Return the addresses of style sheets, in the order of their layers."""
    return [static(f"boekbrug/css/{name}.css") for name in names.split()]


@register.filter
def script_modules(names: str) -> list[str]:
    """Return the addresses of script modules."""
    return [static(f"boekbrug/js/{name}.js") for name in names.split()]
