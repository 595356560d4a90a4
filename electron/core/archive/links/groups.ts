// Which documents are one invoice. Pure: the answer depends on what is known of the documents, never on the order in which they came.
// A person's word goes first, then the KSeF number, then seller, kind and number. A source lists an invoice once: two records of one
// source are never put together by themselves (they may be a real doubling), but for a scan and the record that became of it.

export interface LinkDocument {
  readonly id: number;
  /** The same in every archive of these originals: source and natural key. */
  readonly key: string;
  readonly source: string;
  readonly isScan: boolean;
  /** 0: the seller's own original, 1: a program's record, 2: unreadable. */
  readonly rank: number;
  readonly ksefNumber: string | null;
  readonly matchKey: string | null;
  readonly gross: number;
  readonly currency: string;
  readonly issueDate: string;
}
export type LinkReason = 'person' | 'ksef_number' | 'number';
export interface LinkVerdict {
  readonly a: number;
  readonly b: number;
  readonly isSame: boolean;
}
export interface LinkGroup {
  /** In the order of who speaks for the invoice: the first one leads. */
  readonly members: readonly LinkDocument[];
  readonly reason: ReadonlyMap<number, LinkReason>;
}

/** Sellers begin their numbers anew; farther apart than this the same number is another invoice. */
export const LINK_DAYS = 92;
/** Of many with one number only so many are looked at: such numbers tell nothing, and the time must not grow with their square. */
const MOST_TRIED = 24;

export function linkDocuments(
  documents: readonly LinkDocument[],
  verdicts: readonly LinkVerdict[],
): readonly LinkGroup[] {
  const sets = new Sets(documents, verdicts);
  for (const { a, b, isSame } of verdicts) if (isSame) sets.join(a, b, 'person');
  const ordered = [...documents].sort(byLead);
  joinBuckets(ordered, (document) => document.ksefNumber, 'ksef_number', sets);
  joinBuckets(ordered, (document) => document.matchKey, 'number', sets);
  return sets.groups(ordered);
}

/** Originals before records, records before scans; then by a key that stays. */
export function byLead(a: LinkDocument, b: LinkDocument): number {
  return Number(a.isScan) - Number(b.isScan) || a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

function joinBuckets(
  ordered: readonly LinkDocument[],
  keyOf: (document: LinkDocument) => string | null,
  reason: 'ksef_number' | 'number',
  sets: Sets,
): void {
  const buckets = new Map<string, LinkDocument[]>();
  for (const document of ordered) {
    const key = keyOf(document);
    if (key === null) continue;
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [document]);
    else bucket.push(document);
  }
  for (const bucket of buckets.values()) {
    if (bucket.length < 2) continue;
    // First what agrees in everything, then in its sum, so that neither a doubling nor the same number of the next month takes the
    // place of the right one.
    joinWithin(groupedBy(bucket, signature), reason, sets);
    joinWithin(groupedBy(bucket, sum), reason, sets);
    joinWithin([bucket], reason, sets);
  }
}

const sum = ({ gross, currency }: LinkDocument): string => `${String(gross)} ${currency}`;
const signature = (document: LinkDocument): string => `${sum(document)} ${document.issueDate}`;

function groupedBy(bucket: readonly LinkDocument[], keyOf: (document: LinkDocument) => string): LinkDocument[][] {
  const groups = new Map<string, LinkDocument[]>();
  for (const document of bucket) {
    const group = groups.get(keyOf(document));
    if (group === undefined) groups.set(keyOf(document), [document]);
    else group.push(document);
  }
  return [...groups.values()];
}

function joinWithin(buckets: readonly (readonly LinkDocument[])[], reason: 'ksef_number' | 'number', sets: Sets): void {
  for (const bucket of buckets) {
    const heads: LinkDocument[] = [];
    for (const document of bucket) {
      const isJoined = within(document, heads, reason).some((head) => sets.join(head.id, document.id, reason));
      if (!isJoined && heads.length < MOST_TRIED) heads.push(document);
    }
  }
}

/** Those that may be the same invoice; of a number that begins anew the nearest in time first. */
function within(document: LinkDocument, heads: readonly LinkDocument[], reason: LinkReason): readonly LinkDocument[] {
  if (reason === 'ksef_number') return heads;
  const days = (head: LinkDocument): number => daysBetween(head.issueDate, document.issueDate);
  const near = heads.filter((head) => days(head) <= LINK_DAYS);
  return near.length < 2 ? near : near.sort((a, b) => days(a) - days(b));
}

export function daysBetween(a: string, b: string): number {
  return Math.abs(dayNumber(a) - dayNumber(b));
}

/** Days in the proleptic Gregorian calendar (H. Hinnant, days_from_civil). */
export function dayNumber(date: string): number {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  const shifted = month <= 2 ? year - 1 : year;
  const ofEra = shifted - Math.floor(shifted / 400) * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return Math.floor(shifted / 400) * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear;
}

/** Sets of documents that keep what must stay apart apart. */
class Sets {
  private readonly parent = new Map<number, number>();
  private readonly members = new Map<number, LinkDocument[]>();
  private readonly apart = new Map<number, Set<number>>();
  private readonly reason = new Map<number, LinkReason>();

  constructor(documents: readonly LinkDocument[], verdicts: readonly LinkVerdict[]) {
    for (const document of documents) {
      this.parent.set(document.id, document.id);
      this.members.set(document.id, [document]);
    }
    for (const { a, b, isSame } of verdicts) {
      if (isSame) continue;
      this.apart.set(a, (this.apart.get(a) ?? new Set()).add(b));
      this.apart.set(b, (this.apart.get(b) ?? new Set()).add(a));
    }
  }

  /** Whether they are in one set now. */
  join(a: number, b: number, reason: LinkReason): boolean {
    const [rootA, rootB] = [this.rootOf(a), this.rootOf(b)];
    if (rootA === null || rootB === null) return false;
    if (rootA === rootB) return true;
    const [into, from] = [this.members.get(rootA) ?? [], this.members.get(rootB) ?? []];
    if (into.some((one) => from.some((other) => this.isApart(one, other, reason)))) return false;
    this.parent.set(rootB, rootA);
    into.push(...from);
    this.members.delete(rootB);
    for (const id of [a, b]) if (!this.reason.has(id)) this.reason.set(id, reason);
    return true;
  }

  groups(ordered: readonly LinkDocument[]): readonly LinkGroup[] {
    const groups: LinkGroup[] = [];
    const seen = new Set<number>();
    for (const { id } of ordered) {
      const root = this.rootOf(id) ?? id;
      if (seen.has(root)) continue;
      seen.add(root);
      const members = this.members.get(root) ?? [];
      if (members.length > 1) groups.push({ members: [...members].sort(byLead), reason: this.reason });
    }
    return groups;
  }

  private isApart(one: LinkDocument, other: LinkDocument, reason: LinkReason): boolean {
    if (this.apart.get(one.id)?.has(other.id) === true) return true;
    return reason !== 'person' && one.source === other.source && one.isScan === other.isScan;
  }

  private rootOf(id: number): number | null {
    let root = this.parent.get(id);
    while (root !== undefined && root !== this.parent.get(root)) root = this.parent.get(root);
    return root ?? null;
  }
}
