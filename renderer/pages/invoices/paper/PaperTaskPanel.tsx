import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { listen } from '../../../bridge/bridge';
import { useCommand } from '../../../bridge/hooks';
import { Button } from '../../../ui/Button';
import { useFormats } from '../../../ui/formatsContext';
import { problemTexts } from '../../../ui/problemTexts';
import { ProgressBar } from '../../../ui/ProgressBar';
import { showToast } from '../../../ui/toasts';
import styles from './PaperDialog.module.css';
import { usePaperTask } from './paperTask';

/** How far the PDFs are, with the way to stop; at the end a notice says how many lie where. */
export function PaperTaskPanel() {
  const { t } = useTranslation('invoices');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const cancel = useCommand('invoices.cancelPdfs');
  const { task, follow, forget } = usePaperTask();
  useEffect(() => listen('invoices.pdfProgress', follow), [follow]);
  useEffect(() => {
    if (task === undefined || task.state === 'running') return;
    const done = task.done - task.unreadable;
    const saved = t('pdf.saved', { count: done, shown: formats.count(done), folder: task.folder });
    const unreadable =
      task.unreadable === 0
        ? ''
        : ` ${t('pdf.unreadable', { count: task.unreadable, shown: formats.count(task.unreadable) })}`;
    if (task.problem) showToast({ state: 'stopped', text: problemTexts(tAny, task.problem).what });
    else showToast({ state: task.unreadable > 0 ? 'attention' : 'ok', text: saved + unreadable });
    forget();
  }, [tAny, forget, formats, t, task]);
  if (task?.state !== 'running') return null;
  const label = t('pdf.running', { done: formats.count(task.done), total: formats.count(task.total) });
  return (
    <div className={styles.panel} role="region" aria-label={t('pdf.task')}>
      <div className={styles.task}>
        <span>{label}</span>
        <ProgressBar label={label} done={task.done} total={task.total} />
        <span className={styles.folder} title={task.folder}>
          {task.folder}
        </span>
      </div>
      <Button onClick={() => void cancel.run({ taskId: task.taskId })}>{t('pdf.cancel')}</Button>
    </div>
  );
}
