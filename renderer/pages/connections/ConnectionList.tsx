import type { KeyboardEvent } from 'react';
import { IconCalendarDue, IconPlus, IconShieldLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { ProviderView } from '../../../shared/contract/providers';
import { connectionKind, lastGoodAt, type ConnectionKind } from '../../app/connectionKind';
import { useQuery } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button, LinkButton } from '../../ui/Button';
import { plainDateOf } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import { ProviderTile } from '../../ui/layout';
import { StateLabel } from '../../ui/StateIcon';
import styles from './Connections.module.css';
import { ConnectionStateLine } from './ConnectionStateLine';
import { EXPIRY_SHAPES } from './expiryText';

interface Props {
  readonly connections: readonly ConnectionView[];
  readonly providers: readonly ProviderView[];
  readonly shownId: ConnectionView['id'] | undefined;
  readonly isCalendar: boolean;
  readonly onChoose: (id: ConnectionView['id']) => void;
}
export function ConnectionList(props: Props) {
  const { t } = useTranslation('connections');
  const vault = useQuery('app.vault', undefined);
  const of = (...kinds: ConnectionKind[]) => props.connections.filter((each) => kinds.includes(connectionKind(each)));
  const tills = of('till');
  const shared = {
    providers: props.providers,
    shownId: props.shownId,
    isCalendar: props.isCalendar,
    onChoose: props.onChoose,
  };
  return (
    <>
      <header className={styles.listHead}>
        <h1 className={styles.pageTitle} tabIndex={-1} data-page-title>
          {t('title')}
        </h1>
        <Button kind="primary" icon={<IconPlus size={16} stroke={1.5} />} onClick={() => go({ place: 'connect' })}>
          {t('connect')}
        </Button>
      </header>
      <div className={styles.groups} onKeyDown={walkRows}>
        <Group kind="from" purpose="source" connections={of('source', 'clients')} {...shared} />
        {tills.length > 0 && <Group kind="till" purpose="source" connections={tills} {...shared} />}
        <Group kind="to" purpose="destination" connections={of('destination')} {...shared} />
      </div>
      <CalendarRow isShown={props.isCalendar} />
      {vault.data && (
        <footer className={styles.listFoot}>
          <IconShieldLock size={16} stroke={1.5} />
          <span>{t(`sealed.${vault.data.protectedBy}`)}</span>
        </footer>
      )}
    </>
  );
}

/** Arrow keys move through both groups; the pane follows. */
function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const next = rows[rows.indexOf(document.activeElement as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.click();
}

/** The calendar of what expires, over all companies: always in sight below the list. */
function CalendarRow({ isShown }: { readonly isShown: boolean }) {
  const { t } = useTranslation('connections');
  const formats = useFormats();
  const list = useQuery('expiries.list', undefined);
  const next = list.data?.dated.find(({ announced, isExtendedByUse }) => announced === undefined && !isExtendedByUse);
  const note =
    next === undefined
      ? t('expiry.none_next')
      : t(next.state === 'over' ? 'expiry.over_on' : 'expiry.next', { date: formats.date(next.endsOn) });
  return (
    <section className={styles.calendarRow}>
      <button
        type="button"
        data-row
        className={`${styles.row} ${isShown ? styles.shown : ''}`}
        aria-current={isShown || undefined}
        onClick={() => go({ place: 'connections', isCalendar: true })}
      >
        <span className={styles.calendarIcon}>
          <IconCalendarDue size={20} stroke={1.5} />
        </span>
        <span className={styles.rowText}>
          <span className={styles.rowName}>{t('expiry.title')}</span>
          {next === undefined || next.state === 'later' ? (
            <span className={styles.calendarNote}>{note}</span>
          ) : (
            <StateLabel state={EXPIRY_SHAPES[next.state]}>{note}</StateLabel>
          )}
        </span>
      </button>
    </section>
  );
}

interface GroupProps extends Props {
  readonly kind: 'from' | 'till' | 'to';
  readonly purpose: 'source' | 'destination';
}
function Group({ kind, purpose, connections, providers, shownId, onChoose }: GroupProps) {
  const { t } = useTranslation('connections');
  return (
    <section aria-label={t(`group_${kind}`)}>
      <div className={styles.groupHead}>
        <h2>{t(`group_${kind}`)}</h2>
        {connections.length > 0 && <span>{t(kind === 'till' ? 'last_checked' : 'last_good')}</span>}
      </div>
      {connections.length === 0 && kind !== 'till' && (
        <p className={styles.none}>
          {t(`empty.${kind}`)}{' '}
          <LinkButton onClick={() => go({ place: 'connect', purpose })}>{t('empty.from_action')}</LinkButton>
        </p>
      )}
      {connections.map((connection) => (
        <button
          key={connection.id}
          type="button"
          data-row
          className={`${styles.row} ${connection.id === shownId ? styles.shown : ''}`}
          aria-current={connection.id === shownId || undefined}
          onClick={() => onChoose(connection.id)}
        >
          <ProviderTile letters={providers.find(({ id }) => id === connection.providerId)?.letters ?? '·'} />
          <span className={styles.rowText}>
            <span className={styles.rowName} title={connection.title}>
              {connection.title}
            </span>
            <ConnectionStateLine connection={connection} />
          </span>
          <LastGood connection={connection} />
        </button>
      ))}
    </section>
  );
}

function LastGood({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('connections');
  const formats = useFormats();
  const at = lastGoodAt(connection);
  const text = ((): string => {
    if (connection.runningRunId !== undefined) return t('now');
    if (at === undefined) return t('never');
    const day = plainDateOf(new Date(at));
    return day === plainDateOf(new Date()) ? formats.time(at) : formats.dateShort(day);
  })();
  return (
    <span className={styles.last} title={at === undefined ? undefined : formats.dateTime(at)}>
      {text}
    </span>
  );
}
