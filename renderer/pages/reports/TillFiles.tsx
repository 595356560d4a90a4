import { IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { FiscalFileView } from '../../../shared/contract/fiscal';
import { useCommand } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { IconButton, LinkButton } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { Card } from '../../ui/layout';
import { namespaceOf } from '../../ui/problemTexts';
import { StateLabel } from '../../ui/StateIcon';
import { Mono } from '../../ui/values';
import styles from './TillFiles.module.css';
import { WhereItLies } from './WhereItLies';

interface Props {
  readonly files: readonly FiscalFileView[];
  readonly places: readonly ConnectionView[];
}
/** What tills have signed in the month: it goes where the bundle goes. */
export function TillFiles({ files, places }: Props) {
  const { t } = useTranslation('fiscal');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const reveal = useCommand('fiscal.reveal');
  return (
    <Card
      title={t('files.title')}
      note={<LinkButton onClick={() => go({ place: 'tills' })}>{t('open')}</LinkButton>}
      isFlush
    >
      <ul>
        {files.map((file) => {
          return (
            <li key={file.id} className={styles.file}>
              <span className={styles.text}>
                <Mono>{file.fileName}</Mono>
                <span className={styles.quiet}>
                  {[
                    formats.bytes(file.bytes),
                    ...(file.isInterim ? [t('files.interim')] : []),
                    t(file.moduleId === undefined ? 'files.tables' : 'month.records', {
                      count: file.records,
                      shown: formats.count(file.records),
                    }),
                    ...(file.firstCounter === undefined || file.lastCounter === undefined
                      ? []
                      : [
                          t('files.counters', {
                            from: formats.count(file.firstCounter),
                            to: formats.count(file.lastCounter),
                          }),
                        ]),
                  ].join(' · ')}
                </span>
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
                <StateLabel state={file.findings.length > 0 ? 'attention' : 'ok'}>
                  {t(`files.${wordOf(file)}`)}
                </StateLabel>
                <WhereItLies file={file} places={places} />
              </span>
              <IconButton
                label={t('files.reveal', { file: file.fileName })}
                icon={<IconFolderOpen size={16} stroke={1.5} />}
                onClick={() => void reveal.run({ fileId: file.id })}
              />
            </li>
          );
        })}
      </ul>
      {reveal.problem && <ExplainedProblem problem={reveal.problem} />}
    </Card>
  );
}

function wordOf({ findings, moduleId }: FiscalFileView): 'odd' | 'whole' | 'complete' {
  if (findings.length > 0) return 'odd';
  // Closings have no numbers that could leave a gap.
  return moduleId === undefined ? 'complete' : 'whole';
}
