import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { RunView } from '../../../shared/contract/runs';
import { useQuery } from '../../bridge/hooks';
import { runLine, runShape } from '../../features/runs/runTexts';
import { useRunWords } from '../../features/runs/useRunWords';
import { go } from '../../stores/route';
import { LinkButton } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { Loaded } from '../../ui/Loading';
import { problemTexts } from '../../ui/problemTexts';
import { StateIcon } from '../../ui/StateIcon';
import { useInstantText } from '../../ui/values';
import styles from './Connections.module.css';

const SHOWN = 12;

export function ConnectionHistory({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('connections');
  const runs = useQuery('runs.list', { companyId: connection.companyId, connectionId: connection.id, limit: SHOWN });
  return (
    <section>
      <div className={styles.sectionHead}>
        <h3 className={styles.sectionTitle}>{t('history.heading')}</h3>
        {runs.data && runs.data.length > 0 && (
          <LinkButton onClick={() => go({ place: 'activity', connectionId: connection.id })}>
            {t('history.all')}
          </LinkButton>
        )}
      </div>
      <Loaded query={runs}>
        {(list) =>
          list.length === 0 ? (
            <p className={styles.quiet}>{t('history.empty')}</p>
          ) : (
            <ul className={styles.history}>
              {list.map((run) => (
                <li key={run.id}>
                  <HistoryRow run={run} connectionId={connection.id} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function HistoryRow({ run, connectionId }: { readonly run: RunView; readonly connectionId: ConnectionView['id'] }) {
  const { t } = useTranslation('activity');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const instantText = useInstantText();
  const words = useRunWords();
  const parts = run.parts.filter((part) => part.connectionId === connectionId);
  const problem = parts[0]?.problem ?? run.problem;
  // What the run brought from elsewhere is no history of this connection.
  const line =
    run.state === 'failed' && problem ? problemTexts(tAny, problem).what : runLine(t, formats, { ...run, parts });
  const month = run.month === undefined ? '' : `${formats.monthYear(run.month)} · `;
  return (
    <button type="button" className={styles.historyRow} onClick={() => go({ place: 'activity', runId: run.id })}>
      <StateIcon state={runShape(run)} />
      <span className={styles.historyKind}>{t(`kind.${run.kind}`)}</span>
      <span className={styles.historyLine} title={line}>
        {month}
        {line}
      </span>
      <span className={styles.historyTook}>{words.took(run)}</span>
      <span className={styles.historyAt}>{instantText(run.startedAt)}</span>
    </button>
  );
}
