"""The invented enterprises, people and wares of the demo."""

# ruff: noqa: E501 - a table reads best with one row per line

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An invented enterprise; `base` makes its numbers, check digits included."""

    base: int
    name: str
    street: str
    postcode: str
    city: str
    language: str = "nl"
    email: str = ""


@dataclass(frozen=True, slots=True)
class Ware:
    """Something sold or bought: a description, a price in cents, a VAT rate in percent."""

    description: str
    price_cents: int
    vat_percent: int = 21


@dataclass(frozen=True, slots=True)
class DemoDossier:
    """A dossier of the demo: the enterprise, who owns it, what it sells and how it grew."""

    enterprise: Enterprise
    owner: str
    owner_email: str
    opening_cents: int
    invoices_per_month: int
    purchases_per_month: int
    wares: tuple[Ware, ...]
    has_mandate: bool = True


FIRM = Enterprise(
    8801001, "Kantoor De Brug", "Stationsplein 4", "8400", "Oostende", email="info@debrug.example"
)

DOSSIERS = (
    DemoDossier(
        Enterprise(7810011, "Atelier Duinhelm BV", "Visserskaai 12", "8400", "Oostende", email="info@duinhelm.example"),
        "An Peeters",
        "an@duinhelm.example",
        1_482_055,
        9,
        4,
        (
            Ware("Eiken tafel op maat", 124_000),
            Ware("Stoel, beuk", 18_450),
            Ware("Plaatsing en afwerking, per uur", 5_800),
            Ware("Herstelling meubilair, per uur", 5_200, 6),
            Ware("Balie met werkblad", 286_500),
            Ware("Onderhoudsolie 1 l", 1_895),
        ),
    ),
    DemoDossier(
        Enterprise(7810022, "Bakkerij Korenaar VOF", "Langestraat 88", "8370", "Blankenberge", email="info@korenaar.example"),
        "Bram Claes",
        "bram@korenaar.example",
        604_310,
        7,
        4,
        (
            Ware("Brood, levering hotel, per week", 41_250, 6),
            Ware("Ontbijtkoeken, per 100", 9_800, 6),
            Ware("Taartbuffet, 40 personen", 32_000, 6),
            Ware("Broodjeslunch, per persoon", 1_250, 12),
            Ware("Huur koelvitrine, per maand", 8_500),
        ),
    ),
    DemoDossier(
        Enterprise(7810033, "Garage Sambreville SRL", "Rue du Pont 21", "5060", "Sambreville", "fr", "info@sambreville.example"),
        "Denis Lambert",
        "denis@sambreville.example",
        2_210_990,
        8,
        5,
        (
            Ware("Entretien annuel", 24_900),
            Ware("Pneus hiver, jeu de 4", 38_600),
            Ware("Main-d'œuvre, par heure", 6_400),
            Ware("Batterie 12 V", 13_450),
            Ware("Contrôle avant achat", 9_500),
        ),
        has_mandate=False,
    ),
)  # fmt: skip

CUSTOMERS = (
    Enterprise(6120013, "Hotel De Leie NV", "Kaai 3", "9000", "Gent"),
    Enterprise(6120024, "Brasserie Het Anker BV", "Grote Markt 17", "8400", "Oostende"),
    Enterprise(6120035, "Residentie Zeezicht VZW", "Zeedijk 140", "8300", "Knokke"),
    Enterprise(6120046, "Schrijnwerkerij Hoste BV", "Nijverheidslaan 6", "8800", "Roeselare"),
    Enterprise(6120057, "Immo Duinzicht BV", "Duinenweg 9", "8670", "Koksijde"),
    Enterprise(6120068, "Gemeente Zandvoorde", "Dorpsplein 1", "8400", "Oostende"),
    Enterprise(6120079, "De Backer & Zonen BV", "Molenstraat 55", "9100", "Sint-Niklaas"),
    Enterprise(6120081, "Boulangerie Petit Jean SRL", "Rue Haute 12", "5000", "Namur", "fr"),
    Enterprise(6120092, "Transports Mosan SA", "Quai de Meuse 40", "5000", "Namur", "fr"),
    Enterprise(6120103, "Pharmacie du Parc SRL", "Avenue du Parc 2", "6000", "Charleroi", "fr"),
    Enterprise(6120114, "Vanhoutte Interieur BV", "Kortrijksesteenweg 301", "9000", "Gent"),
    Enterprise(6120125, "Garage Peeters & Co BV", "Torhoutsesteenweg 214", "8400", "Oostende"),
)

SUPPLIERS = (
    (Enterprise(5230011, "Houthandel Noordkant NV", "Havenlaan 80", "2030", "Antwerpen"), Ware("Eik, gedroogd, per m3", 89_500)),
    (Enterprise(5230022, "Molens Van Laer NV", "Dijkstraat 7", "9200", "Dendermonde"), Ware("Bloem T55, 25 kg", 2_150, 6)),
    (Enterprise(5230033, "Pièces Auto Meuse SA", "Zoning Nord 14", "5140", "Sombreffe", "fr"), Ware("Plaquettes de frein", 4_820)),
    (Enterprise(5230044, "Kustnet Telecom NV", "Zuidlaan 1", "1000", "Brussel"), Ware("Internet en telefonie", 7_800)),
    (Enterprise(5230055, "Elektra Levering NV", "Gasmeterlaan 20", "9000", "Gent"), Ware("Elektriciteit, voorschot", 31_200)),
    (Enterprise(5230066, "Papierhuis Maertens BV", "Winkelstraat 3", "8000", "Brugge"), Ware("Kantoorbenodigdheden", 6_345)),
)  # fmt: skip
