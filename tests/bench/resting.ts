// What Kontor takes while nobody does anything: with its window open, and without a window; beside an empty app of the same Electron.
import { rmSync } from 'node:fs';
import { type BenchOptions, type BenchRow, median, ratioOf } from './row.ts';
import { memoryOf, processorSecondsOf, writtenBytesOf } from './processes.ts';
import { seededHome } from './seededProfile.ts';
import { openEmpty, openKontor, showList, type OpenWindow } from './windows.ts';

interface Rest {
  readonly openMb: number;
  readonly hiddenMb: number;
  /** Share of one core, in percent. */
  readonly processor: number;
  readonly writtenKb: number;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Until caches, compilers and collectors have had their turn, and the schedules their first look (half a minute after the start). */
const CALM_MS = 30_000;

async function rest({ app }: OpenWindow, idleMs: number): Promise<Rest> {
  const pid = app.process().pid ?? 0;
  await pause(CALM_MS);
  const openMb = memoryOf(pid);
  // As in the tray: the window is gone, the app stays.
  await app.evaluate(({ app: electron, BrowserWindow }) => {
    electron.removeAllListeners('window-all-closed');
    electron.on('window-all-closed', () => undefined);
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
  });
  await pause(CALM_MS);
  const hiddenMb = memoryOf(pid);
  const [seconds, bytes, start] = [processorSecondsOf(pid), writtenBytesOf(pid), performance.now()];
  await pause(idleMs);
  const tookSeconds = (performance.now() - start) / 1_000;
  return {
    openMb,
    hiddenMb,
    processor: ((processorSecondsOf(pid) - seconds) / tookSeconds) * 100,
    writtenKb: (writtenBytesOf(pid) - bytes) / 1_024,
  };
}

export async function restingRows({ rounds, scale }: BenchOptions): Promise<BenchRow[]> {
  const home = await seededHome(Math.round(100_000 * scale));
  const idleMs = 20_000;
  const [ours, beside]: [Rest[], Rest[]] = [[], []];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const empty = await openEmpty();
      beside.push(await rest(empty, idleMs));
      await empty.app.evaluate(({ app }) => app.exit(0)).catch(() => undefined);
      await empty.close().catch(() => undefined);
      const kontor = await openKontor(home);
      await showList(kontor.window);
      ours.push(await rest(kontor, idleMs));
      await kontor.app.evaluate(({ app }) => app.exit(0)).catch(() => undefined);
      await kontor.close().catch(() => undefined);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  const of = (all: readonly Rest[], pick: (one: Rest) => number) => median(all.map(pick));
  const row = (name: string, pick: (one: Rest) => number, allowed: number, note: string): BenchRow => {
    const [value, reference] = [of(ours, pick), of(beside, pick)];
    return {
      name,
      value,
      reference,
      ...ratioOf(value, reference),
      budget: reference + allowed,
      unit: 'MB',
      ok: value <= reference + allowed,
      budgetText: `reference + ${String(allowed)} MB`,
      note,
    };
  };
  const processor = of(ours, (one) => one.processor);
  const writtenKb = of(ours, (one) => one.writtenKb);
  const all = 'proportional set size of all processes';
  return [
    row('memory, window open', (one) => one.openMb, 80, `${all}; reference: an empty window`),
    row('memory, without a window', (one) => one.hiddenMb, 40, `${all}; reference: an empty app without a window`),
    {
      name: 'processor, without a window',
      value: processor,
      reference: of(beside, (one) => one.processor),
      budget: 0.1,
      unit: '% of a core',
      ok: processor < 0.1,
      budgetText: 'below 0.1 %',
      note: `over ${String(idleMs / 1_000)} s, counted in hundredths of a second; reference: an empty app`,
    },
    {
      name: 'disk writes, without a window',
      value: writtenKb,
      reference: of(beside, (one) => one.writtenKb),
      budget: 0,
      unit: 'KB',
      ok: writtenKb === 0,
      budgetText: 'none',
      note: `over ${String(idleMs / 1_000)} s`,
    },
  ];
}
