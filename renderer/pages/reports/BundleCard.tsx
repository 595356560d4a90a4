import { IconCertificate, IconFileSpreadsheet, IconFileText, IconFolder, IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BundleView } from '../../../shared/contract/reports';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { Count, Money, Mono } from '../../ui/values';
import styles from './Bundle.module.css';
import { entryKind, type EntryKind } from './entryKind';
import { shortHash } from './shortHash';

const icon = { size: 16, stroke: 1.5 } as const;
const ICONS: Readonly<Record<EntryKind, typeof IconFolder>> = {
  originals: IconFolder,
  csv: IconFileSpreadsheet,
  csv_neutral: IconFileSpreadsheet,
  cover: IconFileText,
  manifest: IconCertificate,
  other: IconFileText,
};

export function BundleCard({ bundle }: { readonly bundle: BundleView }) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const reveal = useCommand('reports.reveal');
  return (
    <aside className={styles.card} aria-label={t('bundle.heading')}>
      <header className={styles.head}>
        <h2 className={styles.title}>{t('bundle.heading')}</h2>
        <p className={styles.file}>
          <Mono>{bundle.fileName}</Mono>
        </p>
        <p className={styles.quiet}>{t('bundle.note', { size: formats.bytes(bundle.bytes) })}</p>
      </header>
      <ul className={styles.entries}>
        {bundle.entries.map((entry) => {
          const kind = entryKind(entry.name);
          const Icon = ICONS[kind];
          const note = [
            entry.count > 1 ? t('bundle.files', { count: entry.count, shown: formats.count(entry.count) }) : '',
            kind === 'other' ? '' : t(`entry.${kind}`),
          ].filter((text) => text !== '');
          return (
            <li key={entry.name} className={styles.entry}>
              <Icon {...icon} />
              <span className={styles.entryText}>
                <span className={styles.entryName}>{entry.name.replace(/\/$/, '')}</span>{' '}
                <span className={styles.quiet}>{note.join(', ')}</span>
              </span>
              <span className={styles.number}>{formats.bytes(entry.bytes)}</span>
            </li>
          );
        })}
      </ul>
      <dl className={styles.hashes}>
        <Hash
          label={t('bundle.content')}
          note={t('bundle.content_note')}
          value={bundle.identity}
          copy={t('bundle.copy_content')}
        />
        <Hash label={t('bundle.file')} value={bundle.sha256} copy={t('bundle.copy_file')} />
      </dl>
      <table className={styles.totals}>
        <tbody>
          {bundle.totals.map((total) => (
            <tr key={`${total.direction}-${total.gross.currency}`}>
              <th scope="row">{t(`bundle.direction.${total.direction}`)}</th>
              <td>
                <Count value={total.count} />
              </td>
              <td>
                <Money amount={total.gross.amount} currency={total.gross.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {reveal.problem && <ExplainedProblem problem={reveal.problem} />}
      <footer className={styles.foot}>
        {bundle.pc !== undefined && <p className={styles.quiet}>{t('bundle.on_pc', { pc: bundle.pc })}</p>}
        <Button
          disabled={bundle.pc !== undefined}
          icon={<IconFolderOpen {...icon} />}
          isBusy={reveal.isRunning}
          onClick={() => void reveal.run({ bundleId: bundle.id })}
        >
          {t('bundle.reveal')}
        </Button>
      </footer>
    </aside>
  );
}

interface HashProps {
  readonly label: string;
  readonly note?: string;
  readonly value: string;
  readonly copy: string;
}
function Hash({ label, note, value, copy }: HashProps) {
  return (
    <div className={styles.hash}>
      <dt title={note}>{label}</dt>
      <dd>
        <Mono title={value}>{shortHash(value)}</Mono>
        <CopyButton text={value} label={copy} />
      </dd>
    </div>
  );
}
