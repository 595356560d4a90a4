// Everything that shares a key or a decision with some documents, and with those, and so on; and who was linked with them. In waves of
// whole sets: asked one by one, linking a page would cost more than storing it.
import type { CompanyRow, Store } from '../store';
import type { Compared } from './differences';
import type { LinkDocument, LinkVerdict } from './groups';

export interface StoredLink {
  readonly leaderId: number;
  readonly reason: string;
  readonly differs: number;
  readonly moreWords: string;
}
export interface LinkedRow extends LinkDocument, Compared {
  readonly link: StoredLink | null;
  readonly isHidden: number;
  readonly isGone: number;
}
interface StoredRow extends Omit<LinkedRow, 'isScan' | 'key' | 'link'>, Omit<StoredLink, 'leaderId'> {
  readonly isScan: number;
  readonly naturalKey: string;
  readonly leaderId: number | null;
}

const SLICE = 500;

export interface Gathered {
  readonly rows: ReadonlyMap<number, LinkedRow>;
  readonly verdicts: readonly LinkVerdict[];
}

export function gather(store: Store, company: CompanyRow, touched: Iterable<number>): Gathered {
  const { statements } = store;
  const rows = new Map<number, LinkedRow>();
  const verdicts = new Map<string, LinkVerdict>();
  const seen = new Set<string>();
  const hasDecisions = statements.anyDecision.get(company.id) !== undefined;
  let wave: readonly number[] = [...new Set(touched)];
  while (wave.length > 0) {
    const next = new Set<number>();
    for (let from = 0; from < wave.length; from += SLICE) {
      const ids = JSON.stringify(wave.slice(from, from + SLICE));
      const found = (statements.linkRows.all(ids) as StoredRow[]).map(rowOf);
      for (const row of found) rows.set(row.id, row);
      for (const id of partners(store, company, found, seen)) next.add(id);
      if (!hasDecisions) continue;
      for (const { id, other, verdict } of statements.decisionsOn.all({ ids }) as Decided[]) {
        const [a, b] = id < other ? [id, other] : [other, id];
        verdicts.set(`${String(a)} ${String(b)}`, { a, b, isSame: verdict === 'same' });
        next.add(other);
      }
    }
    wave = [...next].filter((id) => !rows.has(id));
  }
  return { rows, verdicts: [...verdicts.values()] };
}

interface Decided {
  readonly id: number;
  readonly other: number;
  readonly verdict: string;
}

function rowOf({ isScan, naturalKey, leaderId, reason, differs, moreWords, ...row }: StoredRow): LinkedRow {
  return {
    ...row,
    isScan: isScan === 1,
    key: `${row.source} ${naturalKey.toLowerCase()}`,
    link: leaderId === null ? null : { leaderId, reason, differs, moreWords },
  };
}

/** By keys and groups that were not asked for before. */
function partners(store: Store, company: CompanyRow, rows: readonly LinkedRow[], seen: Set<string>): readonly number[] {
  const { statements } = store;
  const fresh = (prefix: string, values: readonly (string | number | null | undefined)[]): string =>
    JSON.stringify(
      values.filter((value) => {
        if (value === null || value === undefined || seen.has(`${prefix}${String(value)}`)) return false;
        seen.add(`${prefix}${String(value)}`);
        return true;
      }),
    );
  const keys = [
    [
      statements.byMatchKeys,
      fresh(
        'm',
        rows.map(({ matchKey }) => matchKey),
      ),
    ],
    [
      statements.byKsefNumbers,
      fresh(
        'k',
        rows.map(({ ksefNumber }) => ksefNumber),
      ),
    ],
  ] as const;
  return [
    ...keys.flatMap(([query, values]) => (values === '[]' ? [] : (query.all(values, company.id) as number[]))),
    ...(statements.byLeaders.all(
      fresh(
        'l',
        rows.map(({ link }) => link?.leaderId),
      ),
    ) as number[]),
  ];
}
