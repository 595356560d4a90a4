// Invoices of invented Estonian suppliers, as E-arve XML 1.11. Same number, same invoice.
import { createHash } from 'node:crypto';
import { pdfOf } from '../../simulatorKit';

interface Supplier {
  readonly name: string;
  readonly code: string;
  readonly vat: string;
  readonly account: string;
  readonly city: string;
  readonly wares: readonly (readonly [name: string, unit: string, cents: number, rate: number])[];
}

const SUPPLIERS: readonly Supplier[] = [
  {
    name: 'Põhjala Kohviröst OÜ',
    code: '11223341',
    vat: 'EE100931558',
    account: 'EE382200221020145685',
    city: 'Tallinn',
    wares: [
      ['Röstitud kohv „Õhtu“, 1 kg', 'kg', 1890, 24],
      ['Kohviveski hooldus', 'tk', 4500, 24],
      ['Kohvifiltrid, 100 tk', 'pk', 340, 24],
    ],
  },
  {
    name: 'Järve Raamat AS',
    code: '10445565',
    vat: 'EE100594102',
    account: 'EE447700771006016961',
    city: 'Tartu',
    wares: [
      ['Käsiraamat „Väikeettevõtte raamatupidamine“', 'tk', 3290, 9],
      ['Ajakirja aastatellimus', 'tk', 8900, 9],
    ],
  },
  {
    name: 'Saare Majutus & Köök OÜ',
    code: '12998877',
    vat: 'EE102430772',
    account: 'EE231010220000000001',
    city: 'Kuressaare',
    wares: [
      ['Majutus, kaheinimesetuba', 'öö', 9400, 13],
      ['Hommikusöök', 'tk', 1250, 24],
    ],
  },
  {
    name: 'Virumaa Veod ja Žest OÜ',
    code: '14001233',
    vat: 'EE100247019',
    account: 'EE382200221020145685',
    city: 'Rakvere',
    wares: [
      ['Kaubavedu Rakvere–Tallinn', 'km', 95, 24],
      ['Kaubavedu Tallinn–Riia', 'km', 110, 0],
    ],
  },
];

/** The documentation's name for one: seven letters and digits, capitals and small letters apart. */
export function idOf(seed: number, kind: string, n: number): string {
  const digest = createHash('sha256')
    .update(`${String(seed)}/${kind}/${String(n)}`)
    .digest('base64');
  return digest.replaceAll(/[^0-9A-Za-z]/g, '').slice(0, 7);
}

export interface InvoiceOrder {
  readonly n: number;
  readonly buyer: { readonly code: string; readonly name: string };
  /** Milliseconds: issued some days before. */
  readonly nowMs: number;
  readonly seller?: { readonly code: string; readonly name: string };
  /** Bytes of a file that is enclosed. */
  readonly enclosed?: number;
}

