// Invoices of EN 16931 of our own, in both syntaxes: an ordinary one, and one that says everything the standard knows.

const CBC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2';
const CAC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2';
const scheme = '<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>';
const eur = (name: string, amount: string): string => `<cbc:${name} currencyID="EUR">${amount}</cbc:${name}>`;

export interface UblPieces {
  readonly kind?: 'Invoice' | 'CreditNote';
  readonly type?: string;
  readonly head?: string;
  readonly supplier?: string;
  readonly afterParties?: string;
  readonly totals?: string;
  readonly lines?: string;
}

const TOTALS =
  `<cac:TaxTotal>${eur('TaxAmount', '24.00')}<cac:TaxSubtotal>${eur('TaxableAmount', '100.00')}${eur('TaxAmount', '24.00')}<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>24.00</cbc:Percent>${scheme}</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>` +
  `<cac:LegalMonetaryTotal>${eur('LineExtensionAmount', '100.00')}${eur('TaxExclusiveAmount', '100.00')}${eur('TaxInclusiveAmount', '124.00')}${eur('PayableAmount', '124.00')}</cac:LegalMonetaryTotal>`;

export function ubl(pieces: UblPieces = {}): string {
  const { kind = 'Invoice', head = '', supplier = '', afterParties = '', totals = TOTALS } = pieces;
  const isCredit = kind === 'CreditNote';
  const { type = isCredit ? '381' : '380' } = pieces;
  const quantity = isCredit ? 'CreditedQuantity' : 'InvoicedQuantity';
  const {
    lines = `<cac:${kind}Line><cbc:ID>1</cbc:ID><cbc:${quantity} unitCode="HUR">2</cbc:${quantity}>${eur('LineExtensionAmount', '100.00')}<cac:Item><cbc:Name>Nõustamine</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>24.00</cbc:Percent>${scheme}</cac:ClassifiedTaxCategory></cac:Item><cac:Price>${eur('PriceAmount', '50')}</cac:Price></cac:${kind}Line>`,
  } = pieces;
  const party = (name: string, code: string, vat: string): string =>
    `<cac:Party><cbc:EndpointID schemeID="0191">${code}</cbc:EndpointID><cac:PostalAddress><cbc:StreetName>Pikk 1</cbc:StreetName><cbc:CityName>Tallinn</cbc:CityName><cbc:PostalZone>10117</cbc:PostalZone><cac:Country><cbc:IdentificationCode>EE</cbc:IdentificationCode></cac:Country></cac:PostalAddress><cac:PartyTaxScheme><cbc:CompanyID>${vat}</cbc:CompanyID>${scheme}</cac:PartyTaxScheme><cac:PartyLegalEntity><cbc:RegistrationName>${name}</cbc:RegistrationName><cbc:CompanyID schemeID="0191">${code}</cbc:CompanyID></cac:PartyLegalEntity></cac:Party>`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?><${kind} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${kind}-2" xmlns:cac="${CAC}" xmlns:cbc="${CBC}">` +
    `<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ID>2026-17</cbc:ID><cbc:IssueDate>2026-10-05</cbc:IssueDate>` +
    `<cbc:${kind}TypeCode>${type}</cbc:${kind}TypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>${head}` +
    `<cac:AccountingSupplierParty>${supplier === '' ? party('Põhjala Müük OÜ', '10256137', 'EE100247019') : supplier}</cac:AccountingSupplierParty>` +
    `<cac:AccountingCustomerParty>${party('Tamme Ost AS', '10137025', 'EE102430772')}</cac:AccountingCustomerParty>${afterParties}` +
    '<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentID>202600017</cbc:PaymentID><cac:PayeeFinancialAccount><cbc:ID>EE382200221020145685</cbc:ID><cac:FinancialInstitutionBranch><cbc:ID>HABAEE2X</cbc:ID></cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount></cac:PaymentMeans>' +
    `${totals}${lines}</${kind}>`
  );
}

/** Every leaf has a text of its own, so that a page that drops one is found out. */
function counted(template: string): string {
  let no = 0;
  return template.replaceAll('?', () => `Q${(no += 1)}Q`);
}

