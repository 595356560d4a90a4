import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { PanelCompany, PanelNeed } from '../../shared/contract/panel';
import { useCommand } from '../bridge/hooks';
import { Button } from '../ui/Button';
import type { Formats } from '../ui/format';
import { useFormats } from '../ui/formatsContext';
import { initialsOf, ProviderTile } from '../ui/layout';
import { ProgressBar } from '../ui/ProgressBar';
import { StateLabel } from '../ui/StateIcon';
import { useInstantText } from '../ui/values';
import styles from './Panel.module.css';
import { shareOf } from './standing';

export function needText(t: TFunction<'panel'>, formats: Formats, { kind, title, day, month }: PanelNeed): string {
  return t(`need.${kind}`, {
    title,
    day: day === undefined ? '' : formats.dateSoon(day),
    month: month === undefined ? '' : formats.monthYearInside(month),
  });
}

/** One company: what goes on or how it went, what is new, when it goes on by itself, and the one thing that needs a person. */
export function CompanyRow({ company }: { readonly company: PanelCompany }) {
  const { t } = useTranslation('panel');
  const formats = useFormats();
  const lead = useCommand('panel.lead');
  const putOff = useCommand('panel.putOff');
  const { id, name, newCount, sent, stopped } = company;
  const [need, ...others] = company.needs;
  const later = async (needName: string): Promise<void> => {
    // The button goes with what it put off: the reader starts at the sentence again.
    if ((await putOff.run({ name: needName })).ok) document.querySelector('h1')?.focus();
  };
  return (
    <li className={styles.row}>
      <ProviderTile letters={initialsOf(name)} size={36} />
      <div className={styles.rowBody}>
        <div className={styles.line}>
          <span className={styles.name} title={name}>
            {name}
          </span>
          {newCount !== undefined && (
            <span className={newCount === 0 ? styles.quiet : styles.new}>
              {t('company.new', { count: newCount, shown: formats.count(newCount) })}
            </span>
          )}
        </div>
        <HowItGoes company={company} need={need} />
        {sent !== undefined && company.run === undefined && need === undefined && <Sent {...sent} />}
        {need && (
          <div className={styles.acts}>
            <Button size="xs" onClick={() => void lead.run(need.goal)}>
              {t(`act.${need.kind}`)}
            </Button>
            {need.name !== undefined && (
              <Button size="xs" kind="quiet" isBusy={putOff.isRunning} onClick={() => void later(need.name ?? '')}>
                {t('act.later')}
              </Button>
            )}
            {others.length > 0 && (
              <span className={styles.quiet}>
                {t('company.more', { count: others.length, shown: formats.count(others.length) })}
              </span>
            )}
          </div>
        )}
        {company.putOff > 0 && (
          <div className={styles.note}>
            {t('company.put_off', { count: company.putOff, shown: formats.count(company.putOff) })}
          </div>
        )}
        {!need && stopped && (
          <div className={styles.acts}>
            <Button size="xs" onClick={() => void lead.run({ place: 'activity', companyId: id, runId: stopped.runId })}>
              {t('act.stopped')}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

function Sent({ month, at }: NonNullable<PanelCompany['sent']>) {
  const { t } = useTranslation('panel');
  const formats = useFormats();
  const instantText = useInstantText();
  return (
    <div className={styles.note}>{t('company.sent', { month: formats.monthName(month), at: instantText(at) })}</div>
  );
}

/** A run before a need, a need before what stopped, and only then when it last went well. */
function HowItGoes({ company, need }: { readonly company: PanelCompany; readonly need: PanelNeed | undefined }) {
  const { t } = useTranslation('panel');
  const formats = useFormats();
  const instantText = useInstantText();
  const { run, stopped, lastGoodAt, nextAt } = company;
  if (run) return <Going run={run} />;
  const next = nextAt === undefined ? '' : t('company.next', { at: instantText(nextAt) });
  return (
    <div className={styles.line}>
      {need ? (
        <StateLabel state="attention">{needText(t, formats, need)}</StateLabel>
      ) : stopped ? (
        <StateLabel state="stopped">{t('company.stopped', { at: instantText(stopped.at) })}</StateLabel>
      ) : lastGoodAt === undefined ? (
        <StateLabel state="unverified">{t('company.never')}</StateLabel>
      ) : (
        <StateLabel state="ok">{t('company.last', { at: instantText(lastGoodAt) })}</StateLabel>
      )}
      {next !== '' && <span className={styles.note}>{next}</span>}
    </div>
  );
}

function Going({ run }: { readonly run: NonNullable<PanelCompany['run']> }) {
  const { t } = useTranslation('panel');
  const formats = useFormats();
  const share = shareOf(run);
  const what =
    run.kind === 'upload' && run.month !== undefined
      ? t('run.upload_month', { month: formats.monthNameInside(run.month) })
      : t(`run.${run.kind}`);
  const until = run.parts.find(({ waitsUntil }) => waitsUntil !== undefined)?.waitsUntil;
  const isHeld = run.state === 'waiting';
  const note = !isHeld
    ? share === null
      ? ''
      : formats.percent(share.done / share.total)
    : until === undefined
      ? t('run.held')
      : t('run.waits', { time: formats.time(until) });
  return (
    <>
      <div className={styles.line}>
        <StateLabel state={isHeld ? 'waiting' : 'running'}>{what}</StateLabel>
        <span className={styles.note}>{note}</span>
      </div>
      <ProgressBar
        label={what}
        done={share?.done ?? 0}
        state={isHeld ? 'waiting' : 'running'}
        {...(share === null ? {} : { total: share.total })}
      />
    </>
  );
}
