// What looks like one invoice and is not linked: the same number once more, or the same sum of the same party at nearly the same time.
import { differences } from '../links/differences';
import { dayNumber, LINK_DAYS } from '../links/groups';
import { bareTaxId } from '../links/keys';
import type { Doc, Row } from './types';

/** One invoice: its records by side, the one that speaks for it first. */
export interface Group {
  readonly left: readonly Doc[];
  readonly right: readonly Doc[];
  readonly lead: Doc;
}
export type RowDraft = Pick<Row, 'list' | 'left' | 'right' | 'more' | 'by' | 'differs'>;

/** Party, amount and currency agree, and the dates nearly do. */
const LIKELY_DAYS = 3;

const restOf = ({ left, right, lead }: Group): readonly Doc[] => [...left, ...right].filter((doc) => doc !== lead);

/** The same seller and number once more, and not linked: entered twice, or sent twice. */
export function doubles(
  groups: readonly Group[],
  alone: readonly Group[],
  areApart: (one: Doc, other: Doc) => boolean,
  used: Set<Group>,
): readonly RowDraft[] {
  const first = new Map<string, Group>();
  const isAlone = new Set(alone);
  // Pairs first: beside one, the lone record is the double.
  const ordered = [...groups].sort(
    (a, b) => Number(isAlone.has(a)) - Number(isAlone.has(b)) || byDate(a.lead, b.lead) || a.lead.id - b.lead.id,
  );
  const drafts: RowDraft[] = [];
  for (const group of ordered) {
    const keys = keysOf(group);
    const known = keys.map((key) => first.get(key)).find((found) => found !== undefined);
    for (const key of keys) if (!first.has(key)) first.set(key, group);
    if (known === undefined || !isAlone.has(group)) continue;
    const one = [...known.left, ...known.right].find(({ source }) => source === group.lead.source) ?? known.lead;
    if (areApart(one, group.lead) || days(one, group.lead) > LINK_DAYS) continue;
    used.add(group);
    const differs = differences(one, group.lead);
    drafts.push({
      list: 'duplicate',
      left: one,
      right: group.lead,
      more: restOf(group),
      by: 'same_number',
      differs,
    });
  }
  return drafts;
}

const keysOf = ({ left, right }: Group): readonly string[] =>
  [...new Set([...left, ...right].flatMap(({ matchKey, ksefNumber }) => [matchKey, ksefNumber]))].filter(
    (key) => key !== null,
  );

/** Suggestions: a lone record of either side, or of two programs, that tell the same sum of the same party at nearly the same time. */
export function likely(
  alone: readonly Group[],
  areApart: (one: Doc, other: Doc) => boolean,
  used: Set<Group>,
): readonly RowDraft[] {
  const drafts: RowDraft[] = [];
  const pass = (keyOf: (doc: Doc) => string | null): void => {
    const buckets = new Map<string, Group[]>();
    for (const group of alone) {
      const key = used.has(group) || group.lead.gross === 0 ? null : keyOf(group.lead);
      if (key === null) continue;
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [group]);
      else bucket.push(group);
    }
    for (const bucket of buckets.values()) if (bucket.length > 1) drafts.push(...matched(bucket, areApart, used));
  };
  pass(({ direction, gross, currency, counterpartyTaxId }) => {
    const tax = bareTaxId(counterpartyTaxId);
    return tax === null ? null : `${direction} ${String(gross)} ${currency} ${tax}`;
  });
  // A record without a tax id still has a name.
  pass(({ direction, gross, currency, counterpartyOrder }) =>
    counterpartyOrder === '' ? null : `${direction} ${String(gross)} ${currency} ${counterpartyOrder}`,
  );
  return drafts;
}

/** Nearest dates first; each record once. Sorted by date, so that only neighbours are looked at. */
function matched(
  bucket: readonly Group[],
  areApart: (one: Doc, other: Doc) => boolean,
  used: Set<Group>,
): readonly RowDraft[] {
  const sorted = [...bucket].sort((a, b) => byDate(a.lead, b.lead) || a.lead.id - b.lead.id);
  const drafts: RowDraft[] = [];
  for (let apartBy = 0; apartBy <= LIKELY_DAYS; apartBy += 1) {
    const open: Group[] = [];
    for (const group of sorted) {
      if (used.has(group)) continue;
      while (open.length > 0 && days((open[0] as Group).lead, group.lead) > apartBy) open.shift();
      const at = open
        .slice(0, MOST_OPEN)
        .findIndex(({ lead }) => lead.source !== group.lead.source && !areApart(lead, group.lead));
      const partner = open[at];
      if (partner === undefined) {
        open.push(group);
        continue;
      }
      open.splice(at, 1);
      used.add(partner);
      used.add(group);
      const [left, right] =
        partner.lead.side === 'right' && group.lead.side === 'left' ? [group, partner] : [partner, group];
      const differs = differences(left.lead, right.lead);
      const more = [...restOf(left), ...restOf(right)];
      drafts.push({ list: 'duplicate', left: left.lead, right: right.lead, more, by: 'likely', differs });
    }
  }
  return drafts;
}
/** The same sum every day by the hundred: which is which cannot be told, and must not take for ever. */
const MOST_OPEN = 16;

const days = (a: Doc, b: Doc): number => Math.abs(dayNumber(a.issueDate) - dayNumber(b.issueDate));
export const byDate = (a: Doc, b: Doc): number => (a.issueDate < b.issueDate ? -1 : a.issueDate > b.issueDate ? 1 : 0);
