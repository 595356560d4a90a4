import { IconFileInvoice, IconLink, IconLock, IconUnlink, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReconcileRow } from '../../../shared/contract/reconcile';
import { useCompany } from '../../app/company';
import { useConnectionNames } from '../../app/useConnectionNames';
import { useCommand } from '../../bridge/hooks';
import { NO_FILTERS, useInvoiceView } from '../../stores/invoiceView';
import { go } from '../../stores/route';
import { Button, IconButton } from '../../ui/Button';
import { ProviderTile, Tag } from '../../ui/layout';
import { StateIcon } from '../../ui/StateIcon';
import { DateText, InstantText, Money } from '../../ui/values';
import { Compare } from './Compare';
import styles from './Reconcile.module.css';
import type { SideNames } from './useReconcile';
import type { RowActions } from './useRowActions';

interface Props {
  readonly row: ReconcileRow;
  readonly names: SideNames;
  readonly actions: RowActions;
  readonly onClose: () => void;
}
/** Fields, then the cause, then the next step; nothing here touches either side. */
export function ReconcilePane({ row, names, actions, onClose }: Props) {
  const { t } = useTranslation('reconcile');
  const { t: common } = useTranslation('common');
  const one = row.left ?? row.right;
  return (
    <article className={styles.pane} aria-label={one?.number}>
      <header className={styles.paneHead}>
        <div>
          <h2>{one?.counterparty}</h2>
          <span className={styles.note}>{t(`list.${row.list}`, names)}</span>
        </div>
        <IconButton size="xs" label={common('close')} icon={<IconX size={16} stroke={1.5} />} onClick={onClose} />
      </header>
      <section className={styles.block}>
        <Compare row={row} />
        <More row={row} />
      </section>
      <section className={styles.block}>
        <h3>{t('heading.why')}</h3>
        <p>{t(`why.${row.step}`, names)}</p>
        {row.explained && (
          <p className={styles.said}>
            {row.explained.note}{' '}
            <span className={styles.note}>
              · <InstantText instant={row.explained.at} />
            </span>
          </p>
        )}
        <h3>{t('heading.todo')}</h3>
        <p>{t(`todo.${row.step}`, names)}</p>
        <Actions row={row} actions={actions} />
        <p className={styles.safe}>
          <IconLock size={14} stroke={1.5} /> {t('safe')}
        </p>
      </section>
    </article>
  );
}

function More({ row }: { readonly row: ReconcileRow }) {
  const { t } = useTranslation('reconcile');
  const nameOf = useConnectionNames(useCompany().id);
  if (row.more.length === 0) return null;
  return (
    <div className={styles.more}>
      <span className={styles.note}>{t('heading.also')}</span>
      {row.more.map((side) => (
        <span key={side.id} className={styles.moreRow}>
          <ProviderTile letters={nameOf(side.connectionId).letters} name={nameOf(side.connectionId).title} size={20} />
          <span className={styles.word}>{side.number}</span>
          {side.isScan && <Tag>{t('scan')}</Tag>}
          <DateText date={side.issueDate} />
          <span className={styles.end}>
            <Money amount={side.gross.amount} currency={side.gross.currency} />
          </span>
        </span>
      ))}
    </div>
  );
}

function Actions({ row, actions }: Pick<Props, 'row' | 'actions'>) {
  const { t } = useTranslation('reconcile');
  const sync = useCommand('sync.start');
  const { id: companyId } = useCompany();
  const openInvoice = (): void => {
    const { setFilters, open } = useInvoiceView.getState();
    setFilters(NO_FILTERS);
    open((row.left ?? row.right)?.id);
    go({ place: 'invoices' });
  };
  const isLone = row.list === 'only_left' || row.list === 'only_right';
  return (
    <div className={styles.actions}>
      {row.list === 'duplicate' && (
        <Button
          kind={row.by === 'likely' ? 'primary' : 'default'}
          icon={<IconLink size={16} stroke={1.5} />}
          onClick={actions.link}
        >
          {t('action.link')}
        </Button>
      )}
      {row.step === 'sync_first' && (
        <Button kind="primary" isBusy={sync.isRunning} onClick={() => void sync.run({ companyId })}>
          {t('action.sync')}
        </Button>
      )}
      {isLone && (
        <Button icon={<IconLink size={16} stroke={1.5} />} onClick={actions.link}>
          {t('action.link_with')}
        </Button>
      )}
      {row.left && row.right && row.decided.length === 0 && (
        <Button icon={<IconUnlink size={16} stroke={1.5} />} onClick={actions.apart}>
          {t('action.apart')}
        </Button>
      )}
      {row.decided.map(({ a, b, verdict }) => (
        <Button key={`${String(a)} ${String(b)}`} onClick={() => actions.reset(a, b)}>
          {t(verdict === 'same' ? 'action.undo_link' : 'action.undo_apart')}
        </Button>
      ))}
      {row.list !== 'equal' &&
        (row.explained ? (
          <Button onClick={actions.unexplain}>{t('action.unexplain')}</Button>
        ) : (
          <Button onClick={actions.explain}>{t('action.explain')}</Button>
        ))}
      <Button kind="quiet" icon={<IconFileInvoice size={16} stroke={1.5} />} onClick={openInvoice}>
        {t('action.open_left')}
      </Button>
      {row.list === 'equal' && <StateIcon state="fine" />}
    </div>
  );
}
