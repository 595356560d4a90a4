import type { ReactNode } from 'react';
import styles from './SplitPane.module.css';

interface Props {
  readonly children: ReactNode;
  /** Absent: the list has the whole width. */
  readonly pane?: ReactNode;
  readonly paneLabel: string;
}
/** A list and, beside it, what is selected in it. Below 960 px the pane lies over the list. */
export function SplitPane({ children, pane, paneLabel }: Props) {
  const isOpen = pane !== undefined && pane !== null;
  return (
    <div className={styles.split}>
      <div className={`${styles.main} ${isOpen ? styles.covered : ''}`}>{children}</div>
      {isOpen && (
        <aside className={styles.pane} aria-label={paneLabel}>
          {pane}
        </aside>
      )}
    </div>
  );
}
