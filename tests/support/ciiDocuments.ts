// Cross Industry Invoices of our own: an ordinary one, and one that says everything EN 16931 knows.

const ROOT =
  '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">';

const day = (name: string, date: string): string =>
  `<ram:${name}><udt:DateTimeString format="102">${date}</udt:DateTimeString></ram:${name}>`;

export interface CiiPieces {
  readonly type?: string;
  readonly head?: string;
  readonly settlement?: string;
  readonly sums?: string;
}

export function cii({ type = '380', head = '', settlement = '', sums }: CiiPieces = {}): string {
  const party = (role: string, name: string, code: string, vat: string): string =>
    `<ram:${role}TradeParty><ram:Name>${name}</ram:Name><ram:SpecifiedLegalOrganization><ram:ID schemeID="0191">${code}</ram:ID></ram:SpecifiedLegalOrganization><ram:PostalTradeAddress><ram:PostcodeCode>10117</ram:PostcodeCode><ram:LineOne>Pikk 1</ram:LineOne><ram:CityName>Tallinn</ram:CityName><ram:CountryID>EE</ram:CountryID></ram:PostalTradeAddress><ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">${vat}</ram:ID></ram:SpecifiedTaxRegistration></ram:${role}TradeParty>`;
  const totals =
    sums ??
    '<ram:LineTotalAmount>100.00</ram:LineTotalAmount><ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">24.00</ram:TaxTotalAmount><ram:GrandTotalAmount>124.00</ram:GrandTotalAmount><ram:DuePayableAmount>124.00</ram:DuePayableAmount>';
  return (
    `<?xml version="1.0" encoding="UTF-8"?>${ROOT}<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>` +
    `<rsm:ExchangedDocument><ram:ID>2026-17</ram:ID><ram:TypeCode>${type}</ram:TypeCode>${day('IssueDateTime', '20261005')}${head}</rsm:ExchangedDocument>` +
    '<rsm:SupplyChainTradeTransaction><ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument><ram:SpecifiedTradeProduct><ram:Name>Nõustamine</ram:Name></ram:SpecifiedTradeProduct><ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>50</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement><ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="HUR">2</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery><ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>24.00</ram:RateApplicablePercent></ram:ApplicableTradeTax><ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>100.00</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>' +
    `<ram:ApplicableHeaderTradeAgreement>${party('Seller', 'Põhjala Müük OÜ', '10256137', 'EE100247019')}${party('Buyer', 'Tamme Ost AS', '10137025', 'EE102430772')}</ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeDelivery/>` +
    '<ram:ApplicableHeaderTradeSettlement><ram:PaymentReference>202600017</ram:PaymentReference><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode><ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount><ram:IBANID>EE382200221020145685</ram:IBANID></ram:PayeePartyCreditorFinancialAccount><ram:PayeeSpecifiedCreditorFinancialInstitution><ram:BICID>HABAEE2X</ram:BICID></ram:PayeeSpecifiedCreditorFinancialInstitution></ram:SpecifiedTradeSettlementPaymentMeans>' +
    '<ram:ApplicableTradeTax><ram:CalculatedAmount>24.00</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>100.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>24.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>' +
    `${settlement}<ram:SpecifiedTradeSettlementHeaderMonetarySummation>${totals}</ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`
  );
}

function counted(template: string): string {
  let no = 0;
  return template.replaceAll('?', () => `Q${(no += 1)}Q`);
}

const leafs = (names: string): string =>
  names
    .split(' ')
    .map((name) => `<ram:${name}>?</ram:${name}>`)
    .join('');
const date = (name: string): string => `<ram:${name}><udt:DateTimeString>?</udt:DateTimeString></ram:${name}>`;
const referenced = (name: string, more = ''): string =>
  `<ram:${name}><ram:IssuerAssignedID>?</ram:IssuerAssignedID>${more}</ram:${name}>`;
