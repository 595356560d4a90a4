import { useEffect, useRef, type ReactNode } from 'react';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../app/Mark';
import { IconButton } from '../../ui/Button';
import { StateIcon } from '../../ui/StateIcon';
import styles from './Wizard.module.css';

const CONNECTING = ['service', 'sign_in', 'check', 'done'] as const;
const TASK = ['details', 'task', 'done'] as const;
type ShownStep = (typeof CONNECTING | typeof TASK)[number];

interface Props {
  readonly step: ShownStep;
  readonly isTask?: boolean;
  /** Changes with every screen: the focus moves to its heading. */
  readonly screen: string;
  readonly heading: ReactNode;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  readonly footStart?: ReactNode;
  readonly footNote?: ReactNode;
  readonly footEnd?: ReactNode;
  readonly onClose: () => void;
}
/** The sheet: its named steps above, one question in the middle, the way back and the way on below. */
export function WizardFrame(props: Props) {
  const { t } = useTranslation('connect');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [props.screen]);
  return (
    <section
      className={styles.sheet}
      aria-label={t('title')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) props.onClose();
      }}
    >
      <header className={styles.head}>
        <span className={styles.brand}>
          <Mark />
          <span>{t('title')}</span>
        </span>
        <Steps steps={props.isTask === true ? TASK : CONNECTING} current={props.step} />
        <span className={styles.close}>
          <IconButton label={t('close')} icon={<IconX size={16} stroke={1.5} />} onClick={props.onClose} />
        </span>
      </header>
      <div className={styles.scroll}>
        <div className={styles.body}>
          <h1 ref={heading} className={styles.heading} tabIndex={-1} data-page-title>
            {props.heading}
          </h1>
          {props.lead !== undefined && <p className={styles.lead}>{props.lead}</p>}
          <div className={styles.content}>{props.children}</div>
        </div>
      </div>
      <footer className={styles.foot}>
        <div className={styles.footInner}>
          <div className={styles.footStart}>{props.footStart}</div>
          {props.footNote !== undefined && <span className={styles.footNote}>{props.footNote}</span>}
          <div className={styles.footEnd}>{props.footEnd}</div>
        </div>
      </footer>
    </section>
  );
}

function Steps({ steps, current }: { readonly steps: readonly ShownStep[]; readonly current: ShownStep }) {
  const { t } = useTranslation('connect');
  const at = steps.indexOf(current);
  return (
    <ol className={styles.steps} aria-label={t('steps')}>
      {steps.map((step, index) => {
        const name = t(`step.${step}`);
        const isOver = index < at;
        return (
          <li
            key={step}
            className={`${styles.step} ${index === at ? styles.stepNow : ''}`}
            aria-current={index === at ? 'step' : undefined}
          >
            {isOver ? <StateIcon state="ok" /> : <span className={styles.stepNo}>{index + 1}</span>}
            <span className={styles.stepName}>{name}</span>
            {isOver && <span className="visually-hidden">{t('step.finished', { step: name })}</span>}
          </li>
        );
      })}
    </ol>
  );
}
