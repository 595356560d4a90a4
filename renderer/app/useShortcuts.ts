import { useEffect } from 'react';
import { go, type Place } from '../stores/route';
import { useShell } from '../stores/shell';

export const SEARCH_ID = 'search';
/** Ctrl/Cmd and a digit: the places in the order of the side bar. */
export const NUMBERED: readonly Exclude<Place, 'connect' | 'files' | 'import' | 'settings'>[] = [
  'overview',
  'invoices',
  'reconcile',
  'reports',
  'connections',
  'activity',
];

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const withCommand = event.ctrlKey || event.metaKey;
      if (withCommand && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        const search = document.getElementById(SEARCH_ID);
        if (search instanceof HTMLInputElement) {
          search.focus();
          search.select();
        }
      } else if (withCommand && /^[1-6]$/.test(event.key)) {
        event.preventDefault();
        const place = NUMBERED[Number(event.key) - 1];
        if (place) go({ place });
      } else if (withCommand && event.key === ',') {
        event.preventDefault();
        go({ place: 'settings' });
      } else if (event.key === '?' && !withCommand && !isTyping(event.target)) {
        event.preventDefault();
        useShell.getState().setShortcuts(true);
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
