import type { InvoicePaper, InvoiceRow } from '../../../shared/contract/invoices';
import type { ViewField, ViewParty, ViewValue } from '../../../shared/domain/invoiceView';
import { detailOf } from './detail';

/** The page of a made-up invoice, in the words of the Ministry's structure. */
export function paperOf(row: InvoiceRow, now: Date): InvoicePaper {
  const { invoice, sha256, remoteNumber, checkLink } = detailOf(row, now);
  if (!invoice) throw new Error('every made-up invoice can be read');
  const { currency } = invoice;
  const money = (text: string): ViewValue => ({ kind: 'money', text, currency });
  const text = (value: string): ViewValue => ({ kind: 'text', text: value });
  const field = (name: string, value: ViewValue): ViewField => ({ label: { key: `fa.field.${name}` }, value });
  const party = (role: string, { name, taxId = '', address }: typeof invoice.seller): ViewParty => ({
    role: { key: `fa.section.${role}` },
    place: 'main',
    name,
    address,
    fields: [field('NIP', { kind: 'taxId', text: taxId })],
  });
  const column = (name: string, isEnd = true, isWide = false) => ({
    label: { key: `fa.field.${name}` },
    align: isEnd ? ('end' as const) : ('start' as const),
    isWide,
  });
  const [account] = invoice.payment.accounts;
  return {
    fileName: `${row.number.replaceAll('/', '_')}.xml`,
    sha256,
    ...(remoteNumber === undefined ? {} : { remoteNumber }),
    ...(checkLink === undefined ? {} : { checkLink }),
    view: {
      format: 'fa3',
      title: { key: invoice.kind === 'correction' ? 'fa.code.kind.KOR' : 'fa.code.kind.VAT' },
      number: invoice.number,
      currency,
      issueDate: invoice.issueDate,
      head: [field('P_1', { kind: 'date', text: invoice.issueDate }), field('KodWaluty', text(currency))],
      parties: [party('seller', invoice.seller), party('buyer', invoice.buyer)],
      blocks: [
        {
          type: 'table',
          id: 'lines',
          title: { key: 'fa.section.lines' },
          columns: [
            column('NrWierszaFa', false),
            column('P_7', false, true),
            column('P_8B'),
            column('P_9A'),
            column('P_11'),
          ],
          rows: invoice.lines.map((line) => ({
            cells: [
              text(line.no),
              text(line.name),
              { kind: 'number', text: line.quantity ?? '' },
              money(line.price ?? ''),
              money(line.net ?? ''),
            ],
            details: [],
            state: 'plain' as const,
          })),
        },
        {
          type: 'fields',
          id: 'account_RachunekBankowy',
          title: { key: 'fa.section.account_RachunekBankowy' },
          groups: [{ fields: [field('NrRB', { kind: 'account', text: account?.number ?? '' })] }],
        },
      ],
      totals: [field('P_15', money(invoice.gross))],
      quiet: [],
      rest: [],
    },
  };
}
