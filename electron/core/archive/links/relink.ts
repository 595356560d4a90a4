// Keeps `invoice_link` true after documents came, changed, left or were decided about. Only what hangs together with them by a key is
// looked at again, so that a page costs what it brings, whatever the archive holds.
import type { CompanyRow, Store } from '../store';
import { differences, type Compared } from './differences';
import { linkDocuments, type LinkDocument, type LinkGroup, type LinkVerdict } from './groups';

interface Row extends LinkDocument, Compared {
  readonly leaderId: number | null;
  readonly isHidden: number;
  readonly isGone: number;
}
interface StoredRow extends Omit<Row, 'isScan' | 'key'> {
  readonly isScan: number;
  readonly naturalKey: string;
}
interface Link {
  readonly leaderId: number;
  readonly reason: string;
  readonly differs: number;
  readonly moreWords: string;
}

/** Must run inside a transaction. */
export function relink(store: Store, company: CompanyRow, touched: Iterable<number>): void {
  const { statements } = store;
  // One source alone lists an invoice once: nothing to link, and nothing to pay for it on a first sync.
  if (statements.linkSources.get({ company: company.id }) === undefined) return;
  const [rows, verdicts] = gather(store, company, touched);
  const alive = rows.filter((row) => row.isGone === 0);
  const groups = linkDocuments(alive, sortedVerdicts(verdicts, rows));
  const wanted = new Map<number, Link>();
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const group of groups) for (const [id, link] of linksOf(store, group, byId)) wanted.set(id, link);
  for (const row of rows) save(store, row, wanted.get(row.id) ?? null);
}

/** Everything that shares a key or a decision with the touched ones, and with those, and so on; and who was linked with them. */
function gather(store: Store, company: CompanyRow, touched: Iterable<number>): [Row[], LinkVerdict[]] {
  const { statements } = store;
  const rows = new Map<number, Row>();
  const keys = new Set<string>();
  const verdicts = new Map<string, LinkVerdict>();
  const queue = [...touched];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (rows.has(id)) continue;
    const stored = statements.linkRow.get(id) as StoredRow | undefined;
    if (stored === undefined) continue;
    const row: Row = {
      ...stored,
      isScan: stored.isScan === 1,
      key: `${stored.source} ${stored.naturalKey.toLowerCase()}`,
    };
    rows.set(id, row);
    if (row.leaderId !== null) queue.push(...(statements.linkedWith.all(row.leaderId) as number[]));
    for (const key of [row.matchKey, row.ksefNumber]) {
      if (key === null || keys.has(key)) continue;
      keys.add(key);
      const found = key === row.matchKey ? statements.byMatchKey : statements.byKsefNumber;
      for (const other of found.all(company.id, key) as number[]) queue.push(other);
    }
    for (const { other, verdict } of statements.decisionsOn.all({ id }) as { other: number; verdict: string }[]) {
      const [a, b] = id < other ? [id, other] : [other, id];
      verdicts.set(`${String(a)} ${String(b)}`, { a, b, isSame: verdict === 'same' });
      queue.push(other);
    }
  }
  return [[...rows.values()], [...verdicts.values()]];
}

/** Row numbers differ from archive to archive; the order of decisions must not. */
function sortedVerdicts(verdicts: readonly LinkVerdict[], rows: readonly Row[]): readonly LinkVerdict[] {
  const keyOf = new Map(rows.map((row) => [row.id, row.key]));
  const pair = ({ a, b }: LinkVerdict): string => [keyOf.get(a) ?? '', keyOf.get(b) ?? ''].sort().join('\n');
  return [...verdicts].sort((one, other) => (pair(one) < pair(other) ? -1 : 1));
}

function linksOf(store: Store, group: LinkGroup, byId: ReadonlyMap<number, Row>): [number, Link][] {
  const [leader] = group.members;
  const lead = leader === undefined ? undefined : byId.get(leader.id);
  if (lead === undefined) return [];
  const others = group.members.slice(1).flatMap(({ id }) => byId.get(id) ?? []);
  const reasonOf = (id: number): string => group.reason.get(id) ?? 'number';
  return [
    [lead.id, { leaderId: lead.id, reason: reasonOf(lead.id), differs: 0, moreWords: moreWords(store, lead, others) }],
    ...others.map((row): [number, Link] => [
      row.id,
      { leaderId: lead.id, reason: reasonOf(row.id), differs: differences(lead, row), moreWords: '' },
    ]),
  ];
}

function ownWords(store: Store, id: number): string {
  const { words, more } = store.statements.linkWords.get(id) as { words: string; more: string };
  return more === '' ? words : words.slice(0, words.length - more.length);
}

/** An invoice is found by what any of its sources says. Begins with a space, like every word of the text. */
function moreWords(store: Store, lead: Row, others: readonly Row[]): string {
  const own = new Set(ownWords(store, lead.id).split(' '));
  const more = new Set<string>();
  for (const { id } of others)
    for (const word of ownWords(store, id).split(' ')) if (word !== '' && !own.has(word)) more.add(word);
  return [...more]
    .sort()
    .map((word) => ` ${word}`)
    .join('');
}

function save(store: Store, row: Row, link: Link | null): void {
  const { statements } = store;
  const known = (statements.link.get(row.id) as Link | undefined) ?? null;
  const more = link?.moreWords ?? '';
  if ((known?.moreWords ?? '') !== more) writeWords(store, row.id, more);
  if (link === null) {
    if (known !== null) statements.removeLink.run(row.id);
  } else if (!isSame(known, link))
    statements.saveLink.run(row.id, link.leaderId, link.reason, link.differs, link.moreWords);
  const isHidden = row.isHidden === 1 ? 1 : link === null || link.leaderId === row.id ? 0 : 2;
  if (isHidden !== row.isHidden) statements.markHidden.run(isHidden, row.id);
}

function isSame(known: Link | null, link: Link): boolean {
  return (
    known?.leaderId === link.leaderId &&
    known.reason === link.reason &&
    known.differs === link.differs &&
    known.moreWords === link.moreWords
  );
}

function writeWords(store: Store, id: number, more: string): void {
  const { statements } = store;
  const own = ownWords(store, id);
  statements.changeText.run(own + more, id);
  statements.removeWords.run(id);
  statements.addWords.run(id, (own + more).slice(1));
}