export function invoiceXml({ n, buyer, nowMs, seller, enclosed = n % 7 === 3 ? 550 : 0 }: InvoiceOrder): Buffer {
  const supplier = { ...pick(SUPPLIERS, n), ...seller };
  const isCredit = n % 10 === 6;
  const sign = isCredit ? -1 : 1;
  const issued = dayOf(nowMs - (n + 1) * 2 * 86_400_000);
  const due = dayOf(Date.parse(issued) + 14 * 86_400_000);
  const number = `${issued.slice(0, 4)}-${String(1000 + n)}`;
  const lines = pick([1, 2, 3], n);
  const items = Array.from({ length: lines }, (_, at) => {
    const [name, unit, cents, rate] = pick(supplier.wares, n + at);
    const amount = sign * (1 + ((n + at * 3) % 9));
    const net = amount * cents;
    return { name, unit, cents, rate, amount, net, vat: Math.round((net * rate) / 100) };
  });
  const rates = [...new Set(items.map(({ rate }) => rate))].map((rate) => {
    const own = items.filter((item) => item.rate === rate);
    return { rate, net: sum(own.map(({ net }) => net)), vat: sum(own.map(({ vat }) => vat)) };
  });
  const [net, vat] = [sum(rates.map((row) => row.net)), sum(rates.map((row) => row.vat))];
  const gross = net + vat;
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<E_Invoice>
  <Header><Date>${issued}</Date><FileId>${number}</FileId><Version>1.11</Version></Header>
  <Invoice invoiceId="${number}" regNumber="${xml(buyer.code)}" sellerRegnumber="${xml(supplier.code)}" languageId="et">
    <InvoiceParties>
      <SellerParty><Name>${xml(supplier.name)}</Name><RegNumber>${xml(supplier.code)}</RegNumber><VATRegNumber>${supplier.vat}</VATRegNumber><ContactData><LegalAddress><PostalAddress1>Pikk 1</PostalAddress1><City>${supplier.city}</City><PostalCode>10123</PostalCode><Country>Eesti</Country></LegalAddress></ContactData></SellerParty>
      <BuyerParty><Name>${xml(buyer.name)}</Name><RegNumber>${xml(buyer.code)}</RegNumber></BuyerParty>
    </InvoiceParties>
    <InvoiceInformation>
      <Type type="${isCredit ? 'CRE' : 'DEB'}"/><DocumentName>${isCredit ? 'Kreeditarve' : 'Arve'}</DocumentName><InvoiceNumber>${number}</InvoiceNumber><InvoiceDate>${issued}</InvoiceDate><DueDate>${due}</DueDate>
    </InvoiceInformation>
    <InvoiceSumGroup><InvoiceSum>${money(net)}</InvoiceSum>${rates
      .map(
        (row) =>
          `<VAT vatId="${row.rate === 0 ? 'TAXEX' : 'TAX'}"><SumBeforeVAT>${money(row.net)}</SumBeforeVAT><VATRate>${String(row.rate)}</VATRate><VATSum>${money(row.vat)}</VATSum><Currency>EUR</Currency></VAT>`,
      )
      .join(
        '',
      )}<TotalVATSum>${money(vat)}</TotalVATSum><TotalSum>${money(gross)}</TotalSum><Currency>EUR</Currency></InvoiceSumGroup>
    <InvoiceItem><InvoiceItemGroup>
${items
  .map(
    (item, at) =>
      `      <ItemEntry><RowNo>${String(at + 1)}</RowNo><Description>${xml(item.name)}</Description><ItemDetailInfo><ItemUnit>${item.unit}</ItemUnit><ItemAmount>${String(item.amount)}</ItemAmount><ItemPrice>${money(item.cents)}</ItemPrice></ItemDetailInfo><ItemSum>${money(item.net)}</ItemSum><VAT><SumBeforeVAT>${money(item.net)}</SumBeforeVAT><VATRate>${String(item.rate)}</VATRate><VATSum>${money(item.vat)}</VATSum></VAT><ItemTotal>${money(item.net + item.vat)}</ItemTotal></ItemEntry>`,
  )
  .join('\n')}
    </InvoiceItemGroup></InvoiceItem>${enclosed > 0 ? enclosure(number, enclosed) : ''}
    <PaymentInfo><Currency>EUR</Currency><PaymentRefId>${reference(n)}</PaymentRefId><PaymentDescription>Arve ${number}</PaymentDescription><Payable>${isCredit ? 'NO' : 'YES'}</Payable><PayDueDate>${due}</PayDueDate><PaymentTotalSum>${isCredit ? '0.00' : money(gross)}</PaymentTotalSum><PayerName>${xml(buyer.name)}</PayerName><PaymentId>${number}</PaymentId><PayToAccount>${supplier.account}</PayToAccount><PayToName>${xml(supplier.name)}</PayToName></PaymentInfo>
  </Invoice>
  <Footer><TotalNumberInvoices>1</TotalNumberInvoices><TotalAmount>${money(gross)}</TotalAmount></Footer>
</E_Invoice>
`;
  return Buffer.from(text, 'utf8');
}

function enclosure(number: string, bytes: number): string {
  const head = pdfOf(number).toString('latin1');
  const file = Buffer.from(head.padEnd(bytes, '\n'), 'latin1');
  return `
    <AttachmentFile><FileName>${number}.pdf</FileName><FileBase64>${file.toString('base64')}</FileBase64><FileSize>${String(file.length)}</FileSize></AttachmentFile>`;
}

/** With its check digit by 7-3-1. */
function reference(n: number): string {
  const body = String(20_260_000 + n);
  const total = sum(
    body
      .split('')
      .reverse()
      .map((digit, at) => Number(digit) * pick([7, 3, 1], at)),
  );
  return body + String((10 - (total % 10)) % 10);
}

const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const money = (cents: number): string =>
  `${cents < 0 ? '-' : ''}${String(Math.floor(Math.abs(cents) / 100))}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
function pick<T>(from: readonly T[], at: number): T {
  const found = from[at % from.length];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}
