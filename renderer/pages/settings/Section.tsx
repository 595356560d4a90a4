import { useId, type ReactNode } from 'react';
import { useKeptFocus } from '../../ui/useKeptFocus';
import styles from './Settings.module.css';

interface SectionProps {
  readonly title: string;
  readonly id?: string;
  readonly children: ReactNode;
}
export function Section({ title, id, children }: SectionProps) {
  const titleId = useId();
  const box = useKeptFocus();
  return (
    <section className={styles.section} aria-labelledby={titleId} id={id}>
      <h2 className={styles.sectionTitle} id={titleId} tabIndex={-1}>
        {title}
      </h2>
      <div className={styles.box} ref={box}>
        {children}
      </div>
    </section>
  );
}

interface LineProps {
  readonly label: ReactNode;
  readonly note?: ReactNode;
  readonly children?: ReactNode;
}
/** A setting: what it is at the left, how it stands at the right. */
export function Line({ label, note, children }: LineProps) {
  return (
    <div className={styles.line}>
      <div className={styles.lineText}>
        <div className={styles.label}>{label}</div>
        {note !== undefined && <div className={styles.note}>{note}</div>}
      </div>
      {children !== undefined && <div className={styles.value}>{children}</div>}
    </div>
  );
}
