import type { ReactNode } from 'react';
import { Mark } from './Mark';
import styles from './Shell.module.css';

/** Title bar and page, without places: before there is a company. */
export function BareFrame({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.bare}>
      <header className={styles.titleBar}>
        <div className={styles.brand}>
          <Mark />
          <span>Kontor</span>
        </div>
      </header>
      <main id="page" className={styles.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
