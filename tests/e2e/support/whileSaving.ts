// What a window is like while PDFs are saved: one question to main and one frame after the other, each with the count of that moment.

import type { Page } from 'playwright';

export interface Moment {
  /** PDFs that were saved when the answer was there. */
  readonly done: number;
  readonly answerMs: number;
  /** From the answer to the next frame. */
  readonly frameMs: number;
}

/** So many more PDFs, or moments of so many different counts: however quick a machine saves, it tells how far it is ten times a second. */
type Until = { readonly pdfs: number } | { readonly counts: number };

/** Until then, or until the saving ends. */
export function momentsWhileSaving(window: Page, until: Until): Promise<readonly Moment[]> {
  return window.evaluate(async (wanted) => {
    interface Progress {
      readonly done: number;
      readonly state: string;
    }
    interface Bridge {
      invoke(name: string, payload: unknown): Promise<unknown>;
      subscribe(name: string, told: (progress: Progress) => void): () => void;
    }
    const bridge = Reflect.get(globalThis, 'kontor') as Bridge;
    const found: Moment[] = [];
    let newest: Progress | undefined;
    let first: number | undefined;
    const stop = bridge.subscribe('invoices.pdfProgress', (progress) => {
      newest = progress;
      first ??= progress.done;
    });
    const isEnough = (done: number): boolean =>
      'pdfs' in wanted
        ? done >= (first ?? 0) + wanted.pdfs
        : new Set(found.map((moment) => moment.done)).size >= wanted.counts;
    while (newest === undefined || (newest.state === 'running' && !isEnough(newest.done))) {
      const asked = performance.now();
      await bridge.invoke('app.settings', undefined);
      const answered = performance.now();
      await new Promise((resolve) => requestAnimationFrame(resolve));
      found.push({ done: newest?.done ?? 0, answerMs: answered - asked, frameMs: performance.now() - answered });
    }
    stop();
    return found;
  }, until);
}

/** The same questions and frames while nothing is saved. */
export function momentsAtRest(window: Page, count: number): Promise<readonly Moment[]> {
  return window.evaluate(async (wanted) => {
    const bridge = Reflect.get(globalThis, 'kontor') as { invoke(n: string, p: unknown): Promise<unknown> };
    const found: Moment[] = [];
    while (found.length < wanted) {
      const asked = performance.now();
      await bridge.invoke('app.settings', undefined);
      const answered = performance.now();
      await new Promise((resolve) => requestAnimationFrame(resolve));
      found.push({ done: 0, answerMs: answered - asked, frameMs: performance.now() - answered });
    }
    return found;
  }, count);
}
