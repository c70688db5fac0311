"""Make examples for the description out of the shapes themselves, so that none is ever out of date."""

from __future__ import annotations

from typing import Any

_DAY, _MOMENT = "2026-03-16", "2026-03-16T08:30:00Z"
_ID = "0h2k9c4m7xw1d"
_NOT_STATED = object()
_SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
# What a field of this name says; a value that does not fit the shape is not taken.
_BY_NAME: dict[str, Any] = {
    "name": "Bakkerij De Korrel",
    "title": "March 2026",
    "enterprise_number": "0123456749",
    "vat_number": "BE0123456749",
    "street": "Markt 1",
    "postcode": "8000",
    "city": "Brugge",
    "country": "BE",
    "email": "info@korrel.example",
    "phone": "+32 50 12 34 56",
    "language": "nl",
    "iban": "BE68539007547034",
    "ibans": ["BE68539007547034"],
    "invoice_iban": "BE68539007547034",
    "bic": "GKCCBEBB",
    "currency": "EUR",
    "number": "2026-0017",
    "description": "Oak table",
    "quantity": "1",
    "unit_price": "100.00",
    "vat_rate": "21",
    "vat_category": "S",
    "unit_code": "C62",
    "rate": "21",
    "category": "S",
    "kind": "SALE",
    "net": "100.00",
    "base": "100.00",
    "vat": "21.00",
    "total": "121.00",
    "prepaid": "0.00",
    "settled": "0.00",
    "rest": "121.00",
    "amount": "121.00",
    "allocated": "0.00",
    "opening_balance": "1000.00",
    "closing_balance": "1121.00",
    "communication": "+++123/4567/89002+++",
    "file": "april.cod",
    "file_name": "2026-0017.xml",
    "format": "coda",
    "sha256": _SHA256,
    "channel": "api",
    "actor": "An Peeters",
    "bridge": "folder",
    "settings": {},
    "period": "2026-03",
    "rights": ["see_dossier", "see_sales"],
    "year": 2026,
    "document": _ID,
    "contact": _ID,
    "connection": _ID,
    "batch": _ID,
    "next": None,
    "documents": None,
    "message": "The document was handed over.",
}


def example_of(schema: dict[str, Any], shapes: dict[str, Any], name: str = "") -> Any:
    """Return a value that a schema allows; `shapes` are what it may refer to."""
    if "$ref" in schema:
        return example_of(shapes[schema["$ref"].rpartition("/")[2]], shapes, name)
    found = _stated(schema, name)
    if found is not _NOT_STATED:
        return found
    for choices in ("anyOf", "oneOf", "allOf"):
        if choices in schema:
            return _of_choices(schema[choices], shapes, name)
    return _BY_NAME[name] if _fits(_BY_NAME.get(name), schema) else _of_type(schema, shapes, name)


def _stated(schema: dict[str, Any], name: str) -> Any:
    """Return what the schema itself says, or nothing."""
    for given in ("const", "example", "default"):
        if given in schema and not (given == "default" and _fits(_BY_NAME.get(name), schema)):
            return schema[given]
    if schema.get("examples"):
        return schema["examples"][0]
    if "enum" in schema:
        return next((one for one in schema["enum"] if one), schema["enum"][0])
    return _NOT_STATED


def _of_choices(choices: list[dict[str, Any]], shapes: dict[str, Any], name: str) -> Any:
    if name in _BY_NAME and _BY_NAME[name] is None and any(one.get("type") == "null" for one in choices):
        return None
    return example_of(choices[0], shapes, name)


def _of_type(schema: dict[str, Any], shapes: dict[str, Any], name: str) -> Any:
    kind = schema.get("type")
    if kind == "object":
        fields = schema.get("properties", {})
        return {one: example_of(of_one, shapes, one) for one, of_one in fields.items()}
    if kind == "array":
        return [example_of(schema["items"], shapes, name)] if schema.get("items") else []
    if kind == "string":
        return {"date": _DAY, "date-time": _MOMENT}.get(schema.get("format", ""), _text(name))
    return {"integer": schema.get("minimum", 1), "number": 1, "boolean": True}.get(str(kind))


def _text(name: str) -> str:
    return _ID if name in ("id", "subject", "statement", "movement") else "text"


def _fits(value: Any, schema: dict[str, Any]) -> bool:
    kinds = {"string": str, "array": list, "object": dict, "integer": int}
    wanted = kinds.get(str(schema.get("type")))
    is_other = schema.get("format") in ("date", "date-time") or "properties" in schema
    return wanted is not None and isinstance(value, wanted) and not is_other
