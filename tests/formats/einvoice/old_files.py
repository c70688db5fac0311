"""Invented files as other software writes them: e-FFF 2 and 3, UBL.BE, CII, ZUGFeRD 1, SBDH."""

from __future__ import annotations

import base64

from boekbrug.belgium import iban, ogm
from tests.formats.einvoice.invoices import BUYER_DIGITS, PDF, SELLER_DIGITS

IBAN = iban.make_belgian(6100000001)
OGM = ogm.make(2026001)
UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_CAC, _CBC = (f"{UBL}Common{kind}Components-2" for kind in ("Aggregate", "Basic"))
_OPEN = f'xmlns="{UBL}Invoice-2" xmlns:cac="{_CAC}" xmlns:cbc="{_CBC}"'
_PDF = base64.b64encode(PDF.content).decode()

E_FFF_2 = f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice {_OPEN}>
 <cbc:UBLVersionID>2.0</cbc:UBLVersionID>
 <cbc:CustomizationID>1.0</cbc:CustomizationID>
 <cbc:ProfileID>E-FFF.BE Voorbeeldsoftware</cbc:ProfileID>
 <cbc:ID>2026/15</cbc:ID>
 <cbc:IssueDate>2026-03-16</cbc:IssueDate>
 <cbc:InvoiceTypeCode listURI="http://www.e-fff.be/codes">380</cbc:InvoiceTypeCode>
 <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
 <cac:AdditionalDocumentReference>
  <cbc:ID>2026/15</cbc:ID><cbc:DocumentType>CommercialInvoice</cbc:DocumentType>
  <cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="15.pdf">{_PDF}
  </cbc:EmbeddedDocumentBinaryObject></cac:Attachment>
 </cac:AdditionalDocumentReference>
 <cac:AccountingSupplierParty><cac:Party>
  <cac:PartyIdentification><cbc:ID schemeAgencyName="KBO">{SELLER_DIGITS}</cbc:ID></cac:PartyIdentification>
  <cac:PartyName><cbc:Name>Voorbeeldbouw BV</cbc:Name></cac:PartyName>
  <cac:PostalAddress><cbc:StreetName>Kerkstraat</cbc:StreetName><cbc:BuildingNumber>1</cbc:BuildingNumber>
   <cbc:CityName>Gent</cbc:CityName><cbc:PostalZone>9000</cbc:PostalZone></cac:PostalAddress>
 </cac:Party></cac:AccountingSupplierParty>
 <cac:AccountingCustomerParty><cac:Party>
  <cac:PartyName><cbc:Name>Proefklant NV</cbc:Name></cac:PartyName>
  <cac:PartyTaxScheme><cbc:CompanyID>BE {BUYER_DIGITS}</cbc:CompanyID></cac:PartyTaxScheme>
 </cac:Party></cac:AccountingCustomerParty>
 <cac:PaymentMeans>
  <cbc:PaymentMeansCode>1</cbc:PaymentMeansCode><cbc:PaymentDueDate>2026-04-15</cbc:PaymentDueDate>
  <cbc:InstructionNote>{ogm.show(OGM)}</cbc:InstructionNote>
  <cac:PayeeFinancialAccount><cbc:ID schemeName="IBAN">{IBAN}</cbc:ID>
   <cac:FinancialInstitutionBranch><cac:FinancialInstitution><cbc:ID>TESTBEBB</cbc:ID>
   </cac:FinancialInstitution></cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount>
 </cac:PaymentMeans>
 <cac:TaxTotal>
  <cbc:TaxAmount currencyID="EUR">21.00</cbc:TaxAmount>
  <cac:TaxSubtotal>
   <cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount>
   <cbc:TaxAmount currencyID="EUR">21.00</cbc:TaxAmount>
   <cbc:Percent>21</cbc:Percent>
  </cac:TaxSubtotal>
 </cac:TaxTotal>
 <cac:LegalMonetaryTotal>
  <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
  <cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount>
  <cbc:TaxInclusiveAmount currencyID="EUR">121.00</cbc:TaxInclusiveAmount>
  <cbc:PayableAmount currencyID="EUR">121.00</cbc:PayableAmount>
 </cac:LegalMonetaryTotal>
 <cac:InvoiceLine>
  <cbc:ID>1</cbc:ID>
  <cbc:InvoicedQuantity>4</cbc:InvoicedQuantity>
  <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
  <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">21.00</cbc:TaxAmount></cac:TaxTotal>
  <cac:Item><cbc:Description>Planken</cbc:Description></cac:Item>
 </cac:InvoiceLine>
