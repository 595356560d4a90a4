import type { ReactNode } from 'react';
import {
  IconActivity,
  IconCalendarClock,
  IconFileInvoice,
  IconLayoutDashboard,
  IconPlugConnected,
  IconScale,
  IconSettings,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '../bridge/hooks';
import { go, useRoute, type Place } from '../stores/route';
import { useShell } from '../stores/shell';
import { Kbd } from '../ui/layout';
import { StateIcon } from '../ui/StateIcon';
import { Tooltip } from '../ui/Tooltip';
import { Count } from '../ui/values';
import { useCompanyOrNone, type Company } from './company';
import { CompanySwitcher } from './CompanySwitcher';
import styles from './Shell.module.css';

type ListedPlace = Exclude<Place, 'connect' | 'files' | 'import' | 'outgoing' | 'sale' | 'tills'>;
/** Places that are reached from another one, and shown as part of it. */
const WITHIN: Readonly<Partial<Record<Place, ListedPlace>>> = {
  connect: 'connections',
  files: 'reports',
  import: 'invoices',
  outgoing: 'invoices',
  sale: 'invoices',
  tills: 'reports',
};
const icon = { size: 17, stroke: 1.5 } as const;
const PLACES: readonly { readonly place: ListedPlace; readonly icon: ReactNode }[] = [
  { place: 'overview', icon: <IconLayoutDashboard {...icon} /> },
  { place: 'invoices', icon: <IconFileInvoice {...icon} /> },
  { place: 'reconcile', icon: <IconScale {...icon} /> },
  { place: 'reports', icon: <IconCalendarClock {...icon} /> },
  { place: 'connections', icon: <IconPlugConnected {...icon} /> },
  { place: 'activity', icon: <IconActivity {...icon} /> },
];

export function SideBar({ companies }: { readonly companies: readonly Company[] }) {
  const { t } = useTranslation('shell');
  const company = useCompanyOrNone();
  const setShortcuts = useShell((state) => state.setShortcuts);
  const needsYou = useNeedsYou(company);
  return (
    <nav className={styles.side} aria-label={t('places')}>
      {company && <CompanySwitcher companies={companies} company={company} />}
      {PLACES.map(({ place, icon: shape }) => (
        <PlaceButton key={place} place={place} icon={shape}>
          {place === 'invoices' && company && company.invoiceCount > 0 && (
            <span className={styles.placeNote}>
              <Count value={company.invoiceCount} />
            </span>
          )}
          {place === 'connections' && needsYou && (
            <span className={styles.placeDot}>
              <StateIcon state="attention" size={14} label={t('needs_you')} />
            </span>
          )}
        </PlaceButton>
      ))}
      <div className={styles.foot}>
        <div className={styles.footRow}>
          <PlaceButton place="settings" icon={<IconSettings {...icon} />} />
          <Tooltip label={t('shortcuts.title')}>
            <button
              type="button"
              className={styles.help}
              aria-label={t('shortcuts.title')}
              onClick={() => setShortcuts(true)}
            >
              <Kbd>?</Kbd>
            </button>
          </Tooltip>
        </div>
      </div>
    </nav>
  );
}

function useNeedsYou(company: Company | undefined): boolean {
  // Not asked without a company: the id is then never sent.
  const connections = useQuery(
    'connections.list',
    { companyId: company?.id as Company['id'] },
    { enabled: company !== undefined },
  );
  return connections.data?.some((connection) => connection.state === 'needs_attention') ?? false;
}

interface PlaceButtonProps {
  readonly place: ListedPlace;
  readonly icon: ReactNode;
  readonly children?: ReactNode;
}
function PlaceButton({ place, icon: shape, children }: PlaceButtonProps) {
  const { t } = useTranslation('shell');
  const route = useRoute();
  const isHere = (WITHIN[route.place] ?? route.place) === place;
  const word = t(`place.${place}`);
  return (
    <button
      type="button"
      className={styles.place}
      aria-current={isHere ? 'page' : undefined}
      data-place={place}
      title={word}
      onClick={() => go({ place })}
    >
      {shape}
      <span className={styles.placeWord}>{word}</span> {children}
    </button>
  );
}
