// From the start of the process to the list of invoices, its rows painted; beside it to the first painted frame of an empty window.
import { rmSync } from 'node:fs';
import { type BenchOptions, type BenchRow, median, ratioOf } from './row.ts';
import { seededHome } from './seededProfile.ts';
import { openEmpty, openKontor, showList } from './windows.ts';

const ALLOWED_MS = 250;

async function emptyStart(): Promise<number> {
  const { window, startedAt, close } = await openEmpty();
  const shownAt = await window.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return Date.now();
  });
  await close();
  return shownAt - startedAt;
}

async function kontorStart(home: string): Promise<number> {
  const { window, startedAt, close } = await openKontor(home);
  const shownAt = await showList(window);
  await close();
  return shownAt - startedAt;
}

export async function coldStartRows({ rounds, scale }: BenchOptions): Promise<BenchRow[]> {
  const invoices = Math.round(100_000 * scale);
  const home = await seededHome(invoices);
  const [ours, beside]: [number[], number[]] = [[], []];
  try {
    // Once for nothing: files that were just copied are read for the first time.
    await emptyStart();
    await kontorStart(home);
    for (let round = 0; round < rounds; round += 1) {
      beside.push(await emptyStart());
      ours.push(await kontorStart(home));
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  const [value, reference] = [median(ours), median(beside)];
  return [
    {
      name: `cold start to a usable list, ${invoices.toLocaleString('en')} invoices`,
      value,
      reference,
      ...ratioOf(value, reference),
      budget: reference + ALLOWED_MS,
      unit: 'ms',
      ok: value <= reference + ALLOWED_MS,
      budgetText: `reference + ${String(ALLOWED_MS)} ms`,
      note: 'process start to painted rows, the place of invoices chosen as soon as it is there; reference: an empty window',
    },
  ];
}
