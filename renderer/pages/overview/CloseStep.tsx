import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ClosingStep } from '../../../shared/contract/closing';
import type { StepState } from '../../features/closing/closingSteps';
import { NO_FILTERS, useInvoiceView } from '../../stores/invoiceView';
import { useReconcileView } from '../../stores/reconcileView';
import { go } from '../../stores/route';
import { LinkButton } from '../../ui/Button';
import type { Formats } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import { StateIcon, type State } from '../../ui/StateIcon';
import styles from './CloseCard.module.css';

const SHAPES: Readonly<Record<StepState, State>> = { done: 'fine', open: 'attention', later: 'not_due' };

interface Props {
  readonly step: ClosingStep;
  readonly state: StepState;
  readonly month: string;
}
export function CloseStep({ step, state, month }: Props) {
  const { t } = useTranslation('closing');
  const formats = useFormats();
  const isCounted = step.kind === 'complete' || step.kind === 'fetched';
  const link = state === 'done' ? undefined : wayOn(step, month);
  return (
    <li className={`${styles.step} ${styles[`${state}Step`] ?? ''}`}>
      <StateIcon state={SHAPES[state]} label={t(`state.${state}`)} />
      <span className={styles.sentence}>{sentenceOf(step, t, formats)}</span>
      {isCounted && (
        <span className={styles.number}>
          {t('so_many', { done: formats.count(step.done), all: formats.count(step.of) })}
        </span>
      )}
      {link && <LinkButton onClick={link.follow}>{t(`to.${link.to}`)}</LinkButton>}
    </li>
  );
}

function sentenceOf({ kind, isDone, done, of }: ClosingStep, t: TFunction<'closing'>, formats: Formats): string {
  if (kind === 'complete' || kind === 'fetched') return t(`step.${kind}`);
  if (kind === 'arrived') return t('step.arrived', { done: formats.count(done), all: formats.count(of), count: of });
  return isDone ? t(`step.${kind}`) : t(`left.${kind}`, { count: of, shown: formats.count(of) });
}

interface WayOn {
  readonly to: 'connection' | 'look' | 'reconcile' | 'report';
  readonly follow: () => void;
}
/** Where a person does what the step asks for. */
function wayOn({ kind, connectionId }: ClosingStep, month: string): WayOn | undefined {
  switch (kind) {
    case 'complete':
    case 'fetched':
      return connectionId === undefined
        ? undefined
        : { to: 'connection', follow: () => go({ place: 'connections', connectionId }) };
    case 'look':
      return {
        to: 'look',
        follow: () => {
          useInvoiceView.getState().setFilters({ ...NO_FILTERS, needsLook: true, month });
          go({ place: 'invoices' });
        },
      };
    case 'match':
      return {
        to: 'reconcile',
        follow: () => {
          useReconcileView.getState().setFilters({ ...ALL_OF_A_MONTH, month });
          go({ place: 'reconcile' });
        },
      };
    case 'bundle':
    case 'arrived':
      return { to: 'report', follow: () => go({ place: 'reports', month }) };
  }
}
const ALL_OF_A_MONTH = { direction: undefined, connectionId: undefined, list: 'different', search: '' } as const;