const party = (role: string): string =>
  `<ram:${role}><ram:ID>?</ram:ID><ram:GlobalID schemeID="0088">?</ram:GlobalID><ram:Name>?</ram:Name><ram:Description>?</ram:Description><ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">?</ram:ID><ram:TradingBusinessName>?</ram:TradingBusinessName></ram:SpecifiedLegalOrganization><ram:DefinedTradeContact><ram:PersonName>?</ram:PersonName><ram:DepartmentName>?</ram:DepartmentName><ram:TelephoneUniversalCommunication><ram:CompleteNumber>?</ram:CompleteNumber></ram:TelephoneUniversalCommunication><ram:EmailURIUniversalCommunication><ram:URIID>?</ram:URIID></ram:EmailURIUniversalCommunication></ram:DefinedTradeContact><ram:PostalTradeAddress>${leafs('PostcodeCode LineOne LineTwo LineThree CityName CountryID CountrySubDivisionName')}</ram:PostalTradeAddress><ram:URIUniversalCommunication><ram:URIID schemeID="EM">?</ram:URIID></ram:URIUniversalCommunication><ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">?</ram:ID></ram:SpecifiedTaxRegistration><ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">?</ram:ID></ram:SpecifiedTaxRegistration></ram:${role}>`;
const allowance = (isCharge: boolean): string =>
  `<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>${isCharge}</udt:Indicator></ram:ChargeIndicator>${leafs('CalculationPercent BasisAmount ActualAmount ReasonCode Reason')}<ram:CategoryTradeTax><ram:TypeCode>VAT</ram:TypeCode>${leafs('CategoryCode RateApplicablePercent')}</ram:CategoryTradeTax></ram:SpecifiedTradeAllowanceCharge>`;
const period = `<ram:BillingSpecifiedPeriod>${date('StartDateTime')}${date('EndDateTime')}</ram:BillingSpecifiedPeriod>`;

