import { useEffect, useState, type KeyboardEvent } from 'react';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { platform } from '../bridge/bridge';
import { useIsAsking } from '../bridge/hooks';
import { useInvoiceView } from '../stores/invoiceView';
import { go, useRouteStore } from '../stores/route';
import { Kbd } from '../ui/layout';
import styles from './Shell.module.css';
import { SEARCH_ID } from './useShortcuts';

/** Typing leads to the list of invoices, already narrowed; Enter goes into the list, Esc empties the box. */
export function SearchBox() {
  const { t } = useTranslation('shell');
  const shown = useInvoiceView((state) => state.filters.search);
  const setFilters = useInvoiceView((state) => state.setFilters);
  const isAsking = useIsAsking('invoices.list');
  // What is typed stands here until the list asks for it; afterwards the filter is the truth, wherever it is changed. One question
  // at a time: what is typed while an answer is on its way is asked together.
  const [draft, setDraft] = useState<string>();
  const text = draft ?? shown;
  useEffect(
    () =>
      useInvoiceView.subscribe((now, before) => {
        if (now.filters.search !== before.filters.search) setDraft(undefined);
      }),
    [],
  );
  useEffect(() => {
    if (draft === undefined || draft === shown || isAsking) return;
    setFilters({ search: draft });
    if (draft !== '' && useRouteStore.getState().route.place !== 'invoices') go({ place: 'invoices' });
  }, [draft, shown, isAsking, setFilters]);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') {
      if (text === '') event.currentTarget.blur();
      else setDraft('');
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
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          spellCheck={false}
          autoComplete="off"
        />
        <Kbd>{platform() === 'darwin' ? '⌘K' : t('search.key')}</Kbd>
      </label>
    </div>
  );
}
