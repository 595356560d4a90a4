import { useState } from 'react';
import { IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AuditView } from '../../../shared/contract/safety';
import { monthBefore } from '../../../shared/domain/calendar';
import type { Company } from '../../app/company';
import { useCommand, useQuery } from '../../bridge/hooks';
import { SafetyRunning } from '../../features/backup/SafetyRunning';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { SelectField } from '../../ui/fields';
import { plainDateOf } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import { Loaded } from '../../ui/Loading';
import { Mono, useInstantText } from '../../ui/values';
import { firstOfYear, monthsSince } from './auditMonths';
import { Line, Section } from './Section';
import styles from './Settings.module.css';
import { useAskedSection } from './useAskedSection';

/** What whoever checks the books is given: a folder that proves itself. */
export function AuditSection({ companyId }: { readonly companyId: Company['id'] }) {
  const { t } = useTranslation('audit');
  const view = useQuery('safety.audit', undefined);
  const place = useAskedSection('audit', view.data !== undefined);
  return (
    <div ref={place} data-audit>
      <Section title={t('export.title')}>
        <Loaded query={view} rows={2}>
          {(known) => <Lines view={known} companyId={companyId} />}
        </Loaded>
      </Section>
    </div>
  );
}

function Lines({ view, companyId }: { readonly view: AuditView; readonly companyId: Company['id'] }) {
  const { t } = useTranslation('audit');
  const write = useCommand('safety.writeAudit');
  const [isAsked, setAsked] = useState(false);
  const { running, problem, last } = view;
  const send = async (from: string, to: string): Promise<void> => {
    const outcome = await write.run({ companyId, from, to });
    if (outcome.ok && outcome.value.isDone) setAsked(false);
  };
  // What stopped the last one stays told when this page is opened again; here the answer itself tells it.
  const stopped = write.problem ?? problem;
  return (
    <>
      {stopped && stopped.kind !== 'cancelled' && !running && <ExplainedProblem problem={stopped} tone="warn" />}
      <Line label={t('export.label')} note={t('export.lead')}>
        {!running && !isAsked && <Button onClick={() => setAsked(true)}>{t('export.open')}</Button>}
      </Line>
      {isAsked && !running && (
        <div className={styles.panel}>
          <Months
            companyId={companyId}
            isBusy={write.isRunning}
            onSend={(from, to) => void send(from, to)}
            onClose={() => {
              setAsked(false);
              write.reset();
            }}
          />
        </div>
      )}
      {running && (
        <div className={styles.panel}>
          <SafetyRunning running={running} />
        </div>
      )}
      {last && <Last last={last} />}
    </>
  );
}

interface MonthsProps {
  readonly companyId: Company['id'];
  readonly isBusy: boolean;
  readonly onSend: (from: string, to: string) => void;
  readonly onClose: () => void;
}
function Months({ companyId, isBusy, onSend, onClose }: MonthsProps) {
  const { t } = useTranslation('audit');
  const formats = useFormats();
  const [chosen, setChosen] = useState<{ from?: string; to?: string }>({});
  const totals = useQuery('invoices.months', { companyId });
  const current = plainDateOf(new Date()).slice(0, 7);
  const months = monthsSince((totals.data ?? []).map(({ month }) => month).sort()[0], current);
  const choices = months.map((month) => ({ value: month, label: formats.monthYear(month) }));
  const to = chosen.to ?? monthBefore(current);
  const from = chosen.from ?? firstOfYear(to, months);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (from <= to) onSend(from, to);
      }}
    >
      <div className={styles.fromTo}>
        <SelectField
          label={t('export.from')}
          value={from}
          onChange={(month) => setChosen({ ...chosen, from: month })}
          choices={choices}
          nothingFound={t('export.no_month')}
        />
        <SelectField
          label={t('export.to')}
          value={to}
          onChange={(month) => setChosen({ ...chosen, to: month })}
          choices={choices}
          nothingFound={t('export.no_month')}
          problem={from <= to ? '' : t('export.wrong_order')}
        />
      </div>
      <div className={styles.buttons}>
        <Button kind="primary" submits isBusy={isBusy}>
          {t('export.start')}
        </Button>
        <Button onClick={onClose}>{t('export.close')}</Button>
      </div>
    </form>
  );
}

function Last({ last }: { readonly last: NonNullable<AuditView['last']> }) {
  const { t } = useTranslation('audit');
  const formats = useFormats();
  const instantText = useInstantText();
  const show = useCommand('safety.showAudit');
  const { company, from, to, at, folder, fingerprint, originals, files, bytes, lost } = last;
  const months = { from: formats.monthYear(from), to: formats.monthYear(to) };
  const counted = {
    at: instantText(at),
    originals: formats.count(originals),
    files: formats.count(files),
    size: formats.bytes(bytes),
  };
  return (
    <>
      {show.problem && <ExplainedProblem problem={show.problem} />}
      <Line
        label={t('export.wrote', { company, ...months })}
        note={
          <>
            {t('export.counted', counted)}
            {lost > 0 && ` ${t('export.lost', { count: lost })}`}
            <br />
            <Mono>{folder}</Mono>
          </>
        }
      >
        <Button
          icon={<IconFolderOpen size={16} stroke={1.5} />}
          isBusy={show.isRunning}
          onClick={() => void show.run(undefined)}
        >
          {t('export.show')}
        </Button>
      </Line>
      <Line
        label={t('export.fingerprint')}
        note={
          <>
            <span className={styles.hash} data-fingerprint>
              <Mono>{fingerprint}</Mono>
            </span>
            <br />
            {t('export.fingerprint_note')}
          </>
        }
      >
        <CopyButton text={fingerprint} label={t('export.copy')} />
      </Line>
    </>
  );
}
