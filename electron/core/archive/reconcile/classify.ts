// Sorts the records of a month into the five lists. Pure, and linear in the number of records.
import { dayNumber, LINK_DAYS } from '../links/groups';
import { differences } from '../links/differences';
import { bareTaxId } from '../links/keys';
import { aboutOf, stepOf } from './steps';
import type { Decision, Doc, Material, ReconcileOrder, Row } from './types';

/** Party, amount and currency agree, and the dates nearly do. */
const LIKELY_DAYS = 3;

/** One invoice: its records by side, the one that speaks for it first. */
interface Group {
  readonly left: readonly Doc[];
  readonly right: readonly Doc[];
  readonly lead: Doc;
}
type RowDraft = Pick<Row, 'list' | 'left' | 'right' | 'more' | 'by' | 'differs'>;

export function classify(order: ReconcileOrder, material: Material): readonly Row[] {
  const groups = groupsOf(material.docs);
  const apart = new Set(
    material.decisions.filter(({ verdict }) => verdict === 'apart').flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]),
  );
  const areApart = (one: Doc, other: Doc): boolean => apart.has(`${one.id} ${other.id}`);
  const drafts: RowDraft[] = [];
  const alone: Group[] = [];
  for (const group of groups) {
    if (group.left.length > 0 && group.right.length > 0) drafts.push(pairOf(group));
    else alone.push(group);
  }
  const used = new Set<Group>();
  drafts.push(...doubles(groups, alone, areApart, used));
  drafts.push(...likely(alone, areApart, used));
  for (const group of alone) if (!used.has(group)) drafts.push(loneOf(group));
  const decided = byDocument(material.decisions);
  return drafts
    .filter((draft) => isOfMonth(draft, order))
    .map((draft) => finished(draft, order, material, decided))
    .sort(byPlace);
}

function groupsOf(docs: readonly Doc[]): readonly Group[] {
  const byLeader = new Map<number, Doc[]>();
  for (const doc of docs) {
    const group = byLeader.get(doc.leaderId);
    if (group === undefined) byLeader.set(doc.leaderId, [doc]);
    else group.push(doc);
  }
  return [...byLeader].map(([leaderId, members]) => {
    const ordered = members.sort(
      (a, b) =>
        Number(b.id === leaderId) - Number(a.id === leaderId) || Number(a.isScan) - Number(b.isScan) || a.id - b.id,
    );
    return {
      left: ordered.filter(({ side }) => side === 'left'),
      right: ordered.filter(({ side }) => side === 'right'),
      lead: ordered[0] as Doc,
    };
  });
}

const restOf = ({ left, right, lead }: Group): readonly Doc[] => [...left, ...right].filter((doc) => doc !== lead);

function pairOf({ left, right }: Group): RowDraft {
  const [one, other] = [left[0] as Doc, right[0] as Doc];
  const more = [...left.slice(1), ...right.slice(1)];
  // What a machine has read from a picture proves nothing.
  const compared = [other, ...more.filter(({ isScan }) => !isScan)];
  const differs = compared.reduce((bits, doc) => bits | differences(one, doc), 0);
  const list = differs === 0 ? 'equal' : 'different';
  return { list, left: one, right: other, more, by: other.reason ?? one.reason, differs };
}

function loneOf({ left, right }: Group): RowDraft {
  const all = left.length > 0 ? left : right;
  const [first, ...more] = all;
  return left.length > 0
    ? { list: 'only_left', left: first ?? null, right: null, more, by: null, differs: 0 }
    : { list: 'only_right', left: null, right: first ?? null, more, by: null, differs: 0 };
}

/** The same seller and number once more, and not linked: entered twice, or sent twice. */
function doubles(
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
function likely(
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
const byDate = (a: Doc, b: Doc): number => (a.issueDate < b.issueDate ? -1 : a.issueDate > b.issueDate ? 1 : 0);

/** A row belongs to the month of the record that counts; a suspicion to the months of both. */
function isOfMonth({ list, left, right, more }: RowDraft, { month, direction }: ReconcileOrder): boolean {
  const all = [left, right, ...more].filter((doc) => doc !== null);
  const lead = all.find(({ id, leaderId }) => id === leaderId) ?? all[0];
  if (direction !== null && lead?.direction !== direction) return false;
  return list === 'duplicate' ? all.some((doc) => doc.month === month) : lead?.month === month;
}

function byDocument(decisions: readonly Decision[]): ReadonlyMap<number, readonly Decision[]> {
  const found = new Map<number, Decision[]>();
  for (const decision of decisions)
    for (const id of [decision.a, decision.b]) found.set(id, [...(found.get(id) ?? []), decision]);
  return found;
}

function finished(
  draft: RowDraft,
  order: ReconcileOrder,
  { explanations }: Material,
  decided: ReadonlyMap<number, readonly Decision[]>,
): Row {
  const { left, right, more } = draft;
  const id = (draft.list === 'duplicate' ? right : (left ?? right))?.id ?? 0;
  const about = aboutOf(draft);
  const said = explanations.get(id);
  const explained = said?.about === about ? said : null;
  const own = decided.size === 0 ? [] : [left, right, ...more].flatMap((doc) => (doc && decided.get(doc.id)) ?? []);
  const step = explained === null ? stepOf(draft, order) : 'explained';
  return { ...draft, id, about, explained, step, decided: [...new Set(own)] };
}

function byPlace(a: Row, b: Row): number {
  const [one, other] = [a.left ?? a.right, b.left ?? b.right];
  if (one === null || other === null) return 0;
  return byDate(one, other) || (one.number < other.number ? -1 : one.number > other.number ? 1 : 0) || a.id - b.id;
}
