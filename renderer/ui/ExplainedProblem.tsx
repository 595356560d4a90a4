import type { ReactNode } from 'react';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../shared/errors';
import { CopyButton } from './CopyButton';
import styles from './ExplainedProblem.module.css';
import { problemTexts, supportText } from './problemTexts';
import { RichText } from './RichText';
import { StateIcon } from './StateIcon';
import { useInstantText } from './values';

interface Props {
  readonly problem: AppError;
  /** Overrides the first line, e.g. with what was being done: *September did not reach …*. */
  readonly title?: ReactNode;
  /** The one primary button. */
  readonly action?: ReactNode;
  readonly secondary?: ReactNode;
  readonly tone?: 'bad' | 'warn';
  /** A second line under the title: what it was, when. */
  readonly note?: ReactNode;
  /** Stands under *Details* after the codes, e.g. the lines of a log, */
  readonly details?: ReactNode;
  /** and the same as text for support. */
  readonly detailsText?: string;
}

/** Always four lines, in this order: what happened, why probably, what to do, what is safe. Codes only under *Details*. */
export function ExplainedProblem(props: Props) {
  const { problem, title, action, secondary, tone = 'bad' } = props;
  const { t } = useTranslation('common');
  const { t: tAny } = useTranslation();
  const instantText = useInstantText();
  const texts = problemTexts(tAny, problem);
  const codes = supportText(problem, document.documentElement.dataset['version'] ?? '');
  const support = props.detailsText === undefined ? codes : `${codes}\n\n${props.detailsText}`;
  // Whatever went wrong, a clock that is minutes off is worth a word: signatures, certificates and links depend on it.
  const clock =
    problem.params['clockSkewMinutes'] === undefined || problem.key === 'net.clock'
      ? undefined
      : problemTexts(tAny, { ...problem, key: 'net.clock' });
  const lines: readonly { id: string; value: ReactNode }[] = [
    // Without a title of its own the head already says what happened.
    ...(title === undefined ? [] : [{ id: 'what', value: texts.what }]),
    { id: 'why', value: <RichText text={texts.why} /> },
    ...(clock === undefined ? [] : [{ id: 'clock', value: <RichText text={`${clock.what} ${clock.todo}`} /> }]),
    {
      id: 'todo',
      value: (
        <>
          <RichText text={texts.todo} />
          {problem.retryAt !== undefined && (
            <span className={styles.next}> {t('problem.next_try', { at: instantText(problem.retryAt) })}</span>
          )}
        </>
      ),
    },
    {
      id: 'safe',
      value: (
        <span className={styles.safe}>
          <StateIcon state="ok" />
          <span>
            <RichText text={texts.safe} />
          </span>
        </span>
      ),
    },
  ];
  return (
    <section className={`${styles.box} ${styles.container}`} aria-label={texts.what} data-problem>
      <div className={`${styles.head} ${styles[tone]}`}>
        <p className={styles.title}>
          <StateIcon state={tone === 'bad' ? 'stopped' : 'attention'} />
          <span>
            {title ?? texts.what}
            {props.note !== undefined && <span className={styles.note}>{props.note}</span>}
          </span>
        </p>
        {(action !== undefined || secondary !== undefined) && (
          <div className={styles.actions}>
            {secondary}
            {action}
          </div>
        )}
      </div>
      <dl className={styles.lines}>
        {lines.map((line) => (
          <div key={line.id} className={styles.line}>
            <dt>{t(`problem.${line.id}`)}</dt>
            <dd>{line.value}</dd>
          </div>
        ))}
      </dl>
      <details className={styles.foot}>
        <summary>
          <IconChevronRight className={styles.chevron} size={16} stroke={1.5} />
          {t('problem.details')}
        </summary>
        <pre className={styles.codes}>{codes}</pre>
        {props.details}
        <CopyButton text={support} label={t('problem.copy')} withWord />
      </details>
    </section>
  );
}
