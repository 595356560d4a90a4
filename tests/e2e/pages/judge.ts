// What a page may not do to whoever reads it with ears, or in a small window.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';

/** Serious and critical violations, one line each: the rule and the element. */
export async function accessProblems(window: Page): Promise<string[]> {
  // What fades in or out has the contrast of a moment.
  await window.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().iterations === Infinity),
  );
  // Not legacy: axe would open a page of its own, and this window opens none.
  const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => line(id, String(target), failureSummary)));
}

function line(rule: string, target: string, summary: string | undefined): string {
  const reason = (summary ?? '').split('\n').slice(1).join(' ').trim();
  return `${rule} at ${target}: ${reason}`;
}

/** Buttons, headings and places whose words do not fit into them, and a page that is wider than its window. */
export function clippedTexts(window: Page): Promise<string[]> {
  return window.evaluate(() => {
    const isDrawn = (element: HTMLElement): boolean =>
      element.checkVisibility({ visibilityProperty: true }) && !element.closest('.visually-hidden');
    const all = [
      ...document.querySelectorAll<HTMLElement>('button, h1, h2, h3, nav, nav *, [role="tab"], summary, label'),
    ];
    const clipped = all
      .filter((element) => isDrawn(element) && element.clientWidth > 1)
      // An inline element has no box of its own to clip with.
      .filter((element) => getComputedStyle(element).display !== 'inline')
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map(
        (element) =>
          `${element.tagName.toLowerCase()} "${(element.innerText || element.title).trim().slice(0, 60)}": ${String(element.scrollWidth)} in ${String(element.clientWidth)}`,
      );
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [...clipped, `page: ${String(scrollWidth)} in ${String(clientWidth)}`] : clipped;
  });
}
