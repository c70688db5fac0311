"""An invented Cross Industry Invoice that uses every element that we read, some of them twice."""

from __future__ import annotations

from tests.formats.einvoice.old_files import CII_LINE, cii


def _day(name: str, text: str, wrapping: str = "udt") -> str:
    return (
        f'<ram:{name}><{wrapping}:DateTimeString format="102">{text}</{wrapping}:DateTimeString></ram:{name}>'
    )


def _indicator(*, is_charge: bool) -> str:
    text = str(is_charge).lower()
    return f"<ram:ChargeIndicator><udt:Indicator>{text}</udt:Indicator></ram:ChargeIndicator>"


def _tax(rate: str, *, name: str = "ApplicableTradeTax", more: str = "", amounts: str = "") -> str:
    kind = "<ram:TypeCode>VAT</ram:TypeCode>"
    code = (
        f"<ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>{rate}</ram:RateApplicablePercent>"
    )
    return f"<ram:{name}>{amounts}{kind}{code}{more}</ram:{name}>"


_EXEMPTION = (
    "<ram:ExemptionReason>Vrijgesteld</ram:ExemptionReason>"
    "<ram:ExemptionReasonCode>VATEX-EU-132</ram:ExemptionReasonCode>"
)
_PERIOD = (
    "<ram:BillingSpecifiedPeriod>"
    f"{_day('StartDateTime', '20260301')}{_day('EndDateTime', '20260331')}</ram:BillingSpecifiedPeriod>"
)
_ACCOUNT = (
    "<ram:ReceivableSpecifiedTradeAccountingAccount><ram:ID>{}</ram:ID>"
    "</ram:ReceivableSpecifiedTradeAccountingAccount>"
)
_ADDRESS = """<ram:PostalTradeAddress><ram:PostcodeCode>8000</ram:PostcodeCode>
 <ram:LineOne>Werf 1</ram:LineOne>
 <ram:LineTwo>poort 2</ram:LineTwo><ram:LineThree>hal 3</ram:LineThree><ram:CityName>Brugge</ram:CityName>
 <ram:CountryID>BE</ram:CountryID><ram:CountrySubDivisionName>West-Vlaanderen</ram:CountrySubDivisionName>
 </ram:PostalTradeAddress>"""
_PARTY = f"""<ram:ID>LEV-7</ram:ID><ram:GlobalID schemeID="0088">9999999000010</ram:GlobalID>
 <ram:Name>Derde NV</ram:Name><ram:Description>RPR Gent</ram:Description>
 <ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">123456</ram:ID>
 <ram:TradingBusinessName>Derde</ram:TradingBusinessName></ram:SpecifiedLegalOrganization>
 <ram:DefinedTradeContact><ram:PersonName>Bob</ram:PersonName><ram:DepartmentName>Verkoop</ram:DepartmentName>
 <ram:TelephoneUniversalCommunication><ram:CompleteNumber>+32 81 00 00 00</ram:CompleteNumber>
 </ram:TelephoneUniversalCommunication><ram:EmailURIUniversalCommunication><ram:URIID>bob@derde.example</ram:URIID>
 </ram:EmailURIUniversalCommunication></ram:DefinedTradeContact>{_ADDRESS}
 <ram:URIUniversalCommunication><ram:URIID schemeID="0088">9999999000027</ram:URIID>
 </ram:URIUniversalCommunication>
 <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">FR12345678901</ram:ID></ram:SpecifiedTaxRegistration>
 <ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">ACC-7</ram:ID></ram:SpecifiedTaxRegistration>"""


def _allowance(amount: str, *, is_charge: bool, tax: str = "") -> str:
    return f"""<ram:SpecifiedTradeAllowanceCharge>{_indicator(is_charge=is_charge)}
 <ram:CalculationPercent>5</ram:CalculationPercent><ram:BasisAmount>20.00</ram:BasisAmount>
 <ram:ActualAmount>{amount}</ram:ActualAmount><ram:ReasonCode>95</ram:ReasonCode><ram:Reason>Trouw</ram:Reason>
 {tax}</ram:SpecifiedTradeAllowanceCharge>"""


def _document(number: str, kind: str, more: str = "") -> str:
    return f"""<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>{number}</ram:IssuerAssignedID>
 <ram:TypeCode>{kind}</ram:TypeCode>{more}</ram:AdditionalReferencedDocument>"""