const PARTY =
  '<cbc:EndpointID schemeID="0088">?</cbc:EndpointID><cac:PartyIdentification><cbc:ID schemeID="0160">?</cbc:ID></cac:PartyIdentification><cac:PartyIdentification><cbc:ID>?</cbc:ID></cac:PartyIdentification><cac:PartyName><cbc:Name>?</cbc:Name></cac:PartyName>' +
  '<cac:PostalAddress><cbc:StreetName>?</cbc:StreetName><cbc:AdditionalStreetName>?</cbc:AdditionalStreetName><cbc:CityName>?</cbc:CityName><cbc:PostalZone>?</cbc:PostalZone><cbc:CountrySubentity>?</cbc:CountrySubentity><cac:AddressLine><cbc:Line>?</cbc:Line></cac:AddressLine><cac:Country><cbc:IdentificationCode>?</cbc:IdentificationCode></cac:Country></cac:PostalAddress>' +
  '<cac:PartyTaxScheme><cbc:CompanyID>?</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme><cac:PartyTaxScheme><cbc:CompanyID>?</cbc:CompanyID><cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>' +
  '<cac:PartyLegalEntity><cbc:RegistrationName>?</cbc:RegistrationName><cbc:CompanyID schemeID="0002">?</cbc:CompanyID><cbc:CompanyLegalForm>?</cbc:CompanyLegalForm></cac:PartyLegalEntity><cac:Contact><cbc:Name>?</cbc:Name><cbc:Telephone>?</cbc:Telephone><cbc:ElectronicMail>?</cbc:ElectronicMail></cac:Contact>';
const ADDRESS =
  '<cac:Address><cbc:StreetName>?</cbc:StreetName><cbc:CityName>?</cbc:CityName><cbc:PostalZone>?</cbc:PostalZone><cac:Country><cbc:IdentificationCode>?</cbc:IdentificationCode></cac:Country></cac:Address>';
const allowance = (isCharge: boolean): string =>
  `<cac:AllowanceCharge><cbc:ChargeIndicator>${isCharge}</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>?</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>?</cbc:AllowanceChargeReason><cbc:MultiplierFactorNumeric>?</cbc:MultiplierFactorNumeric><cbc:Amount currencyID="EUR">?</cbc:Amount><cbc:BaseAmount currencyID="EUR">?</cbc:BaseAmount><cac:TaxCategory><cbc:ID>?</cbc:ID><cbc:Percent>?</cbc:Percent>${scheme}</cac:TaxCategory></cac:AllowanceCharge>`;
const reference = (name: string): string => `<cac:${name}><cbc:ID>?</cbc:ID></cac:${name}>`;

