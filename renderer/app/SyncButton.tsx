import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../bridge/hooks';
import { useShell } from '../stores/shell';
import { Button } from '../ui/Button';
import { useFormats } from '../ui/formatsContext';
import { Popover } from '../ui/Popover';
import { StateIcon, type State } from '../ui/StateIcon';
import { useInstantText } from '../ui/values';
import { useIsOffline } from './Banners';
import type { Company } from './company';
import styles from './Shell.module.css';
import { SyncPanel } from './SyncPanel';
import { totalsOf, useRun } from './useRun';

/** What is known, and the button that asks again. While it runs or waits, the status opens the parts. */
export function SyncButton({ company }: { readonly company: Company }) {
  const { t } = useTranslation('shell');
  const isOpen = useShell((state) => state.isSyncOpen);
  const setOpen = useShell((state) => state.setSync);
  const status = useQuery('sync.status', { companyId: company.id });
  const start = useCommand('sync.start');
  const runningId = status.data?.runningRunId;
  const run = useRun(runningId);
  const line = useStatusLine(status.data, run);
  // What waits for a service holds no other source up: asked again, it tries at once where it may, and the others are read.
  const isWaiting = run?.state === 'waiting';
  const sync = async (): Promise<void> => {
    const outcome = await start.run({ companyId: company.id });
    if (!outcome.ok || isWaiting) setOpen(true);
  };
  const trigger = (
    <button
      type="button"
      className={`${styles.status} ${line.tone}`}
      onClick={() => setOpen(!isOpen)}
      aria-expanded={isOpen}
      aria-label={line.text}
    >
      <StateIcon state={line.state} size={14} />
      <span className={styles.statusWord}>{line.text}</span>
    </button>
  );
  return (
    <div className={styles.sync}>
      {line.text !== '' && (
        <Popover trigger={trigger} isOpen={isOpen} onChange={setOpen} label={t('sync.panel')} width={380}>
          <SyncPanel company={company} run={run} problem={start.problem} onClose={() => setOpen(false)} />
        </Popover>
      )}
      <Button
        icon={<IconRefresh size={16} stroke={1.5} />}
        size="xs"
        isBusy={start.isRunning}
        disabled={runningId !== undefined && !isWaiting}
        onClick={() => void sync()}
      >
        {t('sync.now')}
      </Button>
    </div>
  );
}

interface StatusLine {
  readonly state: State;
  readonly text: string;
  readonly tone: string | undefined;
}
function useStatusLine(
  status: { readonly checkedAt?: string | undefined; readonly newSinceCheck: number } | undefined,
  run: ReturnType<typeof useRun>,
): StatusLine {
  const { t } = useTranslation('shell');
  const formats = useFormats();
  const instantText = useInstantText();
  const isOffline = useIsOffline();
  if (run && (run.state === 'running' || run.state === 'waiting')) {
    const totals = totalsOf(run);
    const waits =
      run.state === 'waiting' ? run.parts.find((part) => part.waitsUntil !== undefined)?.waitsUntil : undefined;
    if (waits !== undefined) {
      return { state: 'waiting', text: t('sync.waits', { time: formats.time(waits) }), tone: styles.statusAccent };
    }
    const text =
      totals.total !== undefined && totals.total > 0
        ? t('sync.counted', { done: formats.count(totals.done), total: formats.count(totals.total) })
        : t('sync.sources', { done: totals.sourcesDone, total: totals.sources });
    return { state: 'running', text, tone: styles.statusAccent };
  }
  if (isOffline) return { state: 'offline', text: t('sync.offline'), tone: '' };
  if (!status) return { state: 'fine', text: '', tone: '' };
  if (status.checkedAt === undefined) return { state: 'unverified', text: t('sync.never'), tone: '' };
  const at = instantText(status.checkedAt);
  const text =
    status.newSinceCheck > 0
      ? t('sync.checked_new', { at, count: status.newSinceCheck, shown: formats.count(status.newSinceCheck) })
      : t('sync.checked', { at });
  return { state: 'fine', text, tone: '' };
}
