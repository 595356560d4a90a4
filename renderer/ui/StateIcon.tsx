// The shapes of the states. Each one is told apart in grey: colour is the third sign after shape and word.
import type { ReactNode } from 'react';
import styles from './StateIcon.module.css';

export const STATES = [
  'ok',
  'fine',
  'done',
  'running',
  'due',
  'waiting',
  'late',
  'attention',
  'stopped',
  'paused',
  'offline',
  'unverified',
  'not_due',
  'locked',
  'differs',
  'only_left',
  'only_right',
] as const;
export type State = (typeof STATES)[number];

const stroke = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.5,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;
const onShape = { ...stroke, stroke: 'var(--k-surface)', strokeWidth: 1.7 } as const;
const TICK = 'M5 8.2l2.1 2.1L11 6.2';

const SHAPES: Readonly<Record<State, ReactNode>> = {
  ok: (
    <>
      <circle cx="8" cy="8" r="6.5" fill="currentColor" />
      <path d={TICK} {...onShape} />
    </>
  ),
  fine: <path d="M3.5 8.5l3 3 6-6.5" {...stroke} />,
  done: (
    <>
      <circle cx="8" cy="8" r="6.5" fill="var(--k-okT)" stroke="var(--k-okT)" />
      <path d={TICK} {...stroke} strokeWidth={1.7} />
    </>
  ),
  running: (
    <>
      <circle cx="8" cy="8" r="5.75" {...stroke} strokeWidth={2} opacity={0.25} />
      <path className={styles.arc} d="M8 2.25A5.75 5.75 0 0 1 13.75 8" {...stroke} strokeWidth={2} />
    </>
  ),
  due: (
    <>
      <circle cx="8" cy="8" r="5.75" {...stroke} />
      <path d="M8 4.5a3.5 3.5 0 0 1 0 7z" fill="currentColor" />
    </>
  ),
  waiting: (
    <>
      <circle cx="8" cy="8" r="5.75" {...stroke} />
      <path d="M8 4.8V8l2 1.4" {...stroke} />
    </>
  ),
  late: (
    <>
      <path d="M8 1.2L14.8 8 8 14.8 1.2 8z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      <path d="M8 5v3.2l1.9 1.2" {...onShape} strokeWidth={1.5} />
    </>
  ),
  attention: (
    <>
      <path d="M8 2.2l6.2 11H1.8z" fill="currentColor" stroke="currentColor" strokeWidth={1.6} strokeLinejoin="round" />
      <path d="M8 6.4v3.2M8 11.7v.1" {...onShape} />
    </>
  ),
  stopped: (
    <>
      <path
        d="M5.4 1.7h5.2l3.7 3.7v5.2l-3.7 3.7H5.4l-3.7-3.7V5.4z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth={0.8}
        strokeLinejoin="round"
      />
      <path d="M5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2" {...onShape} />
    </>
  ),
  paused: (
    <>
      <rect x="3.8" y="3" width="3" height="10" rx="0.8" fill="currentColor" />
      <rect x="9.2" y="3" width="3" height="10" rx="0.8" fill="currentColor" />
    </>
  ),
  offline: (
    <>
      <circle cx="8" cy="8" r="5.75" {...stroke} />
      <path d="M4.2 11.8l7.6-7.6" {...stroke} />
    </>
  ),
  unverified: (
    <>
      <circle cx="8" cy="8" r="5.75" {...stroke} />
      <path d="M6.5 6.4a1.6 1.6 0 1 1 2.3 1.5c-.5.3-.8.6-.8 1.1M8 11v.1" {...stroke} />
    </>
  ),
  not_due: <circle cx="8" cy="8" r="5.75" {...stroke} strokeDasharray="1.6 2.9" />,
  locked: (
    <>
      <rect x="3" y="7" width="10" height="6.8" rx="1.6" fill="currentColor" />
      <path d="M5.2 7V5.1a2.8 2.8 0 0 1 5.6 0V7" {...stroke} strokeWidth={1.6} />
    </>
  ),
  differs: <path d="M2.8 6h10.4M2.8 10h10.4M10.6 2.8L5.4 13.2" {...stroke} strokeWidth={1.8} />,
  only_left: (
    <>
      <circle cx="8" cy="8" r="5.75" {...stroke} />
      <path d="M8 2.25a5.75 5.75 0 0 0 0 11.5z" fill="currentColor" />
    </>
  ),
  only_right: (
    <>
      <circle cx="8" cy="8" r="5.75" {...stroke} />
      <path d="M8 2.25a5.75 5.75 0 0 1 0 11.5z" fill="currentColor" />
    </>
  ),
};

const COLOURS: Readonly<Record<State, string | undefined>> = {
  ok: styles.ok,
  fine: styles.text3,
  done: styles.ok,
  running: styles.accent,
  due: styles.accent,
  waiting: styles.text2,
  late: styles.warn,
  attention: styles.warn,
  stopped: styles.bad,
  paused: styles.text2,
  offline: styles.text2,
  unverified: styles.text2,
  not_due: styles.line2,
  locked: styles.text2,
  differs: styles.warn,
  only_left: styles.warn,
  only_right: styles.warn,
};

interface IconProps {
  readonly state: State;
  readonly size?: number;
  /** Text for readers; needed wherever no word stands beside the shape. */
  readonly label?: string;
}
export function StateIcon({ state, size = 16, label }: IconProps) {
  return (
    <svg
      className={`${styles.icon} ${COLOURS[state]}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      data-state={state}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {SHAPES[state]}
    </svg>
  );
}

const WORD_COLOURS: Readonly<Partial<Record<State, string | undefined>>> = {
  late: styles.warnWord,
  attention: styles.warnWord,
  differs: styles.warnWord,
  only_left: styles.warnWord,
  only_right: styles.warnWord,
  not_due: styles.text3,
};

/** Shape and word together, in the state's colour. */
export function StateLabel({ state, children }: { readonly state: State; readonly children: ReactNode }) {
  return (
    <span className={`${styles.label} ${WORD_COLOURS[state] ?? COLOURS[state]}`}>
      <StateIcon state={state} size={14} />
      <span>{children}</span>
    </span>
  );
}
