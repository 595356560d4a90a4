// The plain building blocks of a page.
import type { CSSProperties, ReactNode } from 'react';
import { StateIcon, type State } from './StateIcon';
import styles from './layout.module.css';

interface PageTitleProps {
  /** A sentence about what is on the page where there is one. */
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
}
export function PageTitle({ title, subtitle, actions }: PageTitleProps) {
  return (
    <header className={styles.titleRow}>
      <div className={styles.titleText}>
        <h1 className={styles.title} tabIndex={-1} data-page-title>
          {title}
        </h1>
        {subtitle !== undefined && <p className={styles.subtitle}>{subtitle}</p>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}

interface CardProps {
  readonly title?: ReactNode;
  readonly note?: ReactNode;
  /** The content draws its own padding, e.g. rows from edge to edge. */
  readonly isFlush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}
export function Card({ title, note, isFlush = false, className = '', children }: CardProps) {
  return (
    <section className={`${styles.card} ${className}`}>
      {title !== undefined && (
        <div className={styles.cardHead}>
          <h2 className={styles.cardTitle}>{title}</h2>
          {note !== undefined && <div className={styles.cardNote}>{note}</div>}
        </div>
      )}
      <div className={isFlush ? styles.flush : styles.cardBody}>{children}</div>
    </section>
  );
}

export interface KeyValue {
  readonly id: string;
  readonly label: ReactNode;
  readonly value: ReactNode;
  /** Stands at the right end: a copy button. */
  readonly after?: ReactNode;
}
interface KeyValuesProps {
  readonly items: readonly KeyValue[];
  readonly labelWidth?: number;
  readonly isRuled?: boolean;
}
export function KeyValues({ items, labelWidth = 88, isRuled = false }: KeyValuesProps) {
  const style = { '--label-width': `${labelWidth}px` } as CSSProperties;
  return (
    <dl className={`${styles.keys} ${isRuled ? styles.ruled : ''}`} style={style}>
      {items.flatMap((item) => [
        <dt key={`${item.id}-label`}>{item.label}</dt>,
        <dd key={item.id}>
          <span>{item.value}</span>
          {item.after}
        </dd>,
      ])}
    </dl>
  );
}

interface EmptyStateProps {
  readonly icon?: ReactNode;
  /** What will be here. */
  readonly title: ReactNode;
  readonly text?: ReactNode;
  /** The one next step. */
  readonly action?: ReactNode;
}
export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {icon !== undefined && <div className={styles.emptyIcon}>{icon}</div>}
      <p className={styles.emptyTitle}>{title}</p>
      {text !== undefined && <p className={styles.emptyText}>{text}</p>}
      {action !== undefined && <div className={styles.emptyAction}>{action}</div>}
    </div>
  );
}

interface BannerProps {
  readonly state: State;
  readonly tone?: 'quiet' | 'warn' | 'bad';
  /** Among cards instead of across the window. */
  readonly isBoxed?: boolean;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}
export function Banner({ state, tone = 'quiet', isBoxed = false, children, action }: BannerProps) {
  const toneClass = tone === 'warn' ? styles.warn : tone === 'bad' ? styles.bad : '';
  return (
    <div className={`${styles.banner} ${toneClass} ${isBoxed ? styles.boxed : ''}`} role="status">
      <StateIcon state={state} />
      <div className={styles.bannerText}>{children}</div>
      {action}
    </div>
  );
}

interface TagProps {
  readonly tone?: 'quiet' | 'warn' | 'bad' | 'ok' | 'accent';
  readonly children: ReactNode;
}
export function Tag({ tone = 'quiet', children }: TagProps) {
  const tones = { quiet: '', warn: styles.tagWarn, bad: styles.tagBad, ok: styles.tagOk, accent: styles.tagAccent };
  return <span className={`${styles.tag} ${tones[tone]}`}>{children}</span>;
}

export function Kbd({ children }: { readonly children: ReactNode }) {
  return <kbd className={styles.kbd}>{children}</kbd>;
}

const TILE: Readonly<Record<number, { radius: number; font: number }>> = {
  20: { radius: 4, font: 9 },
  24: { radius: 5, font: 10 },
  28: { radius: 6, font: 11 },
  36: { radius: 7, font: 13 },
  44: { radius: 10, font: 16 },
};
interface TileProps {
  readonly letters: string;
  readonly size?: 20 | 24 | 28 | 36 | 44;
  /** Full name for readers and the tooltip; leave it out where the name stands beside. */
  readonly name?: string;
  readonly kind?: 'provider' | 'company';
}
/** Neutral letter tile of a provider or a company. */
export function ProviderTile({ letters, size = 28, name, kind = 'provider' }: TileProps) {
  const { radius, font } = TILE[size] ?? { radius: 6, font: 11 };
  return (
    <span
      className={`${styles.tile} ${kind === 'company' ? styles.company : ''}`}
      style={{ width: size, height: size, borderRadius: radius, fontSize: `${font / 16}rem` }}
      {...(name === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name, title: name })}
    >
      {letters}
    </span>
  );
}

/** Two letters of a company's name for its tile: Zielona Kuźnia -> ZK. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s.,"„”-]+/).filter((word) => /\p{L}/u.test(word));
  const [first = '', second = ''] = words;
  return (second === '' ? first.slice(0, 2) : first.charAt(0) + second.charAt(0)).toLocaleUpperCase();
}