export const wholeUbl = (): string =>
  counted(
    `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="${CAC}" xmlns:cbc="${CBC}">` +
      'CustomizationID ProfileID ID IssueDate DueDate InvoiceTypeCode Note Note TaxPointDate DocumentCurrencyCode TaxCurrencyCode AccountingCost BuyerReference'
        .split(' ')
        .map((name) => `<cbc:${name}>?</cbc:${name}>`)
        .join('') +
      '<cac:InvoicePeriod><cbc:StartDate>?</cbc:StartDate><cbc:EndDate>?</cbc:EndDate></cac:InvoicePeriod><cac:OrderReference><cbc:ID>?</cbc:ID><cbc:SalesOrderID>?</cbc:SalesOrderID></cac:OrderReference>' +
      '<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>?</cbc:ID><cbc:IssueDate>?</cbc:IssueDate></cac:InvoiceDocumentReference></cac:BillingReference>' +
      [
        'DespatchDocumentReference',
        'ReceiptDocumentReference',
        'OriginatorDocumentReference',
        'ContractDocumentReference',
        'ProjectReference',
      ]
        .map(reference)
        .join('') +
      '<cac:AdditionalDocumentReference><cbc:ID schemeID="ABZ">?</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>' +
      '<cac:AdditionalDocumentReference><cbc:ID>?</cbc:ID><cbc:DocumentDescription>?</cbc:DocumentDescription><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv" filename="lisa.csv">YTtiCg==</cbc:EmbeddedDocumentBinaryObject><cac:ExternalReference><cbc:URI>?</cbc:URI></cac:ExternalReference></cac:Attachment></cac:AdditionalDocumentReference>' +
      `<cac:AccountingSupplierParty><cac:Party>${PARTY}</cac:Party></cac:AccountingSupplierParty><cac:AccountingCustomerParty><cac:Party>${PARTY}</cac:Party></cac:AccountingCustomerParty>` +
      '<cac:PayeeParty><cac:PartyIdentification><cbc:ID>?</cbc:ID></cac:PartyIdentification><cac:PartyName><cbc:Name>?</cbc:Name></cac:PartyName><cac:PartyLegalEntity><cbc:CompanyID>?</cbc:CompanyID></cac:PartyLegalEntity></cac:PayeeParty>' +
      `<cac:TaxRepresentativeParty><cac:PartyName><cbc:Name>?</cbc:Name></cac:PartyName><cac:PartyTaxScheme><cbc:CompanyID>?</cbc:CompanyID>${scheme}</cac:PartyTaxScheme></cac:TaxRepresentativeParty>` +
      `<cac:Delivery><cbc:ActualDeliveryDate>?</cbc:ActualDeliveryDate><cac:DeliveryLocation><cbc:ID schemeID="0088">?</cbc:ID>${ADDRESS}</cac:DeliveryLocation><cac:DeliveryParty><cac:PartyName><cbc:Name>?</cbc:Name></cac:PartyName></cac:DeliveryParty></cac:Delivery>` +
      '<cac:PaymentMeans><cbc:PaymentMeansCode name="Maksekorraldus">?</cbc:PaymentMeansCode><cbc:PaymentDueDate>?</cbc:PaymentDueDate><cbc:PaymentID>?</cbc:PaymentID><cac:CardAccount><cbc:PrimaryAccountNumberID>?</cbc:PrimaryAccountNumberID><cbc:HolderName>?</cbc:HolderName></cac:CardAccount><cac:PayeeFinancialAccount><cbc:ID>?</cbc:ID><cbc:Name>?</cbc:Name><cac:FinancialInstitutionBranch><cbc:ID>?</cbc:ID></cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount><cac:PaymentMandate><cbc:ID>?</cbc:ID><cac:PayerFinancialAccount><cbc:ID>?</cbc:ID></cac:PayerFinancialAccount></cac:PaymentMandate></cac:PaymentMeans>' +
      `<cac:PaymentTerms><cbc:Note>?</cbc:Note></cac:PaymentTerms>${allowance(false)}${allowance(true)}` +
      `<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">?</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">?</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">?</cbc:TaxAmount><cac:TaxCategory><cbc:ID>?</cbc:ID><cbc:Percent>?</cbc:Percent><cbc:TaxExemptionReasonCode>?</cbc:TaxExemptionReasonCode><cbc:TaxExemptionReason>?</cbc:TaxExemptionReason>${scheme}</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal><cac:TaxTotal><cbc:TaxAmount currencyID="SEK">?</cbc:TaxAmount></cac:TaxTotal>` +
      `<cac:LegalMonetaryTotal>${['LineExtensionAmount', 'TaxExclusiveAmount', 'TaxInclusiveAmount', 'AllowanceTotalAmount', 'ChargeTotalAmount', 'PrepaidAmount', 'PayableRoundingAmount', 'PayableAmount'].map((name) => eur(name, '?')).join('')}</cac:LegalMonetaryTotal>` +
      `<cac:InvoiceLine><cbc:ID>?</cbc:ID><cbc:Note>?</cbc:Note><cbc:InvoicedQuantity unitCode="XYZ">?</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="EUR">?</cbc:LineExtensionAmount><cbc:AccountingCost>?</cbc:AccountingCost><cac:InvoicePeriod><cbc:StartDate>?</cbc:StartDate><cbc:EndDate>?</cbc:EndDate></cac:InvoicePeriod><cac:OrderLineReference><cbc:LineID>?</cbc:LineID></cac:OrderLineReference><cac:DocumentReference><cbc:ID schemeID="AAA">?</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:DocumentReference>${allowance(false)}${allowance(true)}` +
      '<cac:Item><cbc:Description>?</cbc:Description><cbc:Name>?</cbc:Name><cac:BuyersItemIdentification><cbc:ID>?</cbc:ID></cac:BuyersItemIdentification><cac:SellersItemIdentification><cbc:ID>?</cbc:ID></cac:SellersItemIdentification><cac:StandardItemIdentification><cbc:ID schemeID="0160">?</cbc:ID></cac:StandardItemIdentification><cac:OriginCountry><cbc:IdentificationCode>?</cbc:IdentificationCode></cac:OriginCountry><cac:CommodityClassification><cbc:ItemClassificationCode listID="STI">?</cbc:ItemClassificationCode></cac:CommodityClassification>' +
      `<cac:ClassifiedTaxCategory><cbc:ID>?</cbc:ID><cbc:Percent>?</cbc:Percent>${scheme}</cac:ClassifiedTaxCategory><cac:AdditionalItemProperty><cbc:Name>?</cbc:Name><cbc:Value>?</cbc:Value></cac:AdditionalItemProperty></cac:Item>` +
      '<cac:Price><cbc:PriceAmount currencyID="EUR">?</cbc:PriceAmount><cbc:BaseQuantity unitCode="XYZ">?</cbc:BaseQuantity><cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount currencyID="EUR">?</cbc:Amount><cbc:BaseAmount currencyID="EUR">?</cbc:BaseAmount></cac:AllowanceCharge></cac:Price></cac:InvoiceLine></Invoice>',
  );
