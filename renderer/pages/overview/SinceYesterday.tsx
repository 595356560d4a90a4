import type { ReactNode } from 'react';
import {
  IconCloudUpload,
  IconDownload,
  IconFileImport,
  IconPackage,
  IconSend,
  IconShieldCheck,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/contract/runs';
import type { CompanyId } from '../../../shared/domain/ids';
import { useConnectionNames } from '../../app/useConnectionNames';
import { go } from '../../stores/route';
import { useFormats } from '../../ui/formatsContext';
import { problemTexts } from '../../ui/problemTexts';
import { StateIcon } from '../../ui/StateIcon';
import { InstantText } from '../../ui/values';
import styles from './Overview.module.css';
import { worthTelling } from './worthTelling';

const icon = { size: 16, stroke: 1.5 } as const;
const ICONS: Readonly<Record<RunView['kind'], ReactNode>> = {
  sync: <IconFileImport {...icon} />,
  upload: <IconCloudUpload {...icon} />,
  send: <IconSend {...icon} />,
  build: <IconPackage {...icon} />,
  verify: <IconShieldCheck {...icon} />,
  check: <IconShieldCheck {...icon} />,
  fetch: <IconDownload {...icon} />,
  restore: <IconShieldCheck {...icon} />,
};

interface Props {
  readonly companyId: CompanyId;
  readonly runs: readonly RunView[];
}
/** What came, what went, what stopped. Checks that found nothing are one line, not many. */
export function SinceYesterday({ companyId, runs }: Props) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { told, quietChecks } = worthTelling(runs, new Date());
  const quiet = (
    <p className={styles.quiet}>
      <StateIcon state="fine" />
      {t('since.quiet', { count: quietChecks, shown: formats.count(quietChecks) })}
    </p>
  );
  if (told.length === 0) return quietChecks > 0 ? quiet : <p className={styles.quiet}>{t('since.nothing')}</p>;
  return (
    <>
      {told.map((run) => (
        <RunRow key={run.id} run={run} companyId={companyId} />
      ))}
      {quietChecks > 0 && <div style={{ paddingTop: 10 }}>{quiet}</div>}
    </>
  );
}

function RunRow({ run, companyId }: { readonly run: RunView; readonly companyId: CompanyId }) {
  const { t } = useTranslation('overview');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const nameOf = useConnectionNames(companyId);
  const month = run.month === undefined ? (run.file ?? '') : formats.monthYear(run.month);
  const count = run.parts.reduce((sum, part) => sum + part.newCount, 0);
  const names = run.parts.filter((part) => part.connectionId !== undefined);
  const places = formats.list(names.map((part) => nameOf(part.connectionId).title));
  const second = ((): string => {
    if (run.problem) return problemTexts(tAny, run.problem).what;
    if (run.kind !== 'sync') return places;
    const found = names.filter((part) => part.newCount > 0);
    return formats.list(
      found.map((part) =>
        t('since.from', { shown: formats.count(part.newCount), name: nameOf(part.connectionId).title }),
      ),
    );
  })();
  const outcome = run.state === 'failed' ? 'failed' : run.state === 'cancelled' ? 'cancelled' : 'done';
  // Without a bundle among them.
  const isBackup = run.kind === 'upload' && outcome === 'done' && run.month === undefined;
  const isReports = run.kind === 'upload' && outcome === 'done' && run.revision === undefined;
  return (
    <button type="button" className={styles.row} onClick={() => go({ place: 'activity', runId: run.id })}>
      <span className={styles.rowIcon}>{run.state === 'failed' ? <StateIcon state="stopped" /> : ICONS[run.kind]}</span>
      <span className={styles.rowText}>
        <b>
          {t(
            isBackup
              ? 'since.upload_done_backup'
              : isReports
                ? 'since.upload_done_reports'
                : `since.${run.kind}_${outcome}`,
            {
              count,
              shown: formats.count(count),
              month,
              revision: run.revision ?? 1,
              file: run.file ?? '',
            },
          )}
        </b>
        <span title={second}>{second}</span>
      </span>
      <span className={styles.rowTime}>
        <InstantText instant={run.endedAt ?? run.startedAt} />
      </span>
    </button>
  );
}
