// The rules before an invoice is confirmed. What was written here is checked once more as it was written, by today's date; of every other
// document its reader tells what it notices, and its bytes are held against what KSeF refuses unseen.
import type { Finding } from '../../../../shared/contract/sending';
import type { SalesFinding } from '../../../../shared/domain/salesInvoice';
import type { SalesDraft } from '../../../../shared/contract/selling';
import { checkDocument } from '../../formats/fa/write/checkDocument';
import { checkFa3 } from '../../formats/fa/write/prepareFa';
import { formatFor } from '../../formats/registry';
import type { ValidateBeforeSend } from '../sending/findings';

export function faRules(parts: {
  readonly draftOf: (outboxId: string) => Promise<SalesDraft | null>;
  /** The day in Warsaw. */
  readonly today: () => string;
}): ValidateBeforeSend {
  return async ({ id, bytes, format }) => {
    const noticed = formatFor(bytes)?.parse(bytes).findings ?? [];
    const read = noticed.map(({ key, params }): Finding => ({ key, params, level: 'warns' }));
    const refused = checkDocument(bytes).map(spoken);
    const draft = await parts.draftOf(id);
    const order = { today: parts.today() };
    const written = draft === null || format !== 'fa3' ? [] : checkFa3(draft.invoice, order).map(spoken);
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
