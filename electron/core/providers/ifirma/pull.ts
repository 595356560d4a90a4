// Sales, each with its document. Costs the API does not give (dossier §1.2).
import type { DatedList } from '../sdk/datedPages';
import { pullDated } from '../sdk/datedPull';
import { present } from '../../../../shared/lib/present';
import type { PullInvoices } from '../sdk/defineProvider';
import type { PageItem, RemoteFacts } from '../sdk/pages';
import { isKnownKind, openApi, PAGE_SIZE, type Api, type IfirmaRow } from './api';
import { ifirmaBuyer, ifirmaKsefNumber } from './format';

const PREFIX = 'sale-';

export const pullInvoices: PullInvoices = async function* (ctx, request) {
  ctx.log.info('log.no_costs');
  yield* pullDated(ctx, request, salesList(openApi(ctx)));
};

function salesList(api: Api): DatedList<IfirmaRow> {
  return {
    id: 'sale',
    side: 'sale',
    parserId: 'ifirma',
    pageSize: PAGE_SIZE,
    keyPrefix: PREFIX,
    fetch: (from, to, page) => api.list({ from, to, page }),
    detail: async (listed) => {
      const row = await api.withDocument(listed);
      // The KSeF number comes later, and leaves no trace in the list; neither does a key for bills that was missing so far.
      const isWhole = row.document === null ? !isKnownKind(row.id) : ifirmaKsefNumber(row.document) !== undefined;
      return { row, isWhole };
    },
    one: (id) => api.one(id),
    item: itemOf,
  };
}

function itemOf({ id, date, text, row, document }: IfirmaRow): PageItem | null {
  // An offer.
  if (/proforma/.test(id) || /proforma/.test(row.text('Rodzaj') ?? '')) return null;
  const [kind = '', number = ''] = id.split('-');
  const told = document ?? row;
  const facts: { [K in keyof RemoteFacts]: RemoteFacts[K] | undefined } = {
    remoteNumber: ifirmaKsefNumber(told) ?? number,
    number: row.text('PelnyNumer') ?? told.text('PelnyNumer'),
    issueDate: date ?? undefined,
    currency: row.currency('Waluta'),
    gross: row.decimal('Brutto'),
    buyer: ifirmaBuyer(row, told),
  };
  return {
    naturalKey: PREFIX + id,
    fileName: `ifirma-${kind}-${number}.json`,
    mediaType: 'application/json',
    content: { base64: Buffer.from(text, 'utf8').toString('base64') },
    remote: { id: number, kind: row.text('Rodzaj') ?? kind },
    facts: present(facts),
  };
}
