// A thousand invoices as PDFs into a folder: how long main takes to answer the window meanwhile, and how long a frame lasts. Beside it
// the same questions to the same window at rest.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { type Moment, momentsAtRest, momentsWhileSaving } from '../e2e/support/whileSaving.ts';
import { type BenchOptions, type BenchRow, median, quantile, ratioOf } from './row.ts';
import { seededHome } from './seededProfile.ts';
import { openKontor, showList } from './windows.ts';

/** design §5: the window answers within this time. */
const BUDGET_MS = 50;
const AT_REST = 300;

interface Round {
  readonly rest: readonly Moment[];
  readonly saving: readonly Moment[];
  readonly seconds: number;
}

async function round(home: string, folder: string, count: number): Promise<Round> {
  const kontor = await openKontor(home);
  const { app, window } = kontor;
  await showList(window);
  await app.evaluate(({ dialog }, chosen) => {
    process.getBuiltinModule('node:fs').mkdirSync(chosen, { recursive: true });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, folder);
  // What comes with the start has its turn first.
  await momentsAtRest(window, AT_REST);
  const rest = await momentsAtRest(window, AT_REST);
  const start = performance.now();
  const watching = momentsWhileSaving(window, { pdfs: count });
  await window.getByRole('button', { name: /^Save [\d,]+ PDFs$/ }).click();
  const saving = await watching;
  const seconds = (performance.now() - start) / 1_000;
  await kontor.close();
  rmSync(folder, { recursive: true, force: true });
  return { rest, saving, seconds };
}

const worst = (moments: readonly Moment[]): number =>
  quantile(
    moments.map(({ answerMs }) => answerMs),
    0.999,
  );

export async function savePdfRows({ rounds, scale }: BenchOptions): Promise<BenchRow[]> {
  const count = Math.max(20, Math.round(1_000 * scale));
  const home = await seededHome(count);
  const all: Round[] = [];
  try {
    for (let no = 0; no < rounds; no += 1) {
      all.push(await round(home, path.join(home, 'profile', `pdfs-${String(no)}`), count));
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  const value = median(all.map(({ saving }) => worst(saving)));
  const reference = median(all.map(({ rest }) => worst(rest)));
  const frame = median(all.map(({ saving }) => Math.max(...saving.map(({ frameMs }) => frameMs))));
  const speed = median(all.map(({ seconds }) => count / seconds));
  const answers = median(all.map(({ saving }) => saving.length));
  return [
    {
      name: `saving ${count.toLocaleString('en')} PDFs, answers to the window meanwhile (p99.9)`,
      value,
      reference,
      ...ratioOf(value, reference),
      budget: BUDGET_MS,
      budgetText: `at most ${String(BUDGET_MS)} ms`,
      unit: 'ms',
      ok: value <= BUDGET_MS,
      note: `${String(answers)} answers, the longest wait for a frame ${frame.toFixed(0)} ms, ${speed.toFixed(0)} PDFs a second; reference: the same window at rest`,
    },
  ];
}
