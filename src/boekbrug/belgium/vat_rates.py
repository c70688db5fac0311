"""Belgian VAT rates and the VAT categories of EN 16931 with the mention that a Belgian invoice carries.

Rates: royal decree no. 20 (21, 12, 6 %, and 0 for a few goods). Categories: UNCL 5305 as used in BT-118
and BT-151; VATEX codes: EN 16931 code list BT-121. Mentions: VAT Code art. 39, 39bis, 44, 51
par. 2, 56bis and royal decree no. 1 art. 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

RATES: tuple[Decimal, ...] = (Decimal(21), Decimal(12), Decimal(6), Decimal(0))
LANGUAGES = ("nl", "fr", "de", "en")


class VatCategory(StrEnum):
    """The letters of EN 16931 for how VAT applies."""

    STANDARD = "S"
    ZERO = "Z"
    EXEMPT = "E"
    REVERSE_CHARGE = "AE"
    INTRA_COMMUNITY = "K"
    EXPORT = "G"
    OUTSIDE_VAT = "O"


@dataclass(frozen=True, slots=True)
class VatTreatment:
    """How VAT applies to a line in Belgium: category, VATEX code, and the mention per language (empty: none).

    `key` is ours and stays stable; several treatments may share one category.
    """

    key: str
    category: VatCategory
    exemption_code: str
    mentions: Mapping[str, str]

    def mention(self, language: str = "nl") -> str:
        """The text for BT-120 in a language (nl, fr, de, en); English when the language is not known."""
        return self.mentions.get(language) or self.mentions.get("en", "")


def _said(nl: str, *, fr: str, de: str, en: str) -> Mapping[str, str]:
    """The four languages of one mention."""
    return MappingProxyType({"nl": nl, "fr": fr, "de": de, "en": en})


_NO_MENTION: Mapping[str, str] = MappingProxyType({})

NORMAL = VatTreatment("normal", VatCategory.STANDARD, "", _NO_MENTION)
ZERO_RATED = VatTreatment("zero-rated", VatCategory.ZERO, "", _NO_MENTION)
EXEMPT = VatTreatment(
    "exempt",
    VatCategory.EXEMPT,
    "",
    _said(
        "Vrijgesteld van btw, artikel 44 van het Btw-Wetboek",
        fr="Exempté de TVA, article 44 du Code de la TVA",
        de="Steuerbefreit, Artikel 44 des Mehrwertsteuergesetzbuches",
        en="Exempt from VAT, article 44 of the Belgian VAT Code",
    ),
)
SMALL_BUSINESS = VatTreatment(
    "small-business",
    VatCategory.EXEMPT,
    "",
    _said(
        "Bijzondere vrijstellingsregeling kleine ondernemingen, artikel 56bis van het Btw-Wetboek",
        fr="Régime particulier de franchise des petites entreprises, article 56bis du Code de la TVA",
        de="Steuerbefreiungsregelung für Kleinunternehmen, Artikel 56bis des Mehrwertsteuergesetzbuches",
        en="Special exemption scheme for small businesses, article 56bis of the Belgian VAT Code",
    ),
)
REVERSE_CHARGE = VatTreatment(
    "reverse-charge",
    VatCategory.REVERSE_CHARGE,
    "VATEX-EU-AE",
    _said(
        "Btw verlegd",
        fr="Autoliquidation",
        de="Steuerschuldnerschaft des Leistungsempfängers",
        en="Reverse charge",
    ),
)
INTRA_COMMUNITY = VatTreatment(
    "intra-community",
    VatCategory.INTRA_COMMUNITY,
    "VATEX-EU-IC",
    _said(
        "Vrijgestelde intracommunautaire levering, artikel 39bis van het Btw-Wetboek",
        fr="Livraison intracommunautaire exemptée, article 39bis du Code de la TVA",
        de="Steuerbefreite innergemeinschaftliche Lieferung, Artikel 39bis des Mehrwertsteuergesetzbuches",
        en="Exempt intra-community supply, article 39bis of the Belgian VAT Code",
    ),
)
EXPORT = VatTreatment(
    "export",
    VatCategory.EXPORT,
    "VATEX-EU-G",
    _said(
        "Vrijgestelde uitvoer, artikel 39 van het Btw-Wetboek",
        fr="Exportation exemptée, article 39 du Code de la TVA",
        de="Steuerbefreite Ausfuhr, Artikel 39 des Mehrwertsteuergesetzbuches",
        en="Exempt export, article 39 of the Belgian VAT Code",
    ),
)
OUTSIDE_VAT = VatTreatment(
    "outside-vat",
    VatCategory.OUTSIDE_VAT,
    "VATEX-EU-O",
    _said(
        "Niet onderworpen aan btw", fr="Non soumis à la TVA", de="Nicht steuerbar", en="Not subject to VAT"
    ),
)

TREATMENTS: tuple[VatTreatment, ...] = (
    NORMAL,
    ZERO_RATED,
    EXEMPT,
    SMALL_BUSINESS,
    REVERSE_CHARGE,
    INTRA_COMMUNITY,
    EXPORT,
    OUTSIDE_VAT,
)
_DEFAULTS = {treatment.category: treatment for treatment in reversed(TREATMENTS)}


def default_treatment(category: VatCategory) -> VatTreatment:
    """Return the usual treatment of a category (for E: exempt by article 44)."""
    return _DEFAULTS[category]


def treatment(key: str) -> VatTreatment | None:
    """Return the treatment with this key, or None."""
    return next((one for one in TREATMENTS if one.key == key), None)


def category_or_none(code: str) -> VatCategory | None:
    """Return the category with this letter code, or None when EN 16931 has it but Belgium does not use it."""
    return VatCategory(code) if code in VatCategory.__members__.values() else None


def allows_rate(category: VatCategory, rate: Decimal | None) -> bool:
    """Whether a category may carry this rate: S above zero, O none, the others zero (BR-S-05, BR-O-05)."""
    if category is VatCategory.OUTSIDE_VAT:
        return rate is None or rate == 0
    if rate is None:
        return False
    return rate > 0 if category is VatCategory.STANDARD else rate == 0


def needs_exemption_reason(category: VatCategory) -> bool:
    """Whether the VAT breakdown must say why no VAT is charged (BR-E-10, BR-O-10, ...)."""
    return category not in (VatCategory.STANDARD, VatCategory.ZERO)
