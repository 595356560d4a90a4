import { useMemo } from 'react';
import { IconCopy, IconEqual } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ReconcileList, ReconcileRow, ReconcileSide } from '../../../shared/contract/reconcile';
import { useCompany } from '../../app/company';
import { useConnectionNames, type ConnectionName } from '../../app/useConnectionNames';
import type { Column } from '../../ui/DataTable';
import { ProviderTile, Tag } from '../../ui/layout';
import { StateIcon } from '../../ui/StateIcon';
import { DateText, Money } from '../../ui/values';
import { nameOfCounterparty } from '../invoices/nameOfCounterparty';
import styles from './Reconcile.module.css';
import { useRowNames, type SideNames } from './useReconcile';

type NameOf = (id: ReconcileSide['connectionId'] | undefined) => ConnectionName;

/** Both sides keep their own column all the way; what links them stands between. */
export function useReconcileColumns(names: SideNames, list: ReconcileList): readonly Column<ReconcileRow>[] {
  const { t } = useTranslation('reconcile');
  const nameOf = useConnectionNames(useCompany().id);
  const rowNames = useRowNames(names);
  return useMemo(
    (): readonly Column<ReconcileRow>[] => [
      {
        id: 'left',
        head: list === 'duplicate' ? t('column.one') : names.leftHead,
        width: 'minmax(150px, 1fr)',
        cell: (row) => <SideCell side={row.left} nameOf={nameOf} t={t} />,
      },
      {
        id: 'left_gross',
        head: '',
        headLabel: t('field.gross'),
        width: '108px',
        align: 'end',
        isExact: true,
        hideBelow: 640,
        cell: (row) => <Amount side={row.left} isOff={row.differs.includes('gross')} />,
      },
      {
        id: 'link',
        head: t('column.link'),
        width: '118px',
        hideBelow: 520,
        cell: (row) => <LinkCell row={row} t={t} />,
      },
      {
        id: 'right',
        head: list === 'duplicate' ? t('column.other') : names.rightHead,
        width: 'minmax(150px, 1fr)',
        cell: (row) => <SideCell side={row.right} nameOf={nameOf} t={t} more={row.more.length} />,
      },
      {
        id: 'right_gross',
        head: '',
        headLabel: t('field.gross'),
        width: '108px',
        align: 'end',
        isExact: true,
        hideBelow: 640,
        cell: (row) => <Amount side={row.right} isOff={row.differs.includes('gross')} />,
      },
      {
        id: 'step',
        head: t('column.step'),
        width: 'minmax(120px, 0.8fr)',
        hideBelow: 820,
        cell: (row) => <StepCell row={row} names={rowNames(row)} t={t} />,
      },
    ],
    [names, list, nameOf, rowNames, t],
  );
}

function SideCell({
  side,
  nameOf,
  t,
  more = 0,
}: {
  readonly side: ReconcileSide | undefined;
  readonly nameOf: NameOf;
  readonly t: TFunction;
  readonly more?: number;
}) {
  if (side === undefined) return <span className={styles.nothing}>—</span>;
  const { letters, title } = nameOf(side.connectionId);
  return (
    <span className={styles.cellSide}>
      <ProviderTile letters={letters} name={title} size={20} />
      <span className={styles.cellText}>
        <span className={styles.line}>
          <b title={side.number}>{side.number}</b>
          {side.isScan && <Tag>{t('scan')}</Tag>}
          {more > 0 && <Tag>+{more}</Tag>}
        </span>
        <span className={styles.second} title={nameOfCounterparty(side)}>
          <DateText date={side.issueDate} form="short" /> · {nameOfCounterparty(side)}
        </span>
      </span>
    </span>
  );
}

function Amount({ side, isOff }: { readonly side: ReconcileSide | undefined; readonly isOff: boolean }) {
  if (side === undefined) return null;
  return (
    <span className={isOff ? styles.off : styles.amount}>
      <Money amount={side.gross.amount} currency={side.gross.currency} />
    </span>
  );
}

function LinkCell({ row, t }: { readonly row: ReconcileRow; readonly t: TFunction }) {
  const icon =
    row.list === 'equal' ? (
      <IconEqual size={16} stroke={2} />
    ) : row.list === 'duplicate' ? (
      <IconCopy size={16} stroke={1.5} />
    ) : (
      <StateIcon state={row.list === 'different' ? 'differs' : row.list} />
    );
  return (
    <span className={styles.link}>
      <span className={row.left && row.right ? styles.joined : styles.loose}>
        <span className={row.list === 'equal' ? styles.knotQuiet : styles.knot}>{icon}</span>
      </span>
      {row.by !== undefined && <span className={styles.by}>{t(`by.${row.by}`)}</span>}
    </span>
  );
}

function StepCell({ row, names, t }: { readonly row: ReconcileRow; readonly names: SideNames; readonly t: TFunction }) {
  const fields = row.list === 'different' ? row.differs.map((field) => t(`field.${field}`)).join(', ') : '';
  return (
    <span className={styles.cellText}>
      {fields !== '' && (
        <b className={styles.warn} title={fields}>
          {fields}
        </b>
      )}
      <span className={fields === '' ? '' : styles.second}>{t(`step.${row.step}`, names)}</span>
    </span>
  );
}
