// FA_RR(1) as a page: issued by the buyer for a flat-rate farmer, whose rates are refunds.
import type { InvoiceView, TableBlock, ViewRow } from '../../../../../shared/domain/invoiceView';
import type { XmlElement } from '../../xml/xmlElement';
import { advanceBlocks, correctionBlocks } from './correction';
import { rrLines } from './lines';
import { viewParties } from './parties';
import { paymentBlocks, settlementBlocks, settlementTotals } from './payment';
import type { ViewReader } from './reader';
import { sectionTitle } from './tables';
import { footerBlocks, remarkBlocks } from './terms';
import { firstOf, lastOf, readerOf } from './viewFa';

export function viewRr(root: XmlElement, format: string): InvoiceView {
  const body = root.child('FakturaRR') ?? root;
  const reader = readerOf('rr', body);
  const kind = reader.text(body, 'RodzajFaktury');
  // KSeF's numbers and links name the seller, who is the farmer here (dossier ksef §5.8; not confirmed for RR).
  const first = firstOf(reader, root, {
    kind,
    number: reader.text(body, 'P_4C'),
    issueDate: body.child('P_4B')?.token,
  });
  const head = reader.fields(body, ['P_4B', 'P_1M', 'P_4A', 'KodWaluty']);
  const parties = viewParties(reader, root, body);
  const blocks = [
    ...correctionBlocks(reader, body),
    ...rrLines(reader, body),
    ...refundSums(reader, body),
    ...settlementBlocks(reader, body),
  ];
  const totals = [...reader.fields(body, ['P_12_2', 'P_12_1']), ...settlementTotals(reader, body)];
  const after = [
    ...advanceBlocks(reader, body),
    ...paymentBlocks(reader, body),
    ...remarkBlocks(reader, body),
    ...footerBlocks(reader, root),
  ];
  return { format, ...first, head, parties, blocks: [...blocks, ...after], totals, ...lastOf(reader, root) };
}

/** Value, refund and total; a second row in złoty when the invoice is in another currency. */
function refundSums(reader: ViewReader, body: XmlElement): TableBlock[] {
  const own: ViewRow = {
    cells: [
      { kind: 'text', text: reader.currency ?? '' },
      reader.cell(body, 'P_11_1'),
      reader.cell(body, 'P_11_2'),
      null,
    ],
    details: [],
    state: 'plain',
  };
  const inPln: ViewRow = {
    cells: [
      { kind: 'text', text: 'PLN' },
      reader.cell(body, 'P_11_1W', 'PLN'),
      reader.cell(body, 'P_11_2W', 'PLN'),
      reader.cell(body, 'P_12_1W', 'PLN'),
    ],
    details: [],
    state: 'plain',
  };
  const rows = [own, inPln].filter((row) => row.cells.slice(1).some((cell) => cell !== null));
  if (rows.length === 0) return [];
  const isForeign = rows.some((row) => row.cells[3] !== null);
  const end = (name: string) => ({ label: reader.label(name), align: 'end' as const, isWide: false });
  const columns = [
    { label: reader.label('KodWaluty'), align: 'start' as const, isWide: true },
    end('P_11_1'),
    end('P_11_2'),
    ...(isForeign ? [end('P_12_1')] : []),
  ];
  return [
    {
      type: 'table',
      id: 'rates',
      title: sectionTitle('refund'),
      columns,
      rows: rows.map((row) => ({ ...row, cells: row.cells.slice(0, columns.length) })),
    },
  ];
}
