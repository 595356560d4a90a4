// Sorts the records of a month into the five lists. Pure, and linear in the number of records.
import { differences } from '../links/differences';
import { aboutOf, stepOf } from './steps';
import { byDate, doubles, likely, type Group, type RowDraft } from './suspicions';
import type { Decision, Doc, Material, ReconcileOrder, Row } from './types';

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