_OBJECT = "<ram:ReferenceTypeCode>AAB</ram:ReferenceTypeCode>"
_FILE = """<ram:Name>Plan</ram:Name><ram:URIID>https://example.org/plan</ram:URIID>
 <ram:AttachmentBinaryObject mimeCode="application/pdf" filename="p.pdf">JVBERi0x
 </ram:AttachmentBinaryObject>"""


def _reference(name: str, number: str) -> str:
    return f"<ram:{name}><ram:IssuerAssignedID>{number}</ram:IssuerAssignedID></ram:{name}>"


_PRICES = f"""<ram:BuyerOrderReferencedDocument><ram:LineID>3</ram:LineID></ram:BuyerOrderReferencedDocument>
 <ram:GrossPriceProductTradePrice><ram:ChargeAmount>30</ram:ChargeAmount>
 <ram:BasisQuantity unitCode="C62">10</ram:BasisQuantity><ram:AppliedTradeAllowanceCharge>
 {_indicator(is_charge=False)}<ram:ActualAmount>5</ram:ActualAmount></ram:AppliedTradeAllowanceCharge>
 </ram:GrossPriceProductTradePrice><ram:NetPriceProductTradePrice><ram:ChargeAmount>25</ram:ChargeAmount>
 <ram:BasisQuantity unitCode="MTR">1</ram:BasisQuantity></ram:NetPriceProductTradePrice>"""
_PRODUCT = """<ram:SellerAssignedID>A-1</ram:SellerAssignedID><ram:BuyerAssignedID>K-1</ram:BuyerAssignedID>
 <ram:Name>Planken</ram:Name><ram:Description>Eik</ram:Description>
 <ram:ApplicableProductCharacteristic><ram:Description>Kleur</ram:Description><ram:Value>Eik</ram:Value>
 </ram:ApplicableProductCharacteristic>
 <ram:DesignatedProductClassification><ram:ClassCode listID="STI">44</ram:ClassCode>
 </ram:DesignatedProductClassification><ram:OriginTradeCountry><ram:ID>FI</ram:ID></ram:OriginTradeCountry>"""
_LINE = (
    CII_LINE.replace(
        "<ram:LineID>1</ram:LineID>",
        "<ram:LineID>1</ram:LineID><ram:LineStatusReasonCode>DETAIL</ram:LineStatusReasonCode>"
        "<ram:IncludedNote><ram:Content>Volgens afspraak</ram:Content></ram:IncludedNote>",
    )
    .replace(
        "<ram:NetPriceProductTradePrice><ram:ChargeAmount>25</ram:ChargeAmount>\n"
        "   </ram:NetPriceProductTradePrice>",
        _PRICES,
    )
    .replace("<ram:Name>Planken</ram:Name>", _PRODUCT)
    .replace(
        "<ram:SpecifiedTradeSettlementLineMonetarySummation>",
        f"{_PERIOD}{_allowance('1.00', is_charge=False)}{_document('EAN', '130', _OBJECT)}"
        f"{_ACCOUNT.format('604000')}<ram:SpecifiedTradeSettlementLineMonetarySummation>",
    )
    .replace("</ram:RateApplicablePercent>", f"</ram:RateApplicablePercent>{_EXEMPTION}")
)
_MEANS = """<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>59</ram:TypeCode>
 <ram:Information>Domiciliëring</ram:Information>
 <ram:ApplicableTradeSettlementFinancialCard><ram:ID>1234</ram:ID><ram:CardholderName>Bob</ram:CardholderName>
 </ram:ApplicableTradeSettlementFinancialCard><ram:PayerPartyDebtorFinancialAccount><ram:IBANID>BE1</ram:IBANID>
 </ram:PayerPartyDebtorFinancialAccount><ram:PayeePartyCreditorFinancialAccount><ram:IBANID>BE2</ram:IBANID>
 <ram:AccountName>Derde</ram:AccountName></ram:PayeePartyCreditorFinancialAccount>
 <ram:PayeeSpecifiedCreditorFinancialInstitution><ram:BICID>TESTBEBB</ram:BICID>
 </ram:PayeeSpecifiedCreditorFinancialInstitution></ram:SpecifiedTradeSettlementPaymentMeans>"""
