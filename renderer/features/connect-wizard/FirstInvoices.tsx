import { useTranslation } from 'react-i18next';
import type { CompanyId, ConnectionId } from '../../../shared/domain/ids';
import type { RunView } from '../../../shared/contract/runs';
import { useQuery } from '../../bridge/hooks';
import { useFormats } from '../../ui/formatsContext';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { ProgressBar } from '../../ui/ProgressBar';
import { StateIcon } from '../../ui/StateIcon';
import { DateText, Money } from '../../ui/values';
import { partProgressText } from '../runs/runTexts';
import { usePartPace } from '../runs/usePartPace';
import styles from './Done.module.css';

const SHOWN = 5;

interface Props {
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  readonly run: RunView | undefined;
}
/** The newest invoices of the new connection while its first sync brings the others. */
export function FirstInvoices({ companyId, connectionId, run }: Props) {
  const { t } = useTranslation('connect');
  const invoices = useQuery('invoices.list', {
    filter: { companyId, connectionId },
    sort: 'date_desc',
    limit: SHOWN,
  });
  const part = run?.parts.find((each) => each.connectionId === connectionId) ?? run?.parts[0];
  const rows = invoices.data?.rows ?? [];
  const isGoing = run === undefined || run.state === 'running' || run.state === 'waiting';
  if (part?.problem && part.state === 'failed') return <ExplainedProblem problem={part.problem} />;
  if (!isGoing && rows.length === 0) return null;
  return (
    <div className={styles.card}>
      <div className={styles.rows}>
        {rows.map((row) => (
          <div key={row.id} className={styles.row}>
            <StateIcon state="fine" />
            <span className={styles.exact}>
              <DateText date={row.issueDate} form="short" />
            </span>
            <span className={styles.number} title={row.number}>
              {row.number}
            </span>
            <span className={styles.hideNarrow} title={row.counterparty}>
              {row.counterparty}
            </span>
            <span className={styles.exact}>
              <Money amount={row.gross.amount} currency={row.gross.currency} />
            </span>
          </div>
        ))}
        {rows.length === 0 &&
          Array.from({ length: 3 }, (_, index) => (
            <div key={index} className={styles.ghost} aria-hidden>
              <span style={{ width: `${64 - index * 9}%` }} />
            </div>
          ))}
      </div>
      {isGoing && <Progress label={t('done.loading')} runId={run?.id} part={part} />}
    </div>
  );
}

interface ProgressProps {
  readonly label: string;
  readonly runId: RunView['id'] | undefined;
  readonly part: RunView['parts'][number] | undefined;
}
function Progress({ label, runId, part }: ProgressProps) {
  const { t } = useTranslation('activity');
  const formats = useFormats();
  const pace = usePartPace(runId, part);
  const text = part ? [partProgressText(t, formats, part), pace].filter((each) => each !== '').join(' · ') : '';
  return (
    <div className={styles.progress}>
      <div className={styles.progressHead}>
        <span>{label}</span>
        <span>{text}</span>
      </div>
      <ProgressBar
        label={label}
        done={part?.done ?? 0}
        state={part?.state === 'waiting' ? 'waiting' : 'running'}
        {...(part?.total === undefined ? {} : { total: part.total })}
      />
    </div>
  );
}
