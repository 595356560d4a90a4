import type { ReactNode } from 'react';
import { IconArrowLeft } from '@tabler/icons-react';
import { Button } from './Button';
import styles from './ListDetail.module.css';

interface Props {
  readonly list: ReactNode;
  readonly listLabel: string;
  readonly detail: ReactNode;
  readonly detailLabel: string;
  /** On a narrow window one of the two is in sight: the detail, once something was chosen. */
  readonly isDetailOpen: boolean;
  readonly backLabel: string;
  readonly onBack: () => void;
}
/** A short list at the left, what is chosen in it at the right: the mirror of the split pane. */
export function ListDetail(props: Props) {
  return (
    <div className={`${styles.pair} ${props.isDetailOpen ? styles.withDetail : ''}`}>
      <section className={styles.list} aria-label={props.listLabel}>
        {props.list}
      </section>
      <section className={styles.detail} aria-label={props.detailLabel}>
        <div className={styles.back}>
          <Button kind="quiet" size="xs" icon={<IconArrowLeft size={16} stroke={1.5} />} onClick={props.onBack}>
            {props.backLabel}
          </Button>
        </div>
        <div className={styles.scroll}>{props.detail}</div>
      </section>
    </div>
  );
}
