// A fling of ten seconds through the list: how many frames come late. Beside it the same fling over an empty page in a window of the
// same Electron: without a graphics card every frame is painted by the processor, so some are late there too.
import { rmSync } from 'node:fs';
import type { Page } from 'playwright';
import { type BenchOptions, type BenchRow, median, ratioOf } from './row.ts';
import { seededHome } from './seededProfile.ts';
import { openEmpty, openKontor, showList } from './windows.ts';

interface Fling {
  readonly frames: number;
  readonly dropped: number;
  readonly longestMs: number;
}

/** Thrown every two seconds and slowing down in between, as by hand; turned back at the end of what is there. */
function fling(window: Page, selector: string, seconds: number): Promise<Fling> {
  return window.evaluate(
    async ([where, durationMs]) => {
      const scroller = document.querySelector(where);
      if (!scroller) throw new Error(`nothing to scroll at ${where}`);
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const gaps: number[] = [];
      const start = await frame();
      for (let last = start; last - start < durationMs;) {
        const now = await frame();
        const gap = now - last;
        gaps.push(gap);
        const speed = 6_000 * Math.exp(-((now - start) % 2_000) / 700);
        scroller.scrollTop += (speed * Math.min(gap, 50)) / 1_000;
        last = now;
      }
      // The display's own pace: what half of all frames keep.
      const usual = Math.max(1_000 / 60, [...gaps].sort((a, b) => a - b)[gaps.length >> 2] ?? 0);
      const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / usual) - 1), 0);
      return { frames: gaps.length, dropped, longestMs: Math.max(...gaps) };
    },
    [selector, seconds * 1_000] as const,
  );
}

export async function listRows({ rounds, scale }: BenchOptions): Promise<BenchRow[]> {
  const invoices = Math.round(100_000 * scale);
  const home = await seededHome(invoices);
  const [ours, beside]: [Fling[], Fling[]] = [[], []];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const empty = await openEmpty();
      beside.push(await fling(empty.window, '#scroller', 10));
      await empty.close();
      const kontor = await openKontor(home);
      await showList(kontor.window);
      await kontor.window.waitForTimeout(1_000);
      ours.push(await fling(kontor.window, '[role="grid"]', 10));
      await kontor.close();
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  const value = median(ours.map(({ dropped }) => dropped));
  const reference = median(beside.map(({ dropped }) => dropped));
  const frames = median(ours.map((each) => each.frames));
  const longest = median(ours.map(({ longestMs }) => longestMs));
  return [
    {
      name: `list, dropped frames in a 10 s fling at ${invoices.toLocaleString('en')}`,
      value,
      reference,
      ...ratioOf(value, reference),
      budget: 0,
      unit: 'frames',
      ok: value === 0,
      budgetText: 'none',
      note: `${String(frames)} frames drawn, the longest gap ${longest.toFixed(0)} ms; reference: an empty page, scrolled the same way`,
    },
  ];
}
