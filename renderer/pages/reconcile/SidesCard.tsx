import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconcileSum } from '../../../shared/contract/reconcile';
import { useConnectionNames } from '../../app/useConnectionNames';
import { useCompany } from '../../app/company';
import { useFormats } from '../../ui/formatsContext';
import { ProviderTile } from '../../ui/layout';
import { StateIcon } from '../../ui/StateIcon';
import { Count, InstantText, Money } from '../../ui/values';
import styles from './Reconcile.module.css';
import type { Overview } from './useReconcile';

interface Props {
  readonly overview: Overview;
  readonly month: string;
  readonly names: { readonly left: string; readonly right: string };
}
/** Both sides with their counts and sums, what agrees between them, and how sure it is that nothing more will come. */
export function SidesCard({ overview, month, names }: Props) {
  const { t } = useTranslation('reconcile');
  const equal = overview.lists.find(({ list }) => list === 'equal')?.count ?? 0;
  return (
    <section className={styles.sides} aria-label={t('heading.fields')}>
      <SideBox side={overview.left} title={names.left} month={month} />
      <div className={styles.between}>
        <span className={styles.bridge}>
          <b>
            <Count value={equal} />
          </b>
        </span>
        <span className={styles.note}>{t('side.equal')}</span>
      </div>
      <SideBox side={overview.right} title={names.right} month={month} />
      <Completeness overview={overview} month={month} left={names.left} />
    </section>
  );
}

function SideBox({
  side,
  title,
  month,
}: {
  readonly side: Overview['left'];
  readonly title: string;
  readonly month: string;
}) {
  const { t } = useTranslation('reconcile');
  const formats = useFormats();
  const nameOf = useConnectionNames(useCompany().id);
  return (
    <div className={styles.side}>
      <span className={styles.tiles}>
        {side.connectionIds.slice(0, 3).map((id) => (
          <ProviderTile key={id} letters={nameOf(id).letters} size={36} name={nameOf(id).title} />
        ))}
      </span>
      <div className={styles.sideText}>
        <span className={styles.note}>{t('side.month', { title, month: formats.monthYear(month) })}</span>
        <span>
          <b className={styles.big}>{formats.count(side.count)}</b> <SumList sums={side.sums} />
        </span>
      </div>
    </div>
  );
}

/** Never added across currencies or directions: per direction where there are both. */
export function SumList({ sums }: { readonly sums: readonly ReconcileSum[] }) {
  const { t } = useTranslation('reconcile');
  const hasBoth = new Set(sums.map(({ direction }) => direction)).size > 1;
  return (
    <span className={styles.sumList}>
      {sums.map(({ direction, money }, index) => (
        <Fragment key={`${direction} ${money.currency}`}>
          {index > 0 && <span aria-hidden> · </span>}
          {hasBoth && <span className={styles.note}>{t(`filter.${direction}`)} </span>}
          <Money amount={money.amount} currency={money.currency} />
        </Fragment>
      ))}
    </span>
  );
}

function Completeness({
  overview,
  month,
  left,
}: {
  readonly overview: Overview;
  readonly month: string;
  readonly left: string;
}) {
  const { t } = useTranslation('reconcile');
  const [open] = overview.incomplete;
  const isRunning = month >= new Date().toISOString().slice(0, 7);
  if (open === undefined && !isRunning)
    return (
      <div className={styles.complete}>
        <span className={styles.completeHead}>
          <StateIcon state="ok" /> <b>{t('complete.yes', { left })}</b>
        </span>
        <span className={styles.note}>{t('complete.yes_note')}</span>
      </div>
    );
  if (open === undefined)
    return (
      <div className={styles.complete}>
        <span className={styles.completeHead}>
          <StateIcon state="due" /> <b>{t('complete.running_note')}</b>
        </span>
      </div>
    );
  return (
    <div className={styles.complete}>
      <span className={styles.completeHead}>
        <StateIcon state="attention" /> <b className={styles.warn}>{t('complete.no', { left })}</b>
      </span>
      <span className={styles.note}>
        {open.upTo !== undefined && (
          <>
            <InstantText instant={open.upTo} />{' '}
          </>
        )}
        {t('complete.no_note')}
      </span>
    </div>
  );
}
