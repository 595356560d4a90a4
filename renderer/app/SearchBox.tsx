import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { platform } from '../bridge/bridge';
import { useInvoiceView } from '../stores/invoiceView';
import { go, useRouteStore } from '../stores/route';
import { Kbd } from '../ui/layout';
import styles from './Shell.module.css';
import { SEARCH_ID } from './useShortcuts';

/** Between keystroke and question: fast typing asks once, a single key is not felt. */
const PAUSE_MS = 40;

/** Typing leads to the list of invoices, already narrowed; Enter goes into the list, Esc empties the box. */
export function SearchBox() {
  const { t } = useTranslation('shell');
  const shown = useInvoiceView((state) => state.filters.search);
  const setFilters = useInvoiceView((state) => state.setFilters);
  // What is typed stands here until the list has it; afterwards the filter is the truth, wherever it is changed.
  const [draft, setDraft] = useState<string>();
  const text = draft ?? shown;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const search = (next: string): void => {
    setDraft(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setFilters({ search: next });
      setDraft(undefined);
      if (next !== '' && useRouteStore.getState().route.place !== 'invoices') go({ place: 'invoices' });
    }, PAUSE_MS);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') {
      if (text === '') event.currentTarget.blur();
      else search('');
    }
    if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      document.querySelector<HTMLElement>('[role="grid"]')?.focus();
    }
  };
  return (
    <div className={styles.searchSlot} role="search" data-keeps-focus>
      <label className={styles.search}>
        <IconSearch size={16} stroke={1.5} />
        <input
          id={SEARCH_ID}
          type="search"
          value={text}
          maxLength={200}
          placeholder={t('search.placeholder')}
          aria-label={t('search.label')}
          onChange={(event) => search(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          spellCheck={false}
          autoComplete="off"
        />
        <Kbd>{platform() === 'darwin' ? '⌘K' : t('search.key')}</Kbd>
      </label>
    </div>
  );
}
