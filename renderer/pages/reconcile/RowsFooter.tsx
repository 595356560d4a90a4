import { useTranslation } from 'react-i18next';
import { fromMinor, toMinor } from '../../../shared/domain/money';
import { useReconcileView } from '../../stores/reconcileView';
import { useFormats } from '../../ui/formatsContext';
import { Kbd } from '../../ui/layout';
import { Money } from '../../ui/values';
import styles from './Reconcile.module.css';
import { SumList } from './SidesCard';
import type { Overview } from './useReconcile';

/** Right minus left, with its sign. */
function Difference({ sums }: { readonly sums: Overview['lists'][number]['differences'] }) {
  const { t } = useTranslation('reconcile');
  const totals = new Map<string, number>();
  for (const { money } of sums)
    totals.set(money.currency, (totals.get(money.currency) ?? 0) + (toMinor(money.amount, money.currency) ?? 0));
  return (
    <span>
      <span className={styles.note}>{t('heading.difference')}</span>{' '}
      {[...totals].map(([currency, minor], index) => (
        <b key={currency}>
          {index > 0 && ' · '}
          {minor > 0 && '+'}
          <Money amount={fromMinor(minor, currency)} currency={currency} />
        </b>
      ))}
    </span>
  );
}

const HINTS = [
  ['move', '↑ ↓'],
  ['open', 'Enter'],
  ['link', 'L'],
  ['apart', 'K'],
  ['explain', 'E'],
  ['undo', 'U'],
] as const;

/** Sums of the list, and the keys. */
export function RowsFooter({ sums }: { readonly sums: Overview['lists'][number] | undefined }) {
  const { t } = useTranslation('reconcile');
  const formats = useFormats();
  const count = sums?.explained ?? 0;
  const isShown = useReconcileView((state) => state.filters.withExplained);
  return (
    <>
      <span className={styles.footSums}>
        {sums && <SumList sums={sums.sums} />}
        {sums && sums.list === 'different' && <Difference sums={sums.differences} />}
        {count > 0 && !isShown && <span>{t('sum.explained', { count, shown: formats.count(count) })}</span>}
      </span>
      <span className={styles.hints}>
        {HINTS.map(([id, key]) => (
          <span key={id}>
            <Kbd>{key}</Kbd> {t(`keys.${id}`)}
          </span>
        ))}
      </span>
    </>
  );
}
