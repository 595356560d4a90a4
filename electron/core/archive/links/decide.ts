// A person's decisions, written as records of the company's chain. Rows know documents by number, records by name.
import { Failure } from '../../../../shared/errors';
import { saveRecord } from '../records/saveRecord';
import { knownCompany, type CompanyRow, type Store } from '../store';
import type { LinkWord } from '../reconcile/calls';
import type { ArchiveWriter } from '../types';

type DecideOrder = Parameters<ArchiveWriter['decideLink']>[0];
type ExplainOrder = Parameters<ArchiveWriter['explain']>[0];

interface Named {
  readonly connection: string;
  readonly provider: string;
  readonly key: string;
}

export function decideLink(store: Store, { companyId, a, b, verdict, at }: DecideOrder): LinkWord {
  const company = knownCompany(store, companyId);
  if (a === b) throw new Failure({ kind: 'user_input', key: 'archive.unknown_invoice' });
  const [one, other] = [nameOf(store, company, a), nameOf(store, company, b)];
  const found = store.statements.decisionsOn.all({ ids: JSON.stringify([a]) }) as {
    other: number;
    verdict: LinkWord;
  }[];
  const before = found.find((decision) => decision.other === b)?.verdict ?? 'none';
  if (before !== verdict) saveRecord(store, companyId, { kind: 'link', at, body: { a: one, b: other, verdict } });
  return before;
}

export function explain(
  store: Store,
  { companyId, id, about, note, at }: ExplainOrder,
): { readonly about: string; readonly note: string } | null {
  const document = nameOf(store, knownCompany(store, companyId), id);
  const before = (store.statements.explanationOf.get(id) as { about: string; note: string } | undefined) ?? null;
  const isSame = note === null ? before === null : before?.about === about && before.note === note;
  if (!isSame) saveRecord(store, companyId, { kind: 'explanation', at, body: { document, about, note } });
  return before;
}

function nameOf(store: Store, company: CompanyRow, id: number): Named {
  const named = store.statements.documentName.get(id, company.id) as Named | undefined;
  if (named === undefined) throw new Failure({ kind: 'user_input', key: 'archive.unknown_invoice' });
  return named;
}
