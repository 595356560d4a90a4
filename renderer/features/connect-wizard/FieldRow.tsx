import type { ReactNode } from 'react';
import styles from './Form.module.css';

interface Props {
  readonly label: ReactNode;
  readonly help: ReactNode;
  readonly notes: ReactNode;
  readonly htmlFor?: string;
  readonly children: ReactNode;
}
/** Short answers stand at the end of their line. */
export function FieldRow({ label, help, notes, htmlFor, children }: Props) {
  return (
    <div className={styles.field}>
      <div className={styles.row}>
        <div className={styles.rowText}>
          {htmlFor === undefined ? (
            <span className={styles.label}>{label}</span>
          ) : (
            <label className={styles.label} htmlFor={htmlFor}>
              {label}
            </label>
          )}
          {help !== undefined && <span className={styles.help}>{help}</span>}
        </div>
        {children}
      </div>
      {notes}
    </div>
  );
}
