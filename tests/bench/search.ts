// Search as you type: from a key that goes down to the rows of what is typed so far on the screen. Real key presses; beside it a
// key press in an empty window until the letter stands in a paragraph.
import { type Page } from 'playwright';
import { ask } from '../../build/demo/ask.ts';
import { type BenchOptions, type BenchRow, median, quantile, ratioOf } from './row.ts';
import { openEmpty, openKontor, showList } from './windows.ts';
import { seededHome } from './seededProfile.ts';
import { rmSync } from 'node:fs';

const QUERIES = ['piekarnia zuraw', 'filizanka mala 21', 'lodz kawa', '526 kawa', 'klon apteka lublin', 'fv 2026 05'];
/** Rows that are in sight whatever the window's height. */
const SEEN = 12;

interface Stroke {
  readonly key: string;
  /** Ids of the first rows; the same as before the key when it changes nothing. */
  readonly rows: readonly string[];
}

/** What each key must bring to the screen. Keys that leave the list as it is cannot be timed and are only typed. */
async function strokesOf(window: Page, query: string): Promise<Stroke[]> {
  const [company] = await ask(window, 'companies.list', undefined);
  if (!company) throw new Error('the seeded profile has no company');
  const strokes: Stroke[] = [];
  for (let typed = 0; typed <= query.length; typed += 1) {
    const search = query.slice(0, typed).trim();
    const { rows } = await ask(window, 'invoices.list', {
      filter: { companyId: company.id, ...(search === '' ? {} : { search }) },
      sort: 'date_desc',
      limit: SEEN,
    });
    strokes.push({ key: query[typed - 1] ?? '', rows: rows.map(({ id }) => `row-${String(id)}`) });
  }
  return strokes;
}

/** Waits for the next key; answers milliseconds from the key to the frame that shows these rows. */
function watchRows(window: Page, rows: readonly string[]): Promise<{ readonly painted: Promise<number> }> {
  return window
    .evaluateHandle((wanted) => {
      const shown = () =>
        [...document.querySelectorAll('[role="grid"] [role="row"][aria-label]')]
          .toSorted((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
          .slice(0, wanted.length)
          .map(({ id }) => id);
      const isThere = () => {
        const ids = shown();
        return wanted.length === 0
          ? document.querySelector('[role="grid"] [role="row"][aria-label]') === null
          : ids.length === wanted.length && ids.every((id, index) => id === wanted[index]);
      };
      const painted = new Promise<number>((resolve) => {
        addEventListener(
          'keydown',
          (event) => {
            const look = () => {
              if (!isThere()) return void requestAnimationFrame(look);
              const channel = new MessageChannel();
              channel.port1.onmessage = () => resolve(performance.now() - event.timeStamp);
              channel.port2.postMessage(null);
            };
            requestAnimationFrame(look);
          },
          { once: true, capture: true },
        );
      });
      return { painted };
    }, rows)
    .then((handle) => ({ painted: handle.evaluate(({ painted }) => painted) }));
}

async function typeOnce(window: Page): Promise<number[]> {
  const times: number[] = [];
  const box = window.getByRole('searchbox');
  for (const query of QUERIES) {
    const [start, ...strokes] = await strokesOf(window, query);
    await box.focus();
    let before = start?.rows.join();
    for (const { key, rows } of strokes) {
      const isTimed = rows.join() !== before;
      before = rows.join();
      if (isTimed) {
        const { painted } = await watchRows(window, rows);
        await window.keyboard.press(key);
        times.push(await painted);
      } else await window.keyboard.press(key);
      // As fast as people type; the answer to one key is there before the next.
      await window.waitForTimeout(80);
    }
    await window.keyboard.press('Escape');
    await window.waitForTimeout(300);
  }
  return times;
}

async function typeInEmpty(window: Page): Promise<number[]> {
  const times: number[] = [];
  await window.locator('#search').focus();
  for (let count = 0; count < 40; count += 1) {
    const handle = await window.evaluateHandle(() => ({
      painted: new Promise<number>((resolve) => {
        addEventListener(
          'keydown',
          (event) =>
            requestAnimationFrame(() => {
              const channel = new MessageChannel();
              channel.port1.onmessage = () => resolve(performance.now() - event.timeStamp);
              channel.port2.postMessage(null);
            }),
          { once: true, capture: true },
        );
      }),
    }));
    const painted = handle.evaluate((it) => it.painted);
    await window.keyboard.press('k');
    times.push(await painted);
    await window.waitForTimeout(20);
  }
  return times;
}

export async function searchRows({ rounds, scale }: BenchOptions, isLarge: boolean): Promise<BenchRow[]> {
  const invoices = Math.round((isLarge ? 1_000_000 : 100_000) * scale);
  const budget = isLarge ? 120 : 50;
  const home = await seededHome(invoices);
  const [ours, reference]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const empty = await openEmpty();
      reference.push(quantile(await typeInEmpty(empty.window), 0.95));
      await empty.close();
      const kontor = await openKontor(home);
      await showList(kontor.window);
      const times = await typeOnce(kontor.window);
      ours.push(quantile(times, 0.95));
      if (process.env['KONTOR_BENCH_TRACE']) console.log(times.map((ms) => Math.round(ms)).join(' '));
      await kontor.close();
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  const [value, beside] = [median(ours), median(reference)];
  return [
    {
      name: `search as you type, ${invoices.toLocaleString('en')} invoices (p95)`,
      value,
      reference: beside,
      ...ratioOf(value, beside),
      budget,
      unit: 'ms',
      ok: value <= budget,
      budgetText: `at most ${String(budget)} ms`,
      note: 'key down to painted rows; reference: key down to a painted letter in an empty window',
    },
  ];
}
