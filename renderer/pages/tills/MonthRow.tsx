import { useId, useState } from 'react';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { FiscalFileView } from '../../../shared/contract/fiscal';
import { go } from '../../stores/route';
import { LinkButton } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { StateLabel, type State } from '../../ui/StateIcon';
import { TillFileRow } from '../reports/TillFileRow';
import styles from './Tills.module.css';

interface Props {
  readonly month: string;
  readonly state: State;
  readonly word: string;
  readonly about: string;
  readonly files: readonly FiscalFileView[];
  readonly places: readonly ConnectionView[];
  readonly isOpenFirst: boolean;
}
/** A month, and under it the files that are kept of it. */
export function MonthRow({ month, state, word, about, files, places, isOpenFirst }: Props) {
  const { t } = useTranslation('fiscal');
  const formats = useFormats();
  // The files come after the months: what is open at first is not known when the row is made.
  const [chosen, setChosen] = useState<boolean>();
  const isOpen = chosen ?? isOpenFirst;
  const id = useId();
  const facts = (
    <>
      <span className={styles.monthName}>{formats.monthYear(month)}</span>
      <StateLabel state={state}>{word}</StateLabel>
      <span className={styles.monthAbout}>{about}</span>
    </>
  );
  if (files.length === 0) {
    return (
      <li className={styles.month}>
        <span />
        {facts}
      </li>
    );
  }
  return (
    <li>
      <button
        type="button"
        className={styles.month}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setChosen(!isOpen)}
      >
        <IconChevronRight size={16} stroke={1.5} className={styles.chevron} />
        {facts}
      </button>
      {isOpen && (
        <div id={id} className={styles.kept}>
          <ul>
            {files.map((file) => (
              <TillFileRow key={file.id} file={file} places={places} />
            ))}
          </ul>
          <p className={styles.toMonth}>
            <LinkButton onClick={() => go({ place: 'reports', month })}>
              {t('month.open', { month: formats.monthYearInside(month) })}
            </LinkButton>
          </p>
        </div>
      )}
    </li>
  );
}