_POINT = (
    "<ram:DueDateTypeCode>29</ram:DueDateTypeCode><ram:TaxPointDate><udt:DateString format='102'>20260310"
)
_AMOUNTS = "<ram:CalculatedAmount>1.00</ram:CalculatedAmount><ram:BasisAmount>5.00</ram:BasisAmount>"
_SETTLED = (
    "<ram:CreditorReferenceID>BE69ZZZ0123456749</ram:CreditorReferenceID>",
    "<ram:TaxCurrencyCode>USD</ram:TaxCurrencyCode>",
    f"<ram:PayeeTradeParty>{_PARTY}</ram:PayeeTradeParty>{_MEANS}",
    _tax("6", amounts=_AMOUNTS, more=f"{_EXEMPTION}{_POINT}</udt:DateString></ram:TaxPointDate>"),
    _PERIOD,
    _allowance("1.00", is_charge=True, tax=_tax("21", name="CategoryTradeTax", more=_EXEMPTION)),
    "<ram:SpecifiedLogisticsServiceCharge><ram:Description>Vervoer</ram:Description>"
    f"<ram:AppliedAmount>2.00</ram:AppliedAmount>{_tax('21', name='AppliedTradeTax')}"
    "</ram:SpecifiedLogisticsServiceCharge>",
    "<ram:SpecifiedTradePaymentTerms><ram:Description>30 dagen</ram:Description>"
    f"{_day('DueDateDateTime', '20260430')}<ram:DirectDebitMandateID>MAND-7</ram:DirectDebitMandateID>"
    "</ram:SpecifiedTradePaymentTerms>",
    "<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>F-0</ram:IssuerAssignedID>"
    f"{_day('FormattedIssueDateTime', '20260201', 'qdt')}</ram:InvoiceReferencedDocument>",
    _ACCOUNT.format("KP-100"),
)
_SUMS = """<ram:ChargeTotalAmount>3.00</ram:ChargeTotalAmount>
 <ram:AllowanceTotalAmount>1.00</ram:AllowanceTotalAmount><ram:RoundingAmount>0.02</ram:RoundingAmount>
 <ram:TotalPrepaidAmount>5.00</ram:TotalPrepaidAmount>
 <ram:TaxTotalAmount currencyID="USD">23.00</ram:TaxTotalAmount>"""
_AGREED = (
    "<ram:BuyerReference>K-17</ram:BuyerReference>",
    f"<ram:SellerTaxRepresentativeTradeParty>{_PARTY}</ram:SellerTaxRepresentativeTradeParty>",
    _reference("SellerOrderReferencedDocument", "VO-8"),
    _reference("ContractReferencedDocument", "C-1"),
    _document("AAN-5", "50") + _document("OBJ-6", "130", _OBJECT) + _document("PLAN-1", "916", _FILE),
    "<ram:SpecifiedProcuringProject><ram:ID>P-2</ram:ID><ram:Name>Project</ram:Name>"
    "</ram:SpecifiedProcuringProject>",
)
_SHIPPED = (
    f"<ram:ShipToTradeParty>{_PARTY}</ram:ShipToTradeParty>",
    _reference("DespatchAdviceReferencedDocument", "LEV-4"),
    _reference("ReceivingAdviceReferencedDocument", "ONT-3"),
)
_PROCESS = (
    "<ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>urn:process</ram:ID>"
    "</ram:BusinessProcessSpecifiedDocumentContextParameter>"
)


def full_cii() -> str:
    """Every element that we read, in a document whose sums do not matter."""
    qdt = 'xmlns:qdt="urn:un:unece:uncefact:data:standard:QualifiedDataType:100" xmlns:rsm='
    found = cii(lines=_LINE).replace("xmlns:rsm=", qdt, 1)
    for end, more in (
        ("</ram:ApplicableHeaderTradeAgreement>", "".join(_AGREED)),
        ("</ram:ApplicableHeaderTradeDelivery>", "".join(_SHIPPED)),
        ("</ram:ApplicableHeaderTradeSettlement>", "".join(_SETTLED)),
        ("</ram:SpecifiedTradeSettlementHeaderMonetarySummation>", _SUMS),
        ("</rsm:ExchangedDocumentContext>", _PROCESS),
    ):
        assert found.count(end) == 1, end
        found = found.replace(end, f"{more}{end}")
    return found
