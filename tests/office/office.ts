// An office: three PCs on one config store, months that are due, and a hand that pulls plugs. What came of it is read at the
// destination, in the store and on the PCs.
import { monthBefore } from '../../shared/domain/calendar';
import { runsBetween } from '../../shared/domain/schedule/nextRuns';
import type { ScheduleRule } from '../../shared/domain/schedule/rule';
import { HOME_ZONES } from '../../shared/domain/schedule/suggested';
import { dateInZone } from '../../shared/domain/schedule/zone';
import { openDatabase } from '../../electron/core/db/openDatabase';
import { configTarget } from '../../electron/core/db/target';
import { newEncryptionKey } from '../support/testHost';
import type { Dice } from '../soak/soak';
import { officeCloud } from './destination';
import type { OfficeFirm } from './officeChild';
import { pcOf, type Pc } from './pc';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const START = Date.parse('2026-01-15T12:00:00.000Z');
const COUNTRY = 'PL';

const FIRMS: readonly { readonly taxId: string; readonly folder: string; readonly rule: ScheduleRule }[] = [
  { taxId: '5265877635', folder: '/Kuznia', rule: { every: 'month', workingDay: 2, at: '07:12' } },
  { taxId: '7010001453', folder: '/Mlyn', rule: { every: 'month', workingDay: 'last', at: '16:05' } },
];
/** Each one's own clock is wrong in its own way. */
const PCS = [
  { name: 'anna', skewMs: 0, language: 'pl-PL' },
  { name: 'bert', skewMs: 4 * MINUTE_MS, language: 'de-DE' },
  { name: 'cyryl', skewMs: -7 * MINUTE_MS, language: 'et-EE' },
] as const;

export interface OfficePlan {
  readonly databaseUrl: string;
  readonly days: number;
  /** One or two. */
  readonly firms: number;
  readonly dice: Dice;
  /** Of three PCs at a due time, how many may die there. */
  readonly mayDie: number;
}

export interface OfficeStory {
  /** `/Kuznia/2026/01/2026-01-r1.zip`, one for each due month of each firm. */
  readonly expected: readonly string[];
  readonly puts: readonly string[];
  readonly files: readonly string[];
  /** In the store: where a file lies, with which revision. */
  readonly receipts: readonly { readonly path: string; readonly revision: number }[];
  readonly claims: readonly { readonly period: string; readonly state: string }[];
  readonly kills: number;
  /** What each PC shows of the last year, cells that are done. */
  readonly shownDone: readonly number[];
}

export async function playOffice({ databaseUrl, days, dice, mayDie, firms: count }: OfficePlan): Promise<OfficeStory> {
  const cloud = await officeCloud(START);
  const founded = FIRMS.slice(0, count);
  const encryptionKey = newEncryptionKey();
  const pcs = PCS.map((pc) => pcOf({ ...pc, encryptionKey, databaseUrl }));
  const office = { pcs, dice, nowMs: START, kills: 0, isOneSpared: false, backAt: new Map<Pc, number>() };
  try {
    const [first] = pcs;
    if (!first) throw new Error('no PC');
    await first.switchOn(START);
    const firms = founded.map(({ taxId, folder, rule }): OfficeFirm => {
      return { taxId, rule, destination: { ...cloud.values, default_folder: folder } };
    });
    await first.order({ do: 'found', firms });
    for (const pc of pcs.slice(1)) await pc.switchOn(START);

    const dueOf = (rule: ScheduleRule) =>
      runsBetween(rule, { zone: HOME_ZONES[COUNTRY], country: COUNTRY }, START, START + days * DAY_MS);
    const due = founded.flatMap(({ rule }) => dueOf(rule)).sort((a, b) => a - b);
    for (const [n, at] of due.entries()) {
      await tick(office, at + 20_000, mayDie);
      // Clocks that are behind come to it later; what is late waits up to five minutes; whoever was killed is back or is not.
      for (const later of [8 * MINUTE_MS, HOUR_MS, 8 * HOUR_MS]) {
        if (at + later < (due[n + 1] ?? Infinity)) await tick(office, at + later, dice.below(4) === 0 ? 1 : 0);
      }
    }
    office.backAt.clear();
    for (const hours of [1, 8, 16, 24]) await tick(office, START + days * DAY_MS + hours * HOUR_MS, 0);
    const shown = await Promise.all(
      pcs.map((pc) =>
        pc.ask<{ years: { rows: { cells: { state: string }[] }[] }[] }>({
          do: 'tell',
          year: new Date(START).getUTCFullYear(),
        }),
      ),
    );
    for (const pc of pcs) await pc.switchOff();
    return {
      expected: founded.flatMap(({ folder, rule }) => dueOf(rule).map((at) => pathOf(folder, at))).sort(),
      puts: cloud.puts.toSorted(),
      files: [...cloud.files().keys()].filter((path) => path.endsWith('.zip')).sort(),
      ...(await inStore(databaseUrl)),
      kills: office.kills,
      shownDone: shown.map(
        ({ years }) => years.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells)).filter(isDone).length,
      ),
    };
  } finally {
    await Promise.all(pcs.map((pc) => pc.close()));
    await cloud.close();
  }
}

const isDone = ({ state }: { readonly state: string }): boolean => state.startsWith('done');

interface Office {
  readonly pcs: readonly Pc[];
  readonly dice: Dice;
  readonly backAt: Map<Pc, number>;
  nowMs: number;
  kills: number;
  /** Who was to die last did not write often enough: the next one dies at its first write, so that enough of them do. */
  isOneSpared: boolean;
}

async function tick(office: Office, toMs: number, mayDie: number): Promise<void> {
  const { pcs, dice, backAt } = office;
  office.nowMs = Math.max(office.nowMs, toMs);
  for (const pc of pcs) if (!pc.isOn() && (backAt.get(pc) ?? 0) <= office.nowMs) await pc.switchOn(office.nowMs);
  const doomed = new Set(Array.from({ length: mayDie }, () => dice.pick(pcs)));
  await Promise.all(
    pcs
      .filter((pc) => pc.isOn())
      .map(async (pc) => {
        const killAt = doomed.has(pc) ? { killAt: office.isOneSpared ? 1 : 1 + dice.below(60) } : {};
        const isAlive = await pc.order({ do: 'tick', toMs: office.nowMs, ...killAt });
        if (doomed.has(pc)) office.isOneSpared = isAlive;
        if (isAlive) return;
        office.kills += 1;
        backAt.set(pc, office.nowMs + dice.pick([0, 15 * MINUTE_MS, 2 * HOUR_MS, 7 * HOUR_MS, 3 * DAY_MS]));
      }),
  );
}

function pathOf(folder: string, atMs: number): string {
  const month = monthBefore(dateInZone(atMs, HOME_ZONES[COUNTRY]).slice(0, 7));
  return `${folder}/${month.replace('-', '/')}/${month}-r1.zip`;
}

async function inStore(databaseUrl: string): Promise<Pick<OfficeStory, 'receipts' | 'claims'>> {
  const db = await openDatabase(configTarget({ CONFIG_DB_URL: databaseUrl }, '/'));
  try {
    const claims = await db.selectFrom('schedule_claim').select(['period', 'state']).orderBy('period').execute();
    const rows = await db.selectFrom('receipt_copy').select('body').execute();
    const receipts = rows
      .map(({ body }) => JSON.parse(body) as { receipt?: { path: string }; bundle: { revision: number } })
      .map(({ receipt, bundle }) => ({ path: receipt?.path ?? 'none', revision: bundle.revision }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    return { claims, receipts };
  } finally {
    await db.destroy();
  }
}
