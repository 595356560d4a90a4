import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useInvoiceView } from '../stores/invoiceView';
import { useRoute, useRouteStore } from '../stores/route';
import { useShell } from '../stores/shell';
import { DropZone } from '../features/imports/DropZone';
import { Banners } from './Banners';
import { CompanyContext, type Company } from './company';
import { ErrorBoundary } from './ErrorBoundary';
import { PAGES } from './routes';
import { SideBar } from './SideBar';
import styles from './Shell.module.css';
import { TitleBar } from './TitleBar';
import { useShortcuts } from './useShortcuts';

export function Shell({ companies }: { readonly companies: readonly Company[] }) {
  const { t } = useTranslation('shell');
  const route = useRoute();
  const chosenId = useShell((state) => state.companyId);
  const company = companies.find((each) => each.id === chosenId) ?? companies[0];
  const main = useRef<HTMLElement>(null);
  useShortcuts();
  useOwnInvoices(company?.id);
  // Another place: the reader starts at its title, the keyboard inside the page. Not at the first drawing, unless one has come
  // here from the first screen.
  const place = useRef(useRouteStore.getState().previous?.place ?? route.place);
  // A section of the page takes the keyboard itself.
  const isSectionAsked = route.place === 'settings' && route.section !== undefined;
  useEffect(() => {
    if (place.current === route.place) return;
    place.current = route.place;
    // A field that the page begins with has taken it already.
    if (document.activeElement?.closest('[data-keeps-focus], [data-autofocus]') || isSectionAsked) return;
    const title = main.current?.querySelector<HTMLElement>('[data-page-title]');
    (title ?? main.current)?.focus({ preventScroll: true });
  }, [route.place, isSectionAsked]);
  const Current = PAGES[route.place];
  // Without a company only the wizard and the settings have something to show.
  const isDrawn = company !== undefined || route.place === 'connect' || route.place === 'settings';
  return (
    <CompanyContext value={company}>
      <div className={styles.shell}>
        <a
          className={styles.skip}
          href="#page"
          onClick={(event) => {
            event.preventDefault();
            main.current?.focus();
          }}
        >
          {t('skip_to_page')}
        </a>
        <TitleBar />
        {company && route.place !== 'reports' && <DropZone companyId={company.id} />}
        <SideBar companies={companies} />
        <main id="page" ref={main} className={styles.main} tabIndex={-1}>
          <Banners />
          <div className={styles.page}>
            <ErrorBoundary resetKey={`${route.place} ${company?.id ?? ''}`}>
              {/* The wizard goes on while the company that it has just found appears. */}
              {isDrawn && <Current key={route.place === 'connect' ? 'connect' : (company?.id ?? 'none')} />}
            </ErrorBoundary>
          </div>
        </main>
      </div>
    </CompanyContext>
  );
}

/** Whatever led to another company: its list begins with all of its invoices, not with a filter or an open invoice of the one before. */
function useOwnInvoices(companyId: Company['id'] | undefined): void {
  const before = useRef(companyId);
  useLayoutEffect(() => {
    if (before.current === companyId) return;
    before.current = companyId;
    useInvoiceView.getState().reset();
  }, [companyId]);
}
