import type { z } from 'zod';
import type { InvoiceDetail, InvoiceRow } from '../../../shared/contract/invoices';
import type { ParsedInvoice, Party } from '../../../shared/domain/invoice';
import { fromMinor, toMinor } from '../../../shared/domain/money';
import { hexText, seeded } from './seeded';

const OURS: z.infer<typeof Party> = {
  name: 'Zielona Kuźnia sp. z o.o.',
  taxId: '5265877635',
  country: 'PL',
  address: ['ul. Rzemieślnicza 8', '61-132 Poznań'],
};
const GOODS = [
  'Pręt kwadratowy 20×20 S235, 6 m',
  'Płaskownik 40×8 S235, 6 m',
  'Rura profilowa 50×50×3',
  'Transport na miejsce',
];

function linesOf(net: number, currency: string): z.infer<typeof ParsedInvoice>['lines'] {
  const shares = [0.49, 0.306, 0.189];
  let left = net;
  return GOODS.map((name, index) => {
    const part = index < shares.length ? Math.round(net * (shares[index] ?? 0)) : left;
    left -= part;
    const quantity = [120, 90, 42, 1][index] ?? 1;
    return {
      no: String(index + 1),
      name,
      quantity: String(quantity),
      unit: index === 3 ? 'usł.' : 'szt.',
      price: fromMinor(Math.round(part / quantity), currency),
      priceIsGross: false,
      net: fromMinor(part, currency),
      rate: '23',
      isBefore: false,
    };
  });
}

export function detailOf(row: InvoiceRow, now: Date): z.infer<typeof InvoiceDetail> {
  const random = seeded(row.id);
  const { currency, amount } = row.gross;
  const gross = toMinor(amount, currency) ?? 0;
  const net = Math.round((gross * 100) / 123);
  const other: z.infer<typeof Party> = {
    name: row.counterparty,
    ...(row.counterpartyTaxId === undefined ? {} : { taxId: row.counterpartyTaxId }),
    country: 'PL',
    address: ['ul. Hutnicza 14', '54-139 Wrocław'],
  };
  const [seller, buyer] = row.direction === 'sale' ? [OURS, other] : [other, OURS];
  const sha256 = hexText(random, 64);
  const remote = `${seller.taxId ?? '0000000000'}-${row.issueDate.replaceAll('-', '')}-${hexText(random, 12).toUpperCase()}-95`;
  const due = new Date(Date.parse(row.issueDate) + 14 * 86_400_000).toISOString().slice(0, 10);
  const storedAt = new Date(Math.min(now.getTime(), Date.parse(row.issueDate) + 58_800_000)).toISOString();
  const versions = Array.from({ length: row.versionCount }, (_, index) => ({
    no: row.versionCount - index,
    storedAt,
    sha256: index === 0 ? sha256 : hexText(random, 64),
    bytes: 8214 - index * 120,
    isDeleted: index === 0 && row.isDeleted,
  }));
  return {
    row,
    invoice: {
      format: 'fa3',
      number: row.number,
      kind: row.kind,
      issueDate: row.issueDate,
      currency,
      seller,
      buyer,
      otherParties: [],
      lines: linesOf(net, currency),
      rates: [{ rate: '23', net: fromMinor(net, currency), vat: fromMinor(gross - net, currency) }],
      net: fromMinor(net, currency),
      vat: fromMinor(gross - net, currency),
      gross: amount,
      correctedNumbers: row.kind === 'correction' ? [{ number: row.number.replace('KOR/', '') }] : [],
      ...(row.kind === 'correction' ? { correctionReason: 'Zwrot części towaru' } : {}),
      payment: {
        paid: false,
        dueOn: [due],
        method: 'transfer',
        accounts: [{ number: '61109024020000000144712086', bank: 'Bank Przykładowy S.A.' }],
      },
      notes: [{ label: 'BDO', text: '000123456' }],
      hasAttachment: false,
      findings: row.needsLook
        ? [
            {
              key: 'format.finding.sum_differs',
              params: { gross: amount, sum: fromMinor(gross - 2, currency), currency },
            },
          ]
        : [],
    },
    remoteNumber: remote,
    receivedAt: storedAt,
    sha256,
    isUnchanged: true,
    bytes: 8214,
    mediaType: 'application/xml',
    others: [],
    versions,
    checkLink: `https://qr.example/invoice/${seller.taxId ?? ''}/${row.issueDate}/${sha256.slice(0, 43)}`,
    bundledIn: row.issueDate < now.toISOString().slice(0, 7) ? [{ month: row.issueDate.slice(0, 7), revision: 1 }] : [],
  };
}

export function originalOf(row: InvoiceRow): { text: string; fileName: string } {
  const line = (index: number): string =>
    `    <FaWiersz>\n      <NrWierszaFa>${index}</NrWierszaFa>\n      <P_7>Pręt kwadratowy 20×20 S235, 6 m</P_7>\n    </FaWiersz>`;
  return {
    fileName: `${row.number.replaceAll('/', '_')}.xml`,
    text: [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/">',
      '  <Fa>',
      `    <P_2>${row.number}</P_2>`,
      `    <P_1>${row.issueDate}</P_1>`,
      ...Array.from({ length: 40 }, (_, index) => line(index + 1)),
      '  </Fa>',
      '</Faktura>',
    ].join('\n'),
  };
}
