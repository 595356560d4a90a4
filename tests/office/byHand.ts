// Two PCs without a schedule, on a store that both may open, and a hand that clicks *Upload*.
import { join } from 'node:path';
import { dataFolder, newEncryptionKey, removeDataFolder } from '../support/testHost';
import { officeCloud } from './destination';
import { pcOf, type Pc } from './pc';

const MINUTE_MS = 60_000;
const START = Date.parse('2026-12-03T09:00:00.000Z');

interface Told {
  readonly runs: readonly {
    readonly kind: string;
    readonly state: string;
    readonly pc?: string;
    readonly month?: string;
    readonly problem?: { readonly key: string; readonly params: Readonly<Record<string, unknown>> };
  }[];
  readonly years: readonly {
    readonly rows: readonly { readonly cells: readonly { month: string; state: string }[] }[];
  }[];
}

export interface HandOffice {
  readonly pcs: { readonly anna: Pc; readonly bert: Pc };
  /** Where the month belongs. */
  placeOf(month: string): string;
  /** What came into being in the month's folder. */
  puts(month: string): readonly string[];
  /** Clicked on all of them at the same time. `killAt`: they die at that write. */
  upload(month: string, pcs: readonly Pc[], killAt?: number | string): Promise<void>;
  /** Somebody deletes the month at the destination. */
  remove(month: string): void;
  /** Minutes pass; whoever was killed is switched on again after half an hour. */
  later(minutes: number): Promise<void>;
  shown(
    month: string,
    pc: Pc,
  ): Promise<{
    readonly cell: string | undefined;
    readonly runs: readonly string[];
    readonly waitsFor: readonly unknown[];
  }>;
  close(): Promise<void>;
}

export async function officeByHand(databaseUrl?: string): Promise<HandOffice> {
  const folder = dataFolder();
  const cloud = await officeCloud(START);
  const about = {
    encryptionKey: newEncryptionKey(),
    databaseUrl: databaseUrl ?? `sqlite:///${join(folder, 'office.db')}`,
  };
  const pcs = {
    anna: pcOf({ ...about, name: 'anna', skewMs: 0, language: 'pl-PL' }),
    bert: pcOf({ ...about, name: 'bert', skewMs: 5 * MINUTE_MS, language: 'de-DE' }),
  };
  const all = [pcs.anna, pcs.bert];
  let nowMs = START;
  const firm = { taxId: '5265877635', destination: { ...cloud.values, default_folder: '/Kuznia' } };
  await pcs.anna.switchOn(nowMs);
  await pcs.anna.order({ do: 'found', firms: [firm] });
  await pcs.bert.switchOn(nowMs);
  // The first PC has read; the other one has nothing of the month.
  await pcs.anna.order({ do: 'sync' });
  const placeOf = (month: string): string => `/Kuznia/${month.replace('-', '/')}/${month}-r1.zip`;
  return {
    pcs,
    placeOf,
    remove: (month) => cloud.remove(placeOf(month)),
    puts: (month) => cloud.puts.filter((path) => path.includes(month)),
    upload: async (month, those, killAt) => {
      nowMs += 1000;
      const dies = killAt === undefined ? {} : { killAt };
      await Promise.all(those.map((pc) => pc.order({ do: 'tick', toMs: nowMs, upload: month, ...dies })));
    },
    later: async (minutes) => {
      nowMs += minutes * MINUTE_MS;
      if (minutes >= 30) for (const pc of all) if (!pc.isOn()) await pc.switchOn(nowMs);
      await Promise.all(all.filter((pc) => pc.isOn()).map((pc) => pc.order({ do: 'tick', toMs: nowMs })));
    },
    shown: async (shownMonth, pc) => {
      const { runs, years } = await pc.ask<Told>({ do: 'tell', year: Number(shownMonth.slice(0, 4)) });
      return {
        cell: years[0]?.rows[0]?.cells.find(({ month }) => month === shownMonth)?.state,
        runs: runs
          .filter(({ month }) => month === undefined || month === shownMonth)
          .map(({ kind, state, pc: on }) => [kind, state, ...(on === undefined ? [] : [on])].join(' ')),
        waitsFor: runs
          .filter(({ month, state }) => month === shownMonth && state === 'waiting')
          .map(({ problem }) => ({ key: problem?.key, ...problem?.params })),
      };
    },
    close: async () => {
      await Promise.all(all.map((pc) => pc.close()));
      await cloud.close();
      removeDataFolder(folder);
    },
  };
}
