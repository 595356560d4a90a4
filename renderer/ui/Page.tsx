import type { ReactNode } from 'react';
import styles from './Page.module.css';

interface Props {
  /** Widest the content may grow; a wizard takes 720. */
  readonly width?: number;
  readonly children: ReactNode;
}
/** A page that scrolls as a whole, with the gutter of the look. Its parts stand 16 px apart. */
export function Page({ width = 1280, children }: Props) {
  return (
    <div className={styles.page}>
      <div className={styles.inner} style={{ maxWidth: width }}>
        {children}
      </div>
    </div>
  );
}

/** A page that fills the window and scrolls inside: lists, split panes. */
export function FillPage({ children }: { readonly children: ReactNode }) {
  return <div className={styles.fill}>{children}</div>;
}
