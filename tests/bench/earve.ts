// E-arve documents for measuring: about 10 kB, or with a file inside that is as large as wished. The same number gives the same document.
import { earve } from '../support/earveDocuments';

const GOODS = ['Röstitud kohv „Õhtu“, 1 kg', 'Kohviveski hooldus', 'Kohvifiltrid, 100 tk', 'Nõustamine', 'Transport'];
const ROWS = 22;

function item(no: number, row: number): string {
  const cents = 1000 + ((no * 37 + row * 101) % 90_000);
  const sum = (cents / 100).toFixed(2);
  return (
    `<ItemEntry><RowNo>${String(row)}</RowNo><SellerProductId>A-${String((no + row) % 999)}</SellerProductId>` +
    `<Description>${GOODS[(no + row) % GOODS.length] ?? ''} ${String(no)}</Description><ItemDetailInfo><ItemUnit>tk</ItemUnit>` +
    `<ItemAmount>1</ItemAmount><ItemPrice>${sum}</ItemPrice></ItemDetailInfo><ItemSum>${sum}</ItemSum>` +
    `<VAT vatId="TAX"><VATRate>24.00</VATRate><VATSum>0.00</VATSum></VAT><ItemTotal>${sum}</ItemTotal></ItemEntry>`
  );
}

export function earveDocument(no: number, enclosed?: Buffer): Buffer {
  const day = `2026-${String(1 + (no % 12)).padStart(2, '0')}-${String(1 + (no % 28)).padStart(2, '0')}`;
  const rows = Array.from({ length: ROWS }, (_, row) => item(no, row + 1)).join('');
  const file =
    enclosed === undefined
      ? ''
      : `<AttachmentFile><FileName>arve.pdf</FileName><FileBase64>${enclosed.toString('base64')}</FileBase64></AttachmentFile>`;
  const information = `<DocumentName>Arve</DocumentName><InvoiceNumber>2026-${String(no)}</InvoiceNumber><InvoiceDate>${day}</InvoiceDate>`;
  const items = `<InvoiceItem><InvoiceItemGroup>${rows}</InvoiceItemGroup></InvoiceItem>`;
  return Buffer.from(earve({ information, items, additional: file }));
}