</Invoice>"""

_RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity"
_UDT = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType"


def _day(name: str, text: str) -> str:
    return f'<ram:{name}><udt:DateTimeString format="102">{text}</udt:DateTimeString></ram:{name}>'


def cii(
    *, type_code: str = "380", guideline: str = "urn:cen.eu:en16931:2017", lines: str | None = None
) -> str:
    """A Cross Industry Invoice of 100.00 and 21.00 VAT."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
  xmlns:ram="{_RAM}:100" xmlns:udt="{_UDT}:100">
 <rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>{guideline}</ram:ID>
 </ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
 <rsm:ExchangedDocument><ram:ID>C-15</ram:ID><ram:TypeCode>{type_code}</ram:TypeCode>
  {_day("IssueDateTime", "20260316")}
  <ram:IncludedNote><ram:Content>RPR Gent</ram:Content>
   <ram:SubjectCode>REG</ram:SubjectCode></ram:IncludedNote>
 </rsm:ExchangedDocument>
 <rsm:SupplyChainTradeTransaction>{CII_LINE if lines is None else lines}
  <ram:ApplicableHeaderTradeAgreement>
   <ram:SellerTradeParty><ram:Name>Voorbeeldbouw BV</ram:Name>
    <ram:SpecifiedLegalOrganization><ram:ID schemeID="0208">{SELLER_DIGITS}</ram:ID>
    </ram:SpecifiedLegalOrganization>
    <ram:PostalTradeAddress><ram:PostcodeCode>9000</ram:PostcodeCode><ram:LineOne>Kerkstraat 1</ram:LineOne>
     <ram:CityName>Gent</ram:CityName><ram:CountryID>BE</ram:CountryID></ram:PostalTradeAddress>
    <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">BE{SELLER_DIGITS}</ram:ID>
    </ram:SpecifiedTaxRegistration>
   </ram:SellerTradeParty>
   <ram:BuyerTradeParty><ram:Name>Proefklant NV</ram:Name>
    <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">BE{BUYER_DIGITS}</ram:ID>
    </ram:SpecifiedTaxRegistration>
   </ram:BuyerTradeParty>
   <ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>B-7</ram:IssuerAssignedID>
   </ram:BuyerOrderReferencedDocument>
  </ram:ApplicableHeaderTradeAgreement>
  <ram:ApplicableHeaderTradeDelivery><ram:ActualDeliverySupplyChainEvent>
   {_day("OccurrenceDateTime", "20260310")}
  </ram:ActualDeliverySupplyChainEvent></ram:ApplicableHeaderTradeDelivery>
  <ram:ApplicableHeaderTradeSettlement>
   <ram:PaymentReference>{ogm.show(OGM)}</ram:PaymentReference>
   <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
   <ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode>
    <ram:PayeePartyCreditorFinancialAccount><ram:IBANID>{IBAN}</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>
   </ram:SpecifiedTradeSettlementPaymentMeans>
   <ram:ApplicableTradeTax><ram:CalculatedAmount>21.00</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode>
    <ram:BasisAmount>100.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode>
    <ram:RateApplicablePercent>21</ram:RateApplicablePercent></ram:ApplicableTradeTax>
   <ram:SpecifiedTradePaymentTerms>{_day("DueDateDateTime", "20260415")}</ram:SpecifiedTradePaymentTerms>
   <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    <ram:LineTotalAmount>100.00</ram:LineTotalAmount><ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount>
    <ram:TaxTotalAmount currencyID="EUR">21.00</ram:TaxTotalAmount>
    <ram:GrandTotalAmount>121.00</ram:GrandTotalAmount><ram:DuePayableAmount>121.00</ram:DuePayableAmount>
   </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
  </ram:ApplicableHeaderTradeSettlement>
 </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>"""


CII_LINE = """
  <ram:IncludedSupplyChainTradeLineItem>
   <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
   <ram:SpecifiedTradeProduct><ram:GlobalID schemeID="0160">5410000000003</ram:GlobalID>
    <ram:Name>Planken</ram:Name></ram:SpecifiedTradeProduct>
   <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>25</ram:ChargeAmount>
   </ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
   <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="MTR">4</ram:BilledQuantity>
   </ram:SpecifiedLineTradeDelivery>
   <ram:SpecifiedLineTradeSettlement>
    <ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode>
     <ram:RateApplicablePercent>21</ram:RateApplicablePercent></ram:ApplicableTradeTax>
    <ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>100.00</ram:LineTotalAmount>
    </ram:SpecifiedTradeSettlementLineMonetarySummation>
   </ram:SpecifiedLineTradeSettlement>
  </ram:IncludedSupplyChainTradeLineItem>"""

# ZUGFeRD 1 has other names for the same things.
_OLDER = (
    ("CrossIndustryInvoice:100", "x"),
    ("urn:un:unece:uncefact:data:standard:x", "urn:ferd:CrossIndustryDocument:invoice:1p0"),
    ("rsm:CrossIndustryInvoice", "rsm:CrossIndustryDocument"),
    (f"{_RAM}:100", f"{_RAM}:12"),
    (f"{_UDT}:100", f"{_UDT}:15"),
    ("rsm:ExchangedDocumentContext", "rsm:SpecifiedExchangedDocumentContext"),
    ("rsm:ExchangedDocument>", "rsm:HeaderExchangedDocument>"),
    ("rsm:SupplyChainTradeTransaction", "rsm:SpecifiedSupplyChainTradeTransaction"),
    ("ram:ApplicableHeaderTrade", "ram:ApplicableSupplyChainTrade"),
    ("ram:SpecifiedLineTrade", "ram:SpecifiedSupplyChainTrade"),
    ("HeaderMonetarySummation", "MonetarySummation"),
    ("LineMonetarySummation", "MonetarySummation"),
    ("RateApplicablePercent", "ApplicablePercent"),
    ("ram:IssuerAssignedID", "ram:ID"),
)


def zugferd_1() -> str:
    """The same invoice as ZUGFeRD 1.0 writes it."""
    text = cii(guideline="urn:ferd:CrossIndustryDocument:invoice:1p0:comfort")
    for new, old in _OLDER:
        text = text.replace(new, old)
    return text


def envelope(*documents: str) -> str:
    """A Standard Business Document with documents in it."""
    sbdh = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
    inner = "".join(one[one.index("?>") + 2 :] if one.startswith("<?xml") else one for one in documents)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><StandardBusinessDocument xmlns="{sbdh}">'
        "<StandardBusinessDocumentHeader><HeaderVersion>1.0</HeaderVersion></StandardBusinessDocumentHeader>"
        f"{inner}</StandardBusinessDocument>"
    )
