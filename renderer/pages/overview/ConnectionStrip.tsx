import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { CompanyId } from '../../../shared/domain/ids';
import { connectionKind, lastGoodAt } from '../../app/connectionKind';
import { useConnectionNames } from '../../app/useConnectionNames';
import { useRun } from '../../app/useRun';
import { go } from '../../stores/route';
import { accountText } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import { ProviderTile } from '../../ui/layout';
import { problemTexts } from '../../ui/problemTexts';
import { ProgressBar } from '../../ui/ProgressBar';
import { StateLabel, type State } from '../../ui/StateIcon';
import { InstantText } from '../../ui/values';
import styles from './Overview.module.css';

interface Props {
  readonly companyId: CompanyId;
  readonly connections: readonly ConnectionView[];
}
const MOST_IN_A_ROW = 6;

/** Rows of nearly equal length: fourteen connections as 5 + 5 + 4 and not as 6 + 6 + 2. */
const inARow = (count: number): number => Math.ceil(count / Math.ceil(count / MOST_IN_A_ROW));

/** One joined strip, the same three lines in each cell. */
export function ConnectionStrip({ companyId, connections }: Props) {
  const { t } = useTranslation('overview');
  const nameOf = useConnectionNames(companyId);
  const style = { '--in-a-row': inARow(connections.length) } as CSSProperties;
  return (
    <section className={styles.strip} style={style} aria-label={t('strip.label')}>
      {connections.map((connection) => (
        <Cell key={connection.id} connection={connection} letters={nameOf(connection.id).letters} />
      ))}
    </section>
  );
}

const STATES: Readonly<Record<ConnectionView['state'], State>> = {
  ok: 'ok',
  unverified: 'unverified',
  needs_attention: 'attention',
  paused: 'paused',
};

function Cell({ connection, letters }: { readonly connection: ConnectionView; readonly letters: string }) {
  const { t } = useTranslation('overview');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const run = useRun(connection.runningRunId);
  const part = run?.parts.find((each) => each.connectionId === connection.id);
  const kind = connectionKind(connection);
  const last = lastGoodAt(connection);
  const state = part?.state === 'running' ? 'running' : STATES[connection.state];
  const word = ((): string => {
    if (part?.state === 'running') {
      const ratio = part.total !== undefined && part.total > 0 ? formats.percent(part.done / part.total) : '';
      return `${tAny(`common:state.running`)} ${ratio}`.trim();
    }
    return tAny(`common:state.${STATES[connection.state]}`);
  })();
  const problem = connection.problem;
  return (
    <button
      type="button"
      className={styles.cell}
      onClick={() => go({ place: 'connections', connectionId: connection.id })}
    >
      <span className={styles.cellHead}>
        <ProviderTile letters={letters} size={24} />
        <span className={styles.cellName}>
          <b title={connection.title}>{connection.title}</b>
          <span title={connection.identity}>{accountText(connection.identity)}</span>
        </span>
      </span>
      <StateLabel state={state}>{formats.sentence(word)}</StateLabel>
      <dl className={styles.cellLines}>
        <dt>{t(kind === 'till' ? 'strip.last_checked' : 'strip.last_good')}</dt>
        <dd>{last === undefined ? t('strip.never') : <InstantText instant={last} />}</dd>
        <dt>{t('strip.new')}</dt>
        <dd>
          {kind !== 'source' || connection.lastNewCount === undefined
            ? '—'
            : t('strip.new_count', { count: connection.lastNewCount, shown: formats.count(connection.lastNewCount) })}
        </dd>
        <dt>{t('strip.todo')}</dt>
        <dd title={problem === undefined ? undefined : problemTexts(tAny, problem).what}>
          {connection.state === 'needs_attention' || connection.state === 'unverified' ? (
            <span className={styles.todo}>{t(`strip.todo_${connection.state}`)}</span>
          ) : (
            t('strip.todo_none')
          )}
        </dd>
      </dl>
      {part?.state === 'running' && (
        <span className={styles.progress}>
          <ProgressBar
            label={connection.title}
            done={part.done}
            {...(part.total === undefined ? {} : { total: part.total })}
          />
        </span>
      )}
    </button>
  );
}
