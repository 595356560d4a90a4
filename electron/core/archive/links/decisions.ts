// What a person decided about two documents, or explained about one: the rows of their records.
import { sourceId, type CompanyRow, type Store } from '../store';
import type { RecordBody } from '../records/recordLine';
import { relink } from './relink';

type DocumentName = RecordBody<'link'>['a'];

/** Must run inside a transaction. */
export function applyLink(store: Store, company: CompanyRow, at: string, { a, b, verdict }: RecordBody<'link'>): void {
  const { statements } = store;
  // By names that stay: row numbers differ from archive to archive.
  const isInOrder = nameOf(a) < nameOf(b);
  const [first, second] = [place(store, company, isInOrder ? a : b), place(store, company, isInOrder ? b : a)];
  const pair = [first.source, first.key, second.source, second.key] as const;
  if (verdict === 'none') statements.removeDecision.run(...pair);
  else statements.saveDecision.run(...pair, verdict, at);
  relink(
    store,
    company,
    [first, second].flatMap(({ id }) => (id === null ? [] : [id])),
  );
}

/** Must run inside a transaction. */
export function applyExplanation(
  store: Store,
  company: CompanyRow,
  at: string,
  { document, about, note }: RecordBody<'explanation'>,
): void {
  const { source, key } = place(store, company, document);
  if (note === null) store.statements.removeExplanation.run(source, key);
  else store.statements.saveExplanation.run(source, key, about, note, at);
}

const nameOf = ({ connection, key }: DocumentName): string => `${connection} ${key.toLowerCase()}`;

interface Place {
  readonly source: number;
  readonly key: string;
  readonly id: number | null;
}

function place(store: Store, company: CompanyRow, { connection, provider, key }: DocumentName): Place {
  const source = sourceId(store, company, connection, provider);
  const row = store.statements.documentId.get(source, key) as { id: number } | undefined;
  return { source, key, id: row?.id ?? null };
}
