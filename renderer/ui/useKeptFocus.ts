import { useEffect, useRef, type RefObject } from 'react';

const REACHED = 'button, input, select, textarea, a[href], summary, [tabindex="0"]';

/** What takes the place of the control that is gone: itself, or the first thing to press in it. */
function placeIn(added: readonly HTMLElement[], within: HTMLElement): HTMLElement | undefined {
  const all = [...added, within].flatMap((each) => [each, ...each.querySelectorAll<HTMLElement>(REACHED)]);
  const found = all.find((each) => each.matches(REACHED) && !each.matches(':disabled, [type="hidden"]'));
  // A list would open by itself: the form around it is near enough, the next Tab comes to the list.
  const form = found?.matches('[role="combobox"], [aria-haspopup="listbox"]') === true ? found.closest('form') : null;
  if (form) form.tabIndex = -1;
  return form ?? found;
}

/**
 * For a part of a page in which a button makes room for the form that it opens, and the form for the button: whoever works by keyboard goes on
 * there, and not at the top of the window.
 */
export function useKeptFocus(): RefObject<HTMLDivElement | null> {
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const within = part.current;
    if (!within) return;
    let last: Element | null = null;
    const note = (event: FocusEvent): void => {
      last = event.target instanceof Element ? event.target : null;
    };
    const observer = new MutationObserver((changes) => {
      const isLost = document.activeElement === document.body || document.activeElement === null;
      if (!isLost || last === null || last.isConnected) return;
      const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
      const place = placeIn(
        added.filter((node): node is HTMLElement => node instanceof HTMLElement && node.isConnected),
        within,
      );
      last = null;
      place?.focus({ preventScroll: true });
    });
    // Who looks elsewhere in the meantime is left alone.
    const forget = (event: FocusEvent): void => {
      if (event.relatedTarget instanceof Element && !within.contains(event.relatedTarget)) last = null;
    };
    within.addEventListener('focusin', note);
    within.addEventListener('focusout', forget);
    observer.observe(within, { childList: true, subtree: true });
    return () => {
      within.removeEventListener('focusin', note);
      within.removeEventListener('focusout', forget);
      observer.disconnect();
    };
  }, []);
  return part;
}
