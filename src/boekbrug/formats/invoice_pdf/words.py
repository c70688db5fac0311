"""The fixed words on an invoice in the language of the customer, not of the person who makes it."""

from __future__ import annotations

from types import MappingProxyType

LANGUAGES = ("nl", "fr", "de", "en")

# Word -> Dutch, French, German, English; in the order of LANGUAGES.
_TABLE: dict[str, tuple[str, str, str, str]] = {
    "invoice": ("Factuur", "Facture", "Rechnung", "Invoice"),
    "credit_note": ("Creditnota", "Note de crédit", "Gutschrift", "Credit note"),
    "to": ("Klant", "Client", "Kunde", "Customer"),
    "issued": ("Datum", "Date", "Datum", "Date"),
    "due": ("Te betalen tegen", "À payer avant le", "Zahlbar bis", "Due date"),
    "delivered": ("Geleverd op", "Livré le", "Geliefert am", "Delivered on"),
    "period": ("Periode", "Période", "Zeitraum", "Period"),
    "your_reference": ("Uw referentie", "Votre référence", "Ihre Referenz", "Your reference"),
    "order": ("Bestelling", "Commande", "Bestellung", "Order"),
    "contract": ("Contract", "Contrat", "Vertrag", "Contract"),
    "corrects": ("Verbetert factuur", "Corrige la facture", "Berichtigt Rechnung", "Corrects invoice"),
    "vat_number": ("Btw", "TVA", "USt-IdNr.", "VAT"),
    "enterprise_number": ("Ondernemingsnr.", "N° d’entreprise", "Unternehmensnr.", "Enterprise no."),
    "description": ("Omschrijving", "Description", "Beschreibung", "Description"),
    "quantity": ("Aantal", "Quantité", "Menge", "Quantity"),
    "unit_price": ("Prijs", "Prix", "Preis", "Price"),
    "vat_rate": ("Btw", "TVA", "MwSt.", "VAT"),
    "net": ("Bedrag", "Montant", "Betrag", "Amount"),
    "sum_of_lines": ("Som van de lijnen", "Total des lignes", "Summe der Zeilen", "Sum of lines"),
    "allowance": ("Korting", "Remise", "Nachlass", "Discount"),
    "charge": ("Toeslag", "Supplément", "Zuschlag", "Charge"),
    "without_vat": ("Totaal zonder btw", "Total hors TVA", "Summe ohne MwSt.", "Total without VAT"),
    "vat_on": (
        "Btw {rate} op {taxable}",
        "TVA {rate} sur {taxable}",
        "MwSt. {rate} auf {taxable}",
        "VAT {rate} on {taxable}",
    ),
    "with_vat": ("Totaal met btw", "Total TVA comprise", "Summe mit MwSt.", "Total with VAT"),
    "prepaid": ("Al betaald", "Déjà payé", "Bereits bezahlt", "Already paid"),
    "rounding": ("Afronding", "Arrondi", "Rundung", "Rounding"),
    "to_pay": ("Te betalen", "À payer", "Zu zahlen", "To pay"),
    "to_receive": ("In uw voordeel", "En votre faveur", "Zu Ihren Gunsten", "In your favour"),
    "payment": ("Betaling", "Paiement", "Zahlung", "Payment"),
    "account": ("Rekening", "Compte", "Konto", "Account"),
    "bic": ("BIC", "BIC", "BIC", "BIC"),
    "communication": ("Mededeling", "Communication", "Mitteilung", "Reference"),
    "beneficiary": ("Begunstigde", "Bénéficiaire", "Empfänger", "Beneficiary"),
    "scan": (
        "Scan met uw bankapp",
        "Scannez avec votre app bancaire",
        "Mit Ihrer Bank-App scannen",
        "Scan with your bank app",
    ),
    "page": (
        "Pagina {page} van {pages}",
        "Page {page} sur {pages}",
        "Seite {page} von {pages}",
        "Page {page} of {pages}",
    ),
}

# UN/ECE Recommendation 20 code -> unit; a piece needs no word, and what is not listed shows no unit.
_UNITS: dict[str, tuple[str, str, str, str]] = {
    "HUR": ("uur", "h", "Std.", "h"),
    "DAY": ("dag", "jour", "Tag", "day"),
    "WEE": ("week", "sem.", "Woche", "week"),
    "MON": ("maand", "mois", "Monat", "month"),
    "ANN": ("jaar", "an", "Jahr", "year"),
    "KGM": ("kg", "kg", "kg", "kg"),
    "TNE": ("ton", "t", "t", "t"),
    "LTR": ("l", "l", "l", "l"),
    "MTR": ("m", "m", "m", "m"),
    "MTK": ("m²", "m²", "m²", "m²"),
    "MTQ": ("m³", "m³", "m³", "m³"),
    "KMT": ("km", "km", "km", "km"),
    "KWH": ("kWh", "kWh", "kWh", "kWh"),
    "LS": ("forfait", "forfait", "pauschal", "flat"),
    "SET": ("set", "lot", "Satz", "set"),
}

_COUNTRIES: dict[str, tuple[str, str, str, str]] = {
    "BE": ("België", "Belgique", "Belgien", "Belgium"),
    "NL": ("Nederland", "Pays-Bas", "Niederlande", "Netherlands"),
    "FR": ("Frankrijk", "France", "Frankreich", "France"),
    "DE": ("Duitsland", "Allemagne", "Deutschland", "Germany"),
    "LU": ("Luxemburg", "Luxembourg", "Luxemburg", "Luxembourg"),
    "GB": ("Verenigd Koninkrijk", "Royaume-Uni", "Vereinigtes Königreich", "United Kingdom"),
}


class UnknownLanguage(ValueError):
    """A language in which no invoice can be made."""

    def __init__(self, found: str) -> None:
        super().__init__(f"An invoice can be in {', '.join(LANGUAGES)}, not in {found!r}.")


def words(language: str) -> MappingProxyType[str, str]:
    """Return the fixed words in a language (nl, fr, de, en); raises UnknownLanguage."""
    return _WORDS[_place(language)]


def unit(code: str, language: str) -> str:
    """Return how a unit code reads in a language; "" for a piece and for a code that is not known."""
    return _UNITS.get(code, ("", "", "", ""))[_place(language)]


def country(code: str, language: str) -> str:
    """Return the name of a country in a language; the code itself when it is not listed."""
    return _COUNTRIES.get(code, (code,) * len(LANGUAGES))[_place(language)]


def _place(language: str) -> int:
    if language not in LANGUAGES:
        raise UnknownLanguage(language)
    return LANGUAGES.index(language)


_WORDS = [
    MappingProxyType({word: texts[place] for word, texts in _TABLE.items()})
    for place in range(len(LANGUAGES))
]
