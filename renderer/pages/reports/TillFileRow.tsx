import { IconDownload, IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { FiscalFileView } from '../../../shared/contract/fiscal';
import { useCommand } from '../../bridge/hooks';
import { IconButton } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { namespaceOf } from '../../ui/problemTexts';
import { StateLabel } from '../../ui/StateIcon';
import { showToast } from '../../ui/toasts';
import { Mono, useInstantText } from '../../ui/values';
import styles from './TillFiles.module.css';
import { WhereItLies } from './WhereItLies';

interface Props {
  readonly file: FiscalFileView;
  readonly places: readonly ConnectionView[];
}
/** One kept export: what is in it, whether it was checked, where it lies, and the ways to it. */
export function TillFileRow({ file, places }: Props) {
  const { t } = useTranslation('fiscal');
  const { t: tAny } = useTranslation();
  const reveal = useCommand('fiscal.reveal');
  const save = useCommand('fiscal.save');
  const facts = useFacts(file);
  const problem = reveal.problem ?? save.problem;
  const saveIt = async (): Promise<void> => {
    const outcome = await save.run({ fileId: file.id });
    if (outcome.ok && outcome.value.savedTo !== undefined)
      showToast({ state: 'ok', text: t('files.saved', { path: outcome.value.savedTo }) });
  };
  return (
    <li className={styles.file}>
      <span className={styles.text}>
        <Mono>{file.fileName}</Mono>
        <span className={styles.quiet}>{facts.join(' · ')}</span>
        {file.findings.map(({ key, params }) => {
          const { ns, key: name } = namespaceOf(key);
          return (
            <StateLabel key={key} state="attention">
              {tAny(name, { ns, ...params })}
            </StateLabel>
          );
        })}
      </span>
      <span className={styles.state}>
        <StateLabel state={file.findings.length > 0 ? 'attention' : 'ok'}>{t(`files.${wordOf(file)}`)}</StateLabel>
        <WhereItLies file={file} places={places} />
      </span>
      <span className={styles.ways}>
        <IconButton
          label={t('files.save', { file: file.fileName })}
          icon={<IconDownload size={16} stroke={1.5} />}
          disabled={save.isRunning}
          onClick={() => void saveIt()}
        />
        <IconButton
          label={t('files.reveal', { file: file.fileName })}
          icon={<IconFolderOpen size={16} stroke={1.5} />}
          onClick={() => void reveal.run({ fileId: file.id })}
        />
      </span>
      {problem && (
        <div className={styles.problem}>
          <ExplainedProblem problem={problem} />
        </div>
      )}
    </li>
  );
}

function useFacts({ bytes, isInterim, moduleId, records, firstCounter, lastCounter, storedAt }: FiscalFileView) {
  const { t } = useTranslation('fiscal');
  const formats = useFormats();
  const instantText = useInstantText();
  const [from, to] = [firstCounter, lastCounter].map((counter) =>
    counter === undefined ? undefined : formats.count(counter),
  );
  return [
    formats.bytes(bytes),
    ...(isInterim ? [t('files.interim')] : []),
    t(moduleId === undefined ? 'files.tables' : 'month.records', { count: records, shown: formats.count(records) }),
    ...(from === undefined || to === undefined ? [] : [t('files.counters', { from, to })]),
    t('files.kept_at', { at: instantText(storedAt) }),
  ];
}

function wordOf({ findings, moduleId }: FiscalFileView): 'odd' | 'whole' | 'complete' {
  if (findings.length > 0) return 'odd';
  // Closings have no numbers that could leave a gap.
  return moduleId === undefined ? 'complete' : 'whole';
}
