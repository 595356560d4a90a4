import { useTranslation } from 'react-i18next';
import type { ReconcileSum } from '../../../shared/contract/reconcile';
import { useConnectionNames } from '../../app/useConnectionNames';
import { useCompany } from '../../app/company';
import { useFormats } from '../../ui/formatsContext';
import { ProviderTile } from '../../ui/layout';
import { StateIcon } from '../../ui/StateIcon';
import { Count, InstantText, Money } from '../../ui/values';
import styles from './Reconcile.module.css';
import type { Overview, SideNames } from './useReconcile';

interface Props {
  readonly overview: Overview;
  readonly month: string;
  readonly names: SideNames;
}
/** Both sides with their counts and sums, what agrees between them, and how sure it is that nothing more will come. */
export function SidesCard({ overview, month, names }: Props) {
  const { t } = useTranslation('reconcile');
  const equal = overview.lists.find(({ list }) => list === 'equal')?.count ?? 0;
  return (
    <section className={styles.sides} aria-label={t('heading.fields')}>
      <SideBox side={overview.left} title={names.leftHead} month={month} />
      <div className={styles.between}>
        <span className={styles.bridge}>
          <b>
            <Count value={equal} />
          </b>
        </span>
        <span className={styles.note}>{t('side.equal')}</span>
      </div>
      <SideBox side={overview.right} title={names.rightHead} month={month} />
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
  // Two by two beside the two lines.
  const size = side.connectionIds.length > 2 ? 20 : side.connectionIds.length > 1 ? 28 : 36;
  return (
    <div className={styles.side}>
      <span className={styles.tiles}>
        {side.connectionIds.map((id) => (
          <ProviderTile key={id} letters={nameOf(id).letters} size={size} name={nameOf(id).title} />
        ))}
      </span>
      <div className={styles.sideText}>
        <span className={styles.note}>{t('side.month', { title, month: formats.monthYear(month) })}</span>
        <span className={styles.sideSums}>
          <b className={styles.big}>{formats.count(side.count)}</b>
          <SumList sums={side.sums} />
        </span>
      </div>
    </div>
  );
}

const DIRECTIONS = ['sale', 'purchase', 'other'] as const;
/** The commonest currency of a direction is written out; the others stand in its tooltip. */
export function SumList({ sums }: { readonly sums: readonly ReconcileSum[] }) {
  const { t } = useTranslation('reconcile');
  const formats = useFormats();
  const shown = DIRECTIONS.flatMap((direction) => {
    const [first, ...rest] = sums.filter((sum) => sum.direction === direction);
    return first === undefined ? [] : [{ direction, first, rest }];
  });
  return (
    <span className={styles.sumList}>
      {shown.map(({ direction, first, rest }) => (
        <span key={direction} className={styles.sum}>
          <span className={styles.note}>{t(`filter.${direction}`)}</span>{' '}
          <Money amount={first.money.amount} currency={first.money.currency} />
          {rest.length > 0 && (
            <span
              className={styles.note}
              title={rest
                .map(({ money }) => formats.money(money.amount, money.currency))
                .map(({ amount, symbol }) => `${amount} ${symbol}`)
                .join('\n')}
            >
              {' '}
              + {t('sum.currencies', { count: rest.length, shown: formats.count(rest.length) })}
            </span>
          )}
        </span>
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
