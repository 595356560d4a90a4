// What every part of the page knows.
import { createContext, useContext } from 'react';
import type { PaperWords } from './usePaperWords';

export interface Page {
  readonly words: PaperWords;
  /** The large page: everything, with buttons to copy. */
  readonly isWhole: boolean;
  /** Every row, however many. */
  readonly isEveryRow: boolean;
  readonly onEveryRow: () => void;
}

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('Parts of the page are drawn on a page');
  return page;
}
