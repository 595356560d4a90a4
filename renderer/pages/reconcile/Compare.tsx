import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkField, type ReconcileRow, type ReconcileSide } from '../../../shared/contract/reconcile';
import { fromMinor, toMinor } from '../../../shared/domain/money';
import { useCompany } from '../../app/company';
import { useConnectionNames } from '../../app/useConnectionNames';
import { ProviderTile } from '../../ui/layout';
import { StateIcon } from '../../ui/StateIcon';
import { DateText, Money, TaxId } from '../../ui/values';
import styles from './Reconcile.module.css';

type Amount = 'net' | 'vat' | 'gross';
const isAmount = (field: LinkField): field is Amount => field === 'net' || field === 'vat' || field === 'gross';

/** Both records field by field; what differs stands out by shape, weight and colour. */
export function Compare({ row }: { readonly row: ReconcileRow }) {
  const { t } = useTranslation('reconcile');
  const nameOf = useConnectionNames(useCompany().id);
  const { left, right } = row;
  const head = (side: ReconcileSide | undefined): ReactNode => {
    if (side === undefined) return '—';
    const { letters, title } = nameOf(side.connectionId);
    return (
      <span className={styles.compareHead}>
        <ProviderTile letters={letters} size={20} /> {title}
      </span>
    );
  };
  return (
    <table className={styles.compare}>
      <caption className={styles.hidden}>{t('heading.fields')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className={styles.hidden}>{t('heading.fields')}</span>
          </th>
          <th scope="col">{head(left)}</th>
          <th scope="col">
            <span className={styles.hidden}>{t('heading.difference')}</span>
          </th>
          <th scope="col">{head(right)}</th>
        </tr>
      </thead>
      <tbody>
        {/* The title says it where both agree. */}
        {left && right && left.counterparty !== right.counterparty && (
          <Line label={t('field.counterparty')} left={left.counterparty} right={right.counterparty} />
        )}
        {LinkField.options
          .filter((field) => isShown(field, row))
          .map((field) => (
            <Line
              key={field}
              label={t(`field.${field}`)}
              left={left && <Value side={left} field={field} />}
              right={right && <Value side={right} field={field} />}
              isOff={row.differs.includes(field)}
              isPair={isTold(left, field) && isTold(right, field)}
              gap={isAmount(field) ? gapOf(row, field) : undefined}
            />
          ))}
      </tbody>
    </table>
  );
}

/** What one side does not tell is neither the same nor different. */
function isTold(side: ReconcileSide | undefined, field: LinkField): boolean {
  if (side === undefined) return false;
  if (field === 'due_on') return side.dueOn !== undefined;
  return field !== 'counterparty_tax_id' || side.counterpartyTaxId !== undefined;
}

/** Kind and currency say something only where they differ. */
function isShown(field: LinkField, { left, right, differs }: ReconcileRow): boolean {
  if (field === 'kind' || field === 'currency') return differs.includes(field);
  if (field === 'due_on') return left?.dueOn !== undefined || right?.dueOn !== undefined;
  return true;
}

interface LineProps {
  readonly label: string;
  readonly left: ReactNode;
  readonly right: ReactNode;
  readonly isOff?: boolean;
  readonly isPair?: boolean;
  readonly gap?: ReactNode;
}
function Line({ label, left, right, isOff = false, isPair = false, gap }: LineProps) {
  const { t } = useTranslation('common');
  return (
    <tr className={isOff ? styles.offLine : ''}>
      <th scope="row">{label}</th>
      <td>{left ?? '—'}</td>
      <td className={styles.mark}>
        {isPair && <StateIcon state={isOff ? 'differs' : 'fine'} {...(isOff ? { label: t('state.differs') } : {})} />}
      </td>
      <td>
        {right ?? '—'}
        {isOff && gap !== undefined && <span className={styles.gap}>{gap}</span>}
      </td>
    </tr>
  );
}

function Value({ side, field }: { readonly side: ReconcileSide; readonly field: LinkField }) {
  const { t } = useTranslation('invoices');
  switch (field) {
    case 'number':
      return <span className={styles.word}>{side.number}</span>;
    case 'issue_date':
      return <DateText date={side.issueDate} />;
    case 'counterparty_tax_id':
      return side.counterpartyTaxId === undefined ? '—' : <TaxId value={side.counterpartyTaxId} />;
    case 'due_on':
      return side.dueOn === undefined ? '—' : <DateText date={side.dueOn} />;
    case 'currency':
      return side.gross.currency;
    case 'kind':
      return side.kind === 'invoice' ? '—' : t(`tag.${side.kind}`);
    case 'net':
    case 'vat':
    case 'gross':
      return <Money amount={side[field].amount} currency={side[field].currency} />;
  }
}

/** Right minus left, with its sign. */
function gapOf({ left, right }: ReconcileRow, field: Amount): ReactNode {
  if (left === undefined || right === undefined || left[field].currency !== right[field].currency) return undefined;
  const { currency } = left[field];
  const [one, other] = [toMinor(left[field].amount, currency), toMinor(right[field].amount, currency)];
  if (one === null || other === null) return undefined;
  return (
    <>
      {other > one ? '+' : ''}
      <Money amount={fromMinor(other - one, currency)} currency={currency} />
    </>
  );
}
