"""The fixed words on an invoice in the language of the customer, not of the person who makes it."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from babel import Locale

LANGUAGES = ("nl", "fr", "de", "en")

# Word -> Dutch, French, German, English; in the order of LANGUAGES.
_TABLE: dict[str, tuple[str, str, str, str]] = {
    # What it is.
    "invoice": ("Factuur", "Facture", "Rechnung", "Invoice"),
    "credit_note": ("Creditnota", "Note de crédit", "Gutschrift", "Credit note"),
    "quote": ("Offerte", "Offre", "Angebot", "Quote"),
    "order_form": ("Bestelbon", "Bon de commande", "Bestellschein", "Order"),
    "delivery_note": ("Leveringsbon", "Bon de livraison", "Lieferschein", "Delivery note"),
    # Whom it concerns, and when.
    "to": ("Klant", "Client", "Kunde", "Customer"),
    "deliver_to": ("Leveringsadres", "Adresse de livraison", "Lieferadresse", "Delivery address"),
    "issued": ("Datum", "Date", "Datum", "Date"),
    "due": ("Vervaldag", "Échéance", "Fälligkeitsdatum", "Due date"),
    "valid_until": ("Geldig tot en met", "Valable jusqu’au", "Gültig bis", "Valid until"),
    "delivered": ("Geleverd op", "Livré le", "Geliefert am", "Delivered on"),
    "delivery_expected": ("Levering voorzien", "Livraison prévue", "Lieferung geplant", "Delivery planned"),
    "period": ("Periode", "Période", "Zeitraum", "Period"),
    "tax_point": ("Btw opeisbaar op", "TVA exigible le", "MwSt. fällig am", "VAT due on"),
    "your_reference": ("Uw referentie", "Votre référence", "Ihre Referenz", "Your reference"),
    "order": ("Bestelling", "Commande", "Bestellung", "Order"),
    "sales_order": ("Onze bestelbon", "Notre bon de commande", "Unser Bestellschein", "Our order"),
    "despatch": ("Leveringsbon", "Bon de livraison", "Lieferschein", "Delivery note"),
    "contract": ("Contract", "Contrat", "Vertrag", "Contract"),
    "project": ("Project", "Projet", "Projekt", "Project"),
    "corrects": ("Verbetert factuur", "Corrige la facture", "Berichtigt Rechnung", "Corrects invoice"),
    "vat_number": ("Btw", "TVA", "MwSt.", "VAT"),
    "enterprise_number": ("Ondernemingsnr.", "N° d’entreprise", "Unternehmensnr.", "Enterprise no."),
    "tax_number": ("Fiscaal nr.", "N° fiscal", "Steuernr.", "Tax no."),
    # The lines.
    "description": ("Omschrijving", "Description", "Beschreibung", "Description"),
    "quantity": ("Aantal", "Quantité", "Menge", "Quantity"),
    "unit_price": ("Prijs", "Prix", "Preis", "Price"),
    "vat_rate": ("Btw", "TVA", "MwSt.", "VAT"),
    "net": ("Bedrag", "Montant", "Betrag", "Amount"),
    "origin": ("Oorsprong", "Origine", "Ursprung", "Origin"),
    "list_price": ("Catalogusprijs", "Prix catalogue", "Listenpreis", "List price"),
    "allowance": ("Korting", "Remise", "Nachlass", "Discount"),
    "charge": ("Toeslag", "Supplément", "Zuschlag", "Charge"),
    "carried": ("Over te dragen", "À reporter", "Übertrag", "Carried forward"),
    "brought": ("Transport", "Report", "Übertrag", "Brought forward"),
    # The sums.
    "sum_of_lines": ("Som van de lijnen", "Total des lignes", "Summe der Zeilen", "Sum of lines"),
    "without_vat": ("Totaal zonder btw", "Total hors TVA", "Summe ohne MwSt.", "Total without VAT"),
    "vat_on": (
        "Btw {rate} op {taxable}",
        "TVA {rate} sur {taxable}",
        "MwSt. {rate} auf {taxable}",
        "VAT {rate} on {taxable}",
    ),
    "vat_E": ("vrijgesteld", "exempté", "befreit", "exempt"),
    "vat_AE": ("verlegd", "autoliquidation", "verlagert", "reverse charge"),
    "vat_K": ("intracommunautair", "intracommunautaire", "innergemeinschaftlich", "intra-community"),
    "vat_G": ("uitvoer", "exportation", "Ausfuhr", "export"),
    "vat_O": ("niet van toepassing", "sans objet", "nicht steuerbar", "not applicable"),
    "with_vat": ("Totaal met btw", "Total TVA comprise", "Summe mit MwSt.", "Total with VAT"),
    "vat_in_books": ("Verschuldigde btw", "TVA due", "Geschuldete MwSt.", "VAT due"),
    "prepaid": ("Al betaald", "Déjà payé", "Bereits bezahlt", "Already paid"),
    "rounding": ("Afronding", "Arrondi", "Rundung", "Rounding"),
    "to_pay": ("Te betalen", "À payer", "Zu zahlen", "To pay"),
    "to_receive": ("In uw voordeel", "En votre faveur", "Zu Ihren Gunsten", "In your favour"),
    "total": ("Totaal", "Total", "Summe", "Total"),
    # VAT Directive art. 226 (10a).
    "self_billed": (
        "Factuur uitgereikt door afnemer",
        "Autofacturation",
        "Gutschrift (Rechnung durch den Abnehmer ausgestellt)",
        "Self-billing",
    ),
    # The payment.
    "payment": ("Betaling", "Paiement", "Zahlung", "Payment"),
    "account": ("Rekening", "Compte", "Konto", "Account"),
    "bic": ("BIC", "BIC", "BIC", "BIC"),
    "communication": ("Mededeling", "Communication", "Mitteilung", "Reference"),
    "beneficiary": ("Begunstigde", "Bénéficiaire", "Begünstigter", "Beneficiary"),
    "cash_discount": ("Korting contant", "Escompte", "Skonto", "Cash discount"),
    "at_rate": ("btw {rate}", "TVA {rate}", "MwSt. {rate}", "VAT {rate}"),
    "not_taken_yet": (
        "{discount}, nog niet afgetrokken",
        "{discount}, pas encore déduit",
        "{discount}, noch nicht abgezogen",
        "{discount}, not taken yet",
    ),
    "vat_after_discount": (
        "De btw is berekend op het bedrag na korting contant.",
        "La TVA est calculée sur le montant après escompte.",
        "Die MwSt. ist auf den Betrag nach Skonto berechnet.",
        "VAT is worked out on the amount after cash discount.",
    ),
    "if_paid_by": (
        "{discount} bij betaling tegen {day}",
        "{discount} si payé au plus tard le {day}",
        "{discount} bei Zahlung bis {day}",
        "{discount} when paid by {day}",
    ),
    "direct_debit": ("Domiciliëring", "Domiciliation", "Lastschrift", "Direct debit"),
    "will_be_collected": (
        "Het bedrag wordt geïnd",
        "Le montant sera encaissé",
        "Der Betrag wird eingezogen",
        "The amount will be collected",
    ),
    "mandate": (
        "Domiciliëring, mandaat",
        "Domiciliation, mandat",
        "Lastschrift, Mandat",
        "Direct debit, mandate",
    ),
    "card": ("Kaart", "Carte", "Karte", "Card"),
    "by_card": ("Betaling met kaart", "Paiement par carte", "Zahlung mit Karte", "Payment by card"),
    "terms": ("Voorwaarden", "Conditions", "Bedingungen", "Terms"),
    "debited_account": ("Van rekening", "Du compte", "Vom Konto", "From account"),
    "collected_on": ("Geïnd op", "Encaissé le", "Eingezogen am", "Collected on"),
    "scan": (
        "Scan met uw bankapp",
        "Scannez avec votre app bancaire",
        "Mit Ihrer Bank-App scannen",
        "Scan with your bank app",
    ),
    # Around it.
    "attachments": ("Bijlagen", "Annexes", "Anlagen", "Attachments"),
    "agreed": ("Voor akkoord", "Pour accord", "Einverstanden", "Agreed"),
    "received": ("Voor ontvangst", "Pour réception", "Empfang bestätigt", "Received"),
    "signed_by": ("Naam", "Nom", "Name", "Name"),
    "signed_on": ("Datum", "Date", "Datum", "Date"),
    "signature": ("Handtekening", "Signature", "Unterschrift", "Signature"),
    "page": (
        "Pagina {page} van {pages}",
        "Page {page} sur {pages}",
        "Seite {page} von {pages}",
        "Page {page} of {pages}",
    ),
}

# VATEX code -> the mention of a margin scheme (VAT Directive art. 226 (13) and (14), in each language).
_MARGIN: dict[str, tuple[str, str, str, str]] = {
    "VATEX-EU-D": (
        "Bijzondere regeling reisbureaus",
        "Régime particulier – agences de voyages",
        "Sonderregelung für Reisebüros",
        "Margin scheme – travel agents",
    ),
    "VATEX-EU-F": (
        "Bijzondere regeling – gebruikte goederen",
        "Régime particulier – biens d’occasion",
        "Gebrauchtgegenstände/Sonderregelung",
        "Margin scheme – second-hand goods",
    ),
    "VATEX-EU-I": (
        "Bijzondere regeling – kunstvoorwerpen",
        "Régime particulier – objets d’art",
        "Kunstgegenstände/Sonderregelung",
        "Margin scheme – works of art",
    ),
    "VATEX-EU-J": (
        "Bijzondere regeling – voorwerpen voor verzamelingen of antiquiteiten",
        "Régime particulier – objets de collection et d’antiquité",
        "Sammlungsstücke und Antiquitäten/Sonderregelung",
        "Margin scheme – collectors’ items and antiques",
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


def margin_scheme(code: str, language: str) -> str:
    """Return the mention of a margin scheme by its VATEX code; "" when the code is another."""
    return _MARGIN.get(code, ("",) * len(LANGUAGES))[_place(language)]


@lru_cache(maxsize=1_000)
def country(code: str, language: str) -> str:
    """Return the name of a country in a language; the code itself when it is not listed."""
    return str(Locale.parse(language).territories.get(code, code)) if code else ""


def _place(language: str) -> int:
    if language not in LANGUAGES:
        raise UnknownLanguage(language)
    return LANGUAGES.index(language)


_WORDS = [
    MappingProxyType({word: texts[place] for word, texts in _TABLE.items()})
    for place in range(len(LANGUAGES))
]
