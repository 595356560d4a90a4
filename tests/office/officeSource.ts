// A source without a service: three invoices a month, each there from its day on. Whoever asks on the same day is told the same.

import { defineProvider, type PullInvoices } from '../../electron/core/providers/sdk/defineProvider';
import type { PageItem } from '../../electron/core/providers/sdk/pages';

const SINCE = '2025-12';
const DAYS = ['05', '15', '25'] as const;

/** Days of invoices up to an instant, oldest first. */
function daysUntil(nowMs: number): string[] {
  const now = new Date(nowMs).toISOString().slice(0, 10);
  const found: string[] = [];
  for (let month = SINCE; month <= now.slice(0, 7); month = after(month))
    found.push(...DAYS.map((day) => `${month}-${day}`).filter((day) => day <= now));
  return found;
}

function after(month: string): string {
  const [year = 0, no = 0] = month.split('-').map(Number);
  return no === 12 ? `${String(year + 1)}-01` : `${String(year)}-${String(no + 1).padStart(2, '0')}`;
}

const itemOf = (day: string): PageItem => ({
  naturalKey: day,
  fileName: `${day}.txt`,
  mediaType: 'text/plain',
  content: { base64: Buffer.from(`Invoice of ${day}`).toString('base64') },
  remote: { day },
  facts: { number: `F/${day}`, issueDate: day, currency: 'PLN', gross: '123.00', seller: { name: 'Papiernia' } },
});

const pull: PullInvoices = async function* (ctx, { checkpoints }) {
  const from = checkpoints.get('all') ?? '';
  const items = daysUntil(ctx.clock.now())
    .filter((day) => day > from)
    .map(itemOf);
  const last = items.at(-1);
  if (!last) return;
  await Promise.resolve();
  yield {
    content: { kind: 'items', items },
    parserId: 'auto',
    meta: {},
    direction: 'purchase',
    checkpoint: { stream: 'all', value: last.naturalKey },
  };
};

const texts = { 'tile.reads': 'Documents', 'verify.signed_in': 'Signed in', 'field.tax_id.label': 'Tax id' };

export const officeSource = defineProvider({
  id: 'office_source',
  name: 'Office source',
  letters: 'OS',
  countries: ['*'],
  fields: [{ id: 'tax_id', kind: 'text', store: 'settings', required: true, advanced: false, multiline: false }],
  guideSteps: 1,
  verifySteps: ['signed_in'],
  limits: { parallel: 1, timeoutMs: 30_000, groups: {}, shown: [] },
  hosts: [],
  texts: { en: texts, pl: texts, de: texts, et: texts },
  verify: () =>
    Promise.resolve((ctx) => {
      const taxId = String(ctx.connection.settings['tax_id']);
      const company = { name: `Firma ${taxId}`, taxId };
      return Promise.resolve({ identity: taxId, suggestedTitle: `Office ${taxId}`, company });
    }),
  invoices: { pull: () => Promise.resolve(pull) },
  simulator: () => Promise.reject(new Error('none')),
  demoValues: { tax_id: '5265877635' },
});
