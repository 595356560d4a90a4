import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CompanyProofView, IntegrityView } from '../../../shared/contract/safety';
import { useCommand, useQuery } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { SafetyRunning } from '../../features/backup/SafetyRunning';
import { Loaded } from '../../ui/Loading';
import { StateLabel } from '../../ui/StateIcon';
import { useInstantText } from '../../ui/values';
import { Mending } from './Mending';
import { Line, Section } from './Section';
import styles from './Settings.module.css';
import { useAskedSection } from './useAskedSection';

/** Whether everything is still as it was stored. */
export function IntegritySection() {
  const { t } = useTranslation('safety');
  const view = useQuery('safety.integrity', undefined);
  const place = useAskedSection('integrity', view.data !== undefined);
  return (
    <div ref={place} data-integrity>
      <Section title={t('integrity.heading')}>
        <Loaded query={view} rows={2}>
          {(known) => <Lines view={known} />}
        </Loaded>
      </Section>
    </div>
  );
}

function Lines({ view }: { readonly view: IntegrityView }) {
  const { t } = useTranslation('safety');
  const instantText = useInstantText();
  const check = useCommand('safety.check');
  const { checkedAt, nextAt, running } = view;
  const note =
    checkedAt === undefined || nextAt === undefined
      ? t('integrity.never')
      : t('integrity.checked', { at: instantText(checkedAt), next: instantText(nextAt) });
  return (
    <>
      {check.problem && <ExplainedProblem problem={check.problem} />}
      {view.problem && <ExplainedProblem problem={view.problem} tone="warn" />}
      <Line label={t('integrity.all')} note={note}>
        {!running && (
          <Button
            icon={<IconShieldCheck size={16} stroke={1.5} />}
            isBusy={check.isRunning}
            onClick={() => void check.run(undefined)}
          >
            {t('integrity.check')}
          </Button>
        )}
      </Line>
      {running && (
        <div className={styles.panel}>
          <SafetyRunning running={running} />
        </div>
      )}
      {view.companies.map((company) => (
        <CompanyProof key={company.companyId} proof={company} />
      ))}
    </>
  );
}

function CompanyProof({ proof }: { readonly proof: CompanyProofView }) {
  const { t } = useTranslation('safety');
  const formats = useFormats();
  const { companyId, name, originals, files, damages, canFetch } = proof;
  const counted = t('integrity.counted', { originals: formats.count(originals), files: formats.count(files) });
  return (
    <>
      <Line label={name} note={counted}>
        <StateLabel state={damages.length === 0 ? 'ok' : 'attention'}>
          {damages.length === 0 ? t('integrity.whole') : t('integrity.damaged', { count: damages.length })}
        </StateLabel>
      </Line>
      {damages.map((damage) => (
        <ExplainedProblem key={`${damage.key} ${String(damage.params['file'])}`} problem={damage} tone="warn" />
      ))}
      {damages.length > 0 && <Mending companyId={companyId} canFetch={canFetch} />}
    </>
  );
}
