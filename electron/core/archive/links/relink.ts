// Keeps `invoice_link` true after documents came, changed, left or were decided about. Only what hangs together with them by a key is
// looked at again, so that a page costs what it brings, whatever the archive holds.
import type { CompanyRow, Store } from '../store';
import { differences } from './differences';
import { gather, type LinkedRow } from './gather';
import { linkDocuments, type LinkGroup, type LinkVerdict } from './groups';

interface Link {
  readonly leaderId: number;
  readonly reason: string;
  readonly differs: number;
  readonly moreWords: string;
}

/** Groups whose words are in memory at once. */
const SLICE = 250;

/** Must run inside a transaction. */
export function relink(store: Store, company: CompanyRow, touched: Iterable<number>): void {
  // One source alone lists an invoice once: nothing to link, and nothing to pay for it on a first sync.
  if (store.statements.linkSources.get({ company: company.id }) === undefined) return;
  const { rows, verdicts } = gather(store, company, touched);
  const alive = [...rows.values()].filter((row) => row.isGone === 0);
  const groups = linkDocuments(alive, sortedVerdicts(verdicts, rows));
  const linked = new Set<number>();
  for (let from = 0; from < groups.length; from += SLICE) {
    const slice = groups.slice(from, from + SLICE);
    const words = wordsOf(store, slice);
    for (const group of slice)
      for (const [row, link] of linksOf(group, rows, words)) {
        linked.add(row.id);
        save(store, row, link, words);
      }
  }
  for (const row of rows.values()) if (!linked.has(row.id)) leave(store, row);
}

/** Row numbers differ from archive to archive; the order of decisions must not. */
function sortedVerdicts(
  verdicts: readonly LinkVerdict[],
  rows: ReadonlyMap<number, LinkedRow>,
): readonly LinkVerdict[] {
  const pair = ({ a, b }: LinkVerdict): string => [rows.get(a)?.key ?? '', rows.get(b)?.key ?? ''].sort().join('\n');
  return [...verdicts].sort((one, other) => (pair(one) < pair(other) ? -1 : 1));
}

function linksOf(
  group: LinkGroup,
  rows: ReadonlyMap<number, LinkedRow>,
  words: ReadonlyMap<number, string>,
): readonly (readonly [LinkedRow, Link])[] {
  const [lead, ...others] = group.members.flatMap(({ id }) => rows.get(id) ?? []);
  if (lead === undefined) return [];
  const reasonOf = (id: number): string => group.reason.get(id) ?? 'number';
  const moreWords = wordsBeyond(
    words.get(lead.id) ?? '',
    others.map(({ id }) => words.get(id) ?? ''),
  );
  return [
    [lead, { leaderId: lead.id, reason: reasonOf(lead.id), differs: 0, moreWords }],
    ...others.map((row): [LinkedRow, Link] => [
      row,
      { leaderId: lead.id, reason: reasonOf(row.id), differs: differences(lead, row), moreWords: '' },
    ]),
  ];
}

/** An invoice is found by what any of its sources says. Begins with a space, like every word of the text. */
function wordsBeyond(own: string, others: readonly string[]): string {
  const known = new Set(own.split(' '));
  const more = new Set(others.flatMap((words) => words.split(' ')).filter((word) => !known.has(word)));
  return [...more]
    .sort()
    .map((word) => ` ${word}`)
    .join('');
}

/** Own words of every member, without what was appended for others. */
function wordsOf(store: Store, groups: readonly LinkGroup[]): Map<number, string> {
  const ids = groups.flatMap(({ members }) => members.map(({ id }) => id));
  const found = store.statements.linkWords.all(JSON.stringify(ids)) as { id: number; words: string; more: string }[];
  return new Map(found.map(({ id, words, more }) => [id, words.slice(0, words.length - more.length)]));
}

function save(store: Store, row: LinkedRow, link: Link, words: ReadonlyMap<number, string>): void {
  const { statements } = store;
  const known = row.link;
  if ((known?.moreWords ?? '') !== link.moreWords) writeWords(store, row.id, words.get(row.id) ?? '', link.moreWords);
  const isSame =
    known?.leaderId === link.leaderId &&
    known.reason === link.reason &&
    known.differs === link.differs &&
    known.moreWords === link.moreWords;
  if (!isSame) statements.saveLink.run(row.id, link.leaderId, link.reason, link.differs, link.moreWords);
  const isHidden = row.isHidden === 1 ? 1 : link.leaderId === row.id ? 0 : 2;
  if (isHidden !== row.isHidden) statements.markHidden.run(isHidden, row.id);
}

/** It stands alone, maybe again. */
function leave(store: Store, row: LinkedRow): void {
  const { statements } = store;
  if (row.isHidden === 2) statements.markHidden.run(0, row.id);
  if (row.link === null) return;
  if (row.link.moreWords !== '') {
    const [found] = statements.linkWords.all(JSON.stringify([row.id])) as { words: string; more: string }[];
    if (found) writeWords(store, row.id, found.words.slice(0, found.words.length - found.more.length), '');
  }
  statements.removeLink.run(row.id);
}

function writeWords(store: Store, id: number, own: string, more: string): void {
  const { statements } = store;
  statements.changeText.run(own + more, id);
  statements.removeWords.run(id);
  statements.addWords.run(id, (own + more).slice(1));
}
