import { useEffect, useState } from 'react';

/** Who had the keyboard; of a menu that is about to close, the button that opened it. */
function owner(): HTMLElement | null {
  const now = document.activeElement;
  if (!(now instanceof HTMLElement) || now === document.body) return null;
  const trigger = now.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  return trigger === null || trigger === undefined ? now : document.getElementById(trigger);
}

/**
 * Gives the keyboard back to whoever had it when this came, once it has gone from the page: Mantine does so only for a dialog that stays
 * there closed. Where that is gone too, the page's title takes it.
 */
export function useFocusBack(): void {
  // While it is drawn for the first time nothing in it can have taken the focus.
  const [before] = useState(owner);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body && document.activeElement !== null) return;
        const place = before?.isConnected === true ? before : document.querySelector('[data-page-title]');
        if (place instanceof HTMLElement) place.focus({ preventScroll: true });
      });
    },
    [before],
  );
}
