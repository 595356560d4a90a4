import { useEffect, useRef, useState } from 'react';
import { IconFilePlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReportsTaken } from '../../../shared/contract/reports';
import type { Outcome } from '../../../shared/errors';
import { dropFiles } from '../../bridge/bridge';
import { useCommand, useQuery } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { problemTexts } from '../../ui/problemTexts';
import { showToast } from '../../ui/toasts';
import { Mono } from '../../ui/values';
import styles from './ReportFiles.module.css';
import type { ShownMonth } from './useMonth';

/** Anywhere on the window: the page shows where they go. Answers the end of it. */
function onDroppedFiles(onOver: (isOver: boolean) => void, onDrop: (files: readonly File[]) => void): () => void {
  const ended = new AbortController();
  const on = (type: 'dragover' | 'dragleave' | 'drop', listener: (event: DragEvent) => void): void =>
    window.addEventListener(type, listener, { signal: ended.signal });
  const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  on('dragover', (event) => {
    if (!holdsFiles(event)) return;
    // Without this the window would go to the file.
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    onOver(true);
  });
  on('dragleave', (event) => {
    if (event.relatedTarget === null) onOver(false);
  });
  on('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    onOver(false);
    onDrop([...(event.dataTransfer?.files ?? [])]);
  });
  return () => ended.abort();
}

/** Stands for the name of a file that is not there yet. */
const ANY = '{file}';

interface Props {
  readonly shown: ShownMonth;
  readonly isEmpty: boolean;
}
export function DropFiles({ shown, isEmpty }: Props) {
  const { companyId, month } = shown;
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const [isOver, setOver] = useState(false);
  const [isTaking, setTaking] = useState(false);
  const add = useCommand('reports.add');
  const tell = useTold();
  const targets = useQuery('reports.target', { companyId, month, fileName: ANY });
  const name = formats.monthYearInside(month);
  const wait = async (taken: Promise<Outcome<ReportsTaken>>): Promise<void> => {
    setTaking(true);
    tell(await taken);
    setTaking(false);
  };
  const take = (files: readonly File[]): Promise<void> => wait(dropFiles('reports.drop', { companyId, month }, files));
  const taking = useRef(take);
  useEffect(() => {
    taking.current = take;
  });
  useEffect(() => onDroppedFiles(setOver, (files) => void taking.current(files)), []);
  return (
    <div className={`${styles.drop} ${isOver ? styles.over : ''}`}>
      <div className={styles.dropText}>
        <p>
          <b>{t('files.drop')}</b> {isEmpty && t('files.none', { month: name })}
        </p>
        <p className={styles.quiet}>{t('files.drop_text', { month: name, example: `raport-br-${month}.pdf` })}</p>
        {[...new Set(targets.data?.map(({ path }) => path))].map((path) => (
          <p key={path} className={styles.quiet}>
            {t('files.target', { path: '' })} <Mono>{path.replace(ANY, '…')}</Mono>
          </p>
        ))}
      </div>
      <Button
        icon={<IconFilePlus size={16} stroke={1.5} />}
        isBusy={isTaking || add.isRunning}
        onClick={() => void wait(add.run({ companyId, month }))}
      >
        {t('files.add')}
      </Button>
    </div>
  );
}

/** What came of it, in one notice each. */
function useTold(): (outcome: Outcome<ReportsTaken>) => void {
  const { t } = useTranslation('reports');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  return (outcome) => {
    if (!outcome.ok) {
      showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
      return;
    }
    const { added, known, refused } = outcome.value;
    if (added.length > 0)
      showToast({
        state: 'fine',
        text: t('files.taken', { count: added.length, shown: formats.count(added.length) }),
      });
    if (known.length > 0) showToast({ state: 'fine', text: t('files.known', { files: formats.list(known) }) });
    for (const { fileName, key } of refused.slice(0, 3)) {
      const reason = tAny(`${key.replace(/^upload\./, '')}.what`, { ns: 'upload' });
      showToast({ state: 'stopped', text: t('files.refused', { file: fileName, reason }) });
    }
  };
}
