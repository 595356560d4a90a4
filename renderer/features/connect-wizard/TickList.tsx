import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tick } from '../../../shared/contract/connect';
import { useFormats } from '../../ui/formatsContext';
import { RichText } from '../../ui/RichText';
import { StateIcon, type State } from '../../ui/StateIcon';
import styles from './Check.module.css';
import type { ProviderText } from './providerTexts';

const SHAPE: Readonly<Record<Tick['state'], State>> = {
  waiting: 'not_due',
  running: 'running',
  done: 'ok',
  skipped: 'fine',
  failed: 'stopped',
};

interface Props {
  readonly ticks: readonly Tick[];
  readonly text: ProviderText;
  /** Of the keys of the steps' names. */
  readonly prefix?: string;
  /** Drawn under the last tick that is done: the company that was found. */
  readonly card?: ReactNode;
}
/** The steps of a check as they happen, with their times. */
export function TickList({ ticks, text, prefix = 'verify.', card }: Props) {
  const { t } = useTranslation('connect');
  const formats = useFormats();
  const cardAfter = ticks.findLastIndex(
    ({ id, state }) => state === 'done' && /company|account|identity|user/.test(id),
  );
  const lastDone = ticks.findLastIndex(({ state }) => state === 'done');
  const noteOf = (tick: Tick): string => {
    if (tick.note !== undefined) return text(tick.note, tick.noteParams) || tick.note;
    if (tick.state === 'running') return t('check.asking');
    return tick.state === 'skipped' ? t('check.skipped') : '';
  };
  return (
    <ul className={styles.ticks} aria-live="polite">
      {ticks.map((tick, index) => (
        <li key={tick.id}>
          <div className={`${styles.tick} ${tick.state === 'waiting' ? styles.later : ''}`}>
            <StateIcon state={SHAPE[tick.state]} />
            <span className={styles.tickName}>{text(prefix + tick.id) || tick.id}</span>
            <span className={styles.note}>
              <RichText text={noteOf(tick)} />
            </span>
            <span className={styles.ms}>
              {tick.ms !== undefined && t('check.seconds', { seconds: formats.decimal((tick.ms / 1000).toFixed(1)) })}
            </span>
          </div>
          {index === (cardAfter >= 0 ? cardAfter : lastDone) && card}
        </li>
      ))}
    </ul>
  );
}
