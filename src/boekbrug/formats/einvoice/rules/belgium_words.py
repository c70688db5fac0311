"""The sentences of the Belgian checks."""

from __future__ import annotations

from boekbrug.wording import Wording

NO_ENTERPRISE_NUMBER = Wording(
    "rule-be-enterprise-number",
    "“{found}” is no Belgian enterprise number: ten digits that start with 0 or 1, the last two a check. "
    "Look the number up in the Crossroads Bank for Enterprises (KBO).",
)
NO_VAT_ADDRESS = Wording(
    "rule-be-vat-address",
    "“{found}” is no electronic address of scheme 9925, which is BE and the ten digits of the enterprise "
    "number. Look the number up in the Crossroads Bank for Enterprises (KBO).",
)
NO_BELGIAN_VAT_NUMBER = Wording(
    "rule-be-vat-number",
    "“{found}” is no Belgian VAT number: BE and the ten digits of the enterprise number. Look the number up "
    "in the Crossroads Bank for Enterprises (KBO).",
)
NO_EU_VAT_NUMBER = Wording(
    "rule-be-eu-vat-number",
    "“{found}” cannot be a VAT number of that country: a sign is wrong or missing. Check it in VIES.",
)
NUMBERS_DISAGREE = Wording(
    "rule-be-numbers-disagree",
    "The numbers of one party do not agree: {found}. VAT number, enterprise number and electronic address "
    "normally hold the same ten digits. Check them in the details of that party.",
)
NO_OGM = Wording(
    "rule-be-ogm",
    "The structured communication “{found}” is not right: its last two digits are a check of the first ten. "
    "Take it over from the invoice again.",
)
NO_RF = Wording(
    "rule-be-rf",
    "The reference “{found}” is no valid RF reference: its check digits are wrong. Take it over from the "
    "invoice again.",
)
NO_IBAN = Wording(
    "rule-be-iban",
    "The account “{found}” is no valid IBAN: a sign is wrong or missing. Correct it before anyone pays.",
)
EXACT_VAT = Wording(
    "rule-be-exact-vat",
    "The VAT is {found}, but {rate} % on {base} gives {expected}. In Belgium VAT is rounded once per rate, "
    "not per line. Let the program that made the invoice compute it again.",
)
NO_BELGIAN_RATE = Wording(
    "rule-be-rate",
    "The VAT rate is {found} %, while Belgium has 21, 12 and 6 %. Check the rate.",
)
REVERSE_CHARGE_MENTION = Wording(
    "rule-be-reverse-charge-mention",
    "With reverse charge the invoice says so, as “Btw verlegd”, “Autoliquidation” or code VATEX-EU-AE; the "
    "reason is “{found}”. Add the mention.",
)
INTRA_COMMUNITY_BUYER = Wording(
    "rule-be-intra-community-buyer",
    "An intra-community supply (category K) goes to a customer with a VAT number of another member state, "
    "but the customer has “{found}”. Choose how VAT applies again.",
)
EXPORT_WITHIN_EU = Wording(
    "rule-be-export-within-eu",
    "An export (category G) leaves the European Union, but the goods go to {found}. Choose how VAT applies "
    "again, or correct the place of delivery.",
)
SMALL_BUSINESS_WITH_VAT = Wording(
    "rule-be-small-business-with-vat",
    "The invoice names the exemption for small businesses (article 56bis), but also charges {found} of VAT. "
    "Such a business charges none: choose how VAT applies again.",
)
ZERO_RATE_ABROAD = Wording(
    "rule-be-zero-rate-abroad",
    "The rate is 0 % (category Z) for a customer in {found}. A supply abroad is mostly intra-community (K), "
    "export (G) or reverse charge (AE). Check how VAT applies.",
)
SELLER_ADDRESS = Wording(
    "rule-be-seller-address",
    "The address of the seller is incomplete: a Belgian invoice states street, postal code and town. "
    "Complete it with the details of the business.",
)
BUYER_ADDRESS = Wording(
    "rule-be-buyer-address",
    "The address of the customer is incomplete: a Belgian invoice states street, postal code and town. "
    "Complete it with the details of the customer.",
)
BUYER_VAT_NUMBER = Wording(
    "rule-be-buyer-vat-number",
    "The Belgian customer has an enterprise number, but the invoice does not state its VAT number. Fill it "
    "in when the customer is registered for VAT.",
)
CORRECTED_INVOICE = Wording(
    "rule-be-corrected-invoice",
    "The credit note does not say which invoice it corrects. Fill in the number of that invoice.",
)
VAT_IN_EURO = Wording(
    "rule-be-vat-in-euro",
    "The invoice is in {found}; the VAT that is due in Belgium is stated in euro too. Choose EUR as the "
    "currency of the VAT.",
)
SELF_BILLING_MENTION = Wording(
    "rule-be-self-billing-mention",
    "An invoice that the customer makes says so, as “Factuur uitgereikt door afnemer” or “Autofacturation”. "
    "Add it as a note.",
)
