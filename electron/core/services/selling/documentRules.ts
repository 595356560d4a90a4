// The rules before an invoice is confirmed. What was written here is checked once more as it was written, by today's date; of every other
// document its reader tells what it notices, and the bytes of a Polish one are held against what KSeF refuses unseen.
import type { Finding } from '../../../../shared/contract/sending';
import type { SalesFinding } from '../../../../shared/domain/salesInvoice';
import type { SalesDraft } from '../../../../shared/contract/selling';
import { checkDocument } from '../../formats/fa/write/checkDocument';
import { formatFor } from '../../formats/registry';
import type { ValidateBeforeSend } from '../sending/findings';
import { SALE_FORMATS, todayOf } from './saleFormats';

export function documentRules(parts: {
  readonly draftOf: (outboxId: string) => Promise<SalesDraft | null>;
  readonly now: () => number;
}): ValidateBeforeSend {
  return async ({ id, bytes, format }) => {
    const noticed = formatFor(bytes)?.parse(bytes).findings ?? [];
    const read = noticed.map(({ key, params }): Finding => ({ key, params, level: 'warns' }));
    const refused = format.startsWith('fa') ? checkDocument(bytes).map(spoken) : [];
    const draft = await parts.draftOf(id);
    const rules = SALE_FORMATS.find(({ id: known }) => known === format);
    const written =
      draft === null || rules === undefined
        ? []
        : rules.check(draft.invoice, { today: todayOf(rules, parts.now()) }).map(spoken);
    return [...refused, ...written, ...read];
  };
}

/** The first of a finding's three texts stands for it where there is one line. */
const spoken = ({ key, params, path, level }: SalesFinding): Finding => ({
  key: `${key}.what`,
  params,
  level: level === 'stop' ? 'blocks' : 'warns',
  ...(path === '' ? {} : { field: path }),
});
