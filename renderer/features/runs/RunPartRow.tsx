import { useTranslation } from 'react-i18next';
import type { RunPart, RunView } from '../../../shared/contract/runs';
import type { CompanyId } from '../../../shared/domain/ids';
import { useCompanyOrNone } from '../../app/company';
import { useConnectionNames } from '../../app/useConnectionNames';
import { useFormats } from '../../ui/formatsContext';
import { ProviderTile } from '../../ui/layout';
import { problemTexts } from '../../ui/problemTexts';
import { ProgressBar } from '../../ui/ProgressBar';
import { useInstantText } from '../../ui/values';
import styles from './Run.module.css';
import { percentOf } from './runProgress';
import { countText, messageText, partDoneText, partProgressText } from './runTexts';

const BARS = { running: 'running', waiting: 'waiting', done: 'done', failed: 'failed', cancelled: 'waiting' } as const;

/** One connection inside a run: how far, and what holds it. */
export function RunPartRow({ run, part }: { readonly run: RunView; readonly part: RunPart }) {
  const { t } = useTranslation('activity');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const instantText = useInstantText();
  const company = useCompanyOrNone();
  const nameOf = useConnectionNames((run.companyId ?? company?.id) as CompanyId);
  const { title, letters, providerId } = nameOf(part.connectionId);
  const name = part.connectionId === undefined ? t('part.local') : title;
  const percent = percentOf(part.done, part.total);
  const time = part.waitsUntil === undefined ? undefined : formats.time(part.waitsUntil);
  const right = ((): string => {
    if (part.isPaused === true) return t('line.paused');
    if (part.state === 'waiting') return time === undefined ? t('line.waiting_open') : t('part.waits', { time });
    if (part.state === 'failed') return t('part.stopped');
    if (part.state === 'cancelled') return t('line.cancelled');
    if (part.state === 'running') return percent === null ? '' : formats.percent(percent / 100);
    if (part.unit === 'invoices' && part.newCount > 0) return countText(tAny, formats, 'line.new', part.newCount);
    return t('part.done');
  })();
  const left = ((): string => {
    if (part.problem && part.state !== 'done') return problemTexts(tAny, part.problem).what;
    if (part.state === 'waiting' && time !== undefined) return t('part.goes_on', { time });
    if (part.state === 'done') return partDoneText(tAny, formats, part);
    return part.phase === undefined ? '' : messageText(tAny, part.phase, {}, providerId);
  })();
  const amount = part.state === 'cancelled' || part.state === 'done' ? '' : partProgressText(t, formats, part);
  return (
    <div className={styles.part}>
      {part.connectionId !== undefined && <ProviderTile letters={letters} />}
      <div className={styles.partBody}>
        <div className={styles.partHead}>
          <span className={styles.partName}>{name}</span>
          <span className={part.state === 'done' ? styles.partDone : styles.partRight}>{right}</span>
        </div>
        <ProgressBar
          label={name}
          done={part.done}
          state={BARS[part.state]}
          {...(part.total === undefined ? {} : { total: part.total })}
        />
        <div className={styles.partFoot}>
          <span>{left}</span>
          {part.plan !== undefined && part.state !== 'done' && (
            <span>
              {t('part.plan', {
                done: part.plan.done,
                total: part.plan.total,
                at: instantText(part.plan.endsAt),
              })}
            </span>
          )}
          <span className={styles.amount}>{amount}</span>
        </div>
        {part.unreadable.length > 0 && (
          <div className={styles.unreadable}>
            <span className={styles.unreadableHead}>{t('part.unreadable')}</span>
            <ul>
              {part.unreadable.map((each) => (
                <li key={each.item}>
                  <span className={styles.item}>{each.item}</span>{' '}
                  {messageText(tAny, each.reason, each.params ?? {}, providerId)}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </div>
  );
}
