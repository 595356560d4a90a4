// E-arve documents of our own, for every test that must not depend on the reference folder.

export interface EarvePieces {
  readonly head?: string;
  readonly header?: string;
  readonly attributes?: string;
  readonly seller?: string;
  readonly buyer?: string;
  readonly type?: string;
  readonly information?: string;
  readonly sums?: string;
  readonly items?: string;
  readonly additional?: string;
  readonly payment?: string;
  readonly footer?: string;
}

const SUMS =
  '<InvoiceSum>100.00</InvoiceSum><VAT vatId="TAX"><SumBeforeVAT>100.00</SumBeforeVAT><VATRate>24.00</VATRate><VATSum>24.00</VATSum></VAT>' +
  '<TotalVATSum>24.00</TotalVATSum><TotalSum>124.00</TotalSum><Currency>EUR</Currency>';
const ITEM =
  '<ItemEntry><RowNo>1</RowNo><Description>Nõustamine</Description><ItemDetailInfo><ItemUnit>h</ItemUnit><ItemAmount>2</ItemAmount>' +
  '<ItemPrice>50</ItemPrice></ItemDetailInfo><ItemSum>100.00</ItemSum><VAT vatId="TAX"><VATRate>24.00</VATRate><VATSum>24.00</VATSum></VAT>' +
  '<ItemTotal>124.00</ItemTotal></ItemEntry>';

/** One `Invoice`. */
export function earveInvoice(pieces: EarvePieces = {}): string {
  const {
    attributes = ' invoiceId="1" regNumber="10137025" sellerRegnumber="10256137"',
    seller = '<Name>Põhjala Müük OÜ</Name><RegNumber>10256137</RegNumber><VATRegNumber>EE100247019</VATRegNumber>',
    buyer = '<Name>Tamme Ost AS</Name><RegNumber>10137025</RegNumber>',
    type = '<Type type="DEB"/>',
    information = '<DocumentName>Arve</DocumentName><InvoiceNumber>2026-17</InvoiceNumber><InvoiceDate>2026-10-05</InvoiceDate><DueDate>2026-10-19</DueDate>',
    sums = SUMS,
    items = `<InvoiceItem><InvoiceItemGroup>${ITEM}</InvoiceItemGroup></InvoiceItem>`,
    additional = '',
    payment = '<Currency>EUR</Currency><PaymentRefId>202600017</PaymentRefId><Payable>YES</Payable><PaymentTotalSum>124.00</PaymentTotalSum><PayerName>Tamme Ost AS</PayerName><PaymentId>2026-17</PaymentId><PayToAccount>EE382200221020145685</PayToAccount><PayToName>Põhjala Müük OÜ</PayToName>',
  } = pieces;
  return (
    `<Invoice${attributes}><InvoiceParties><SellerParty>${seller}</SellerParty><BuyerParty>${buyer}</BuyerParty></InvoiceParties>` +
    `<InvoiceInformation>${type}${information}</InvoiceInformation><InvoiceSumGroup>${sums}</InvoiceSumGroup>${items}${additional}` +
    `<PaymentInfo>${payment}</PaymentInfo></Invoice>`
  );
}

export function earveFile(invoices: readonly string[], pieces: EarvePieces = {}): string {
  const {
    head = '<?xml version="1.0" encoding="UTF-8"?><E_Invoice>',
    header = '<Date>2026-10-05</Date><FileId>F1</FileId><Version>1.2</Version>',
    footer = `<Footer><TotalNumberInvoices>${invoices.length}</TotalNumberInvoices><TotalAmount>${124 * invoices.length}.00</TotalAmount></Footer>`,
  } = pieces;
  return `${head}<Header>${header}</Header>${invoices.join('')}${footer}</E_Invoice>`;
}

export const earve = (pieces: EarvePieces = {}): string => earveFile([earveInvoice(pieces)], pieces);