export const wholeCii = (): string =>
  counted(
    `${ROOT}<rsm:ExchangedDocumentContext><ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>?</ram:ID></ram:BusinessProcessSpecifiedDocumentContextParameter><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>?</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>` +
      `<rsm:ExchangedDocument>${leafs('ID TypeCode')}${date('IssueDateTime')}<ram:IncludedNote>${leafs('Content SubjectCode')}</ram:IncludedNote></rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction>` +
      `<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>?</ram:LineID><ram:IncludedNote><ram:Content>?</ram:Content></ram:IncludedNote></ram:AssociatedDocumentLineDocument><ram:SpecifiedTradeProduct><ram:GlobalID schemeID="0160">?</ram:GlobalID>${leafs('SellerAssignedID BuyerAssignedID Name Description')}<ram:ApplicableProductCharacteristic>${leafs('Description Value')}</ram:ApplicableProductCharacteristic><ram:DesignatedProductClassification><ram:ClassCode listID="STI">?</ram:ClassCode></ram:DesignatedProductClassification><ram:OriginTradeCountry><ram:ID>?</ram:ID></ram:OriginTradeCountry></ram:SpecifiedTradeProduct>` +
      '<ram:SpecifiedLineTradeAgreement><ram:BuyerOrderReferencedDocument><ram:LineID>?</ram:LineID></ram:BuyerOrderReferencedDocument><ram:GrossPriceProductTradePrice><ram:ChargeAmount>?</ram:ChargeAmount><ram:AppliedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator><ram:ActualAmount>?</ram:ActualAmount></ram:AppliedTradeAllowanceCharge></ram:GrossPriceProductTradePrice><ram:NetPriceProductTradePrice><ram:ChargeAmount>?</ram:ChargeAmount><ram:BasisQuantity unitCode="XYZ">?</ram:BasisQuantity></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>' +
      `<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="XYZ">?</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery><ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode>${leafs('CategoryCode RateApplicablePercent')}</ram:ApplicableTradeTax>${period}${allowance(false)}${allowance(true)}<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>?</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>${referenced('AdditionalReferencedDocument', '<ram:TypeCode>130</ram:TypeCode>')}<ram:ReceivableSpecifiedTradeAccountingAccount><ram:ID>?</ram:ID></ram:ReceivableSpecifiedTradeAccountingAccount></ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>` +
      `<ram:ApplicableHeaderTradeAgreement><ram:BuyerReference>?</ram:BuyerReference>${party('SellerTradeParty')}${party('BuyerTradeParty')}${party('SellerTaxRepresentativeTradeParty')}${referenced('SellerOrderReferencedDocument')}${referenced('BuyerOrderReferencedDocument')}${referenced('ContractReferencedDocument')}${referenced('AdditionalReferencedDocument', '<ram:TypeCode>50</ram:TypeCode>')}${referenced('AdditionalReferencedDocument', '<ram:TypeCode>130</ram:TypeCode>')}${referenced('AdditionalReferencedDocument', '<ram:URIID>?</ram:URIID><ram:TypeCode>916</ram:TypeCode><ram:Name>?</ram:Name><ram:AttachmentBinaryObject mimeCode="text/csv" filename="lisa.csv">YTtiCg==</ram:AttachmentBinaryObject>')}<ram:SpecifiedProcuringProject>${leafs('ID Name')}</ram:SpecifiedProcuringProject></ram:ApplicableHeaderTradeAgreement>` +
      `<ram:ApplicableHeaderTradeDelivery>${party('ShipToTradeParty')}<ram:ActualDeliverySupplyChainEvent>${date('OccurrenceDateTime')}</ram:ActualDeliverySupplyChainEvent>${referenced('DespatchAdviceReferencedDocument')}${referenced('ReceivingAdviceReferencedDocument')}</ram:ApplicableHeaderTradeDelivery>` +
      `<ram:ApplicableHeaderTradeSettlement>${leafs('CreditorReferenceID PaymentReference TaxCurrencyCode InvoiceCurrencyCode')}${party('PayeeTradeParty')}<ram:SpecifiedTradeSettlementPaymentMeans>${leafs('TypeCode Information')}<ram:ApplicableTradeSettlementFinancialCard>${leafs('ID CardholderName')}</ram:ApplicableTradeSettlementFinancialCard><ram:PayerPartyDebtorFinancialAccount><ram:IBANID>?</ram:IBANID></ram:PayerPartyDebtorFinancialAccount><ram:PayeePartyCreditorFinancialAccount>${leafs('IBANID AccountName')}</ram:PayeePartyCreditorFinancialAccount><ram:PayeeSpecifiedCreditorFinancialInstitution><ram:BICID>?</ram:BICID></ram:PayeeSpecifiedCreditorFinancialInstitution></ram:SpecifiedTradeSettlementPaymentMeans>` +
      `<ram:ApplicableTradeTax><ram:CalculatedAmount>?</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode>${leafs('ExemptionReason BasisAmount CategoryCode ExemptionReasonCode')}<ram:TaxPointDate><udt:DateString format="102">20261001</udt:DateString></ram:TaxPointDate><ram:RateApplicablePercent>?</ram:RateApplicablePercent></ram:ApplicableTradeTax>${period}${allowance(false)}${allowance(true)}<ram:SpecifiedTradePaymentTerms><ram:Description>?</ram:Description>${date('DueDateDateTime')}<ram:DirectDebitMandateID>?</ram:DirectDebitMandateID></ram:SpecifiedTradePaymentTerms>` +
      `<ram:SpecifiedTradeSettlementHeaderMonetarySummation>${leafs('LineTotalAmount ChargeTotalAmount AllowanceTotalAmount TaxBasisTotalAmount')}<ram:TaxTotalAmount currencyID="EUR">?</ram:TaxTotalAmount><ram:TaxTotalAmount currencyID="SEK">?</ram:TaxTotalAmount>${leafs('RoundingAmount GrandTotalAmount TotalPrepaidAmount DuePayableAmount')}</ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:InvoiceReferencedDocument><ram:IssuerAssignedID>?</ram:IssuerAssignedID><ram:FormattedIssueDateTime><udt:DateTimeString>?</udt:DateTimeString></ram:FormattedIssueDateTime></ram:InvoiceReferencedDocument><ram:ReceivableSpecifiedTradeAccountingAccount><ram:ID>?</ram:ID></ram:ReceivableSpecifiedTradeAccountingAccount></ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`,
  );
