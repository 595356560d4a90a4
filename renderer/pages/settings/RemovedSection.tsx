import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RemovalProof } from '../../../shared/contract/removals';
import { useCommand, useQuery } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { showToast } from '../../ui/toasts';
import { Mono, useInstantText } from '../../ui/values';
import { Line, Section } from './Section';
import styles from './Settings.module.css';
import { useRemovalCounts } from './useRemovalCounts';

/** What was removed, when there is any: the proofs, without a name. */
export function RemovedSection() {
  const { t } = useTranslation('removal');
  const proofs = useQuery('safety.removals', undefined);
  if (proofs.data === undefined || proofs.data.length === 0) return null;
  return (
    <Section title={t('screen.history')} id="removed">
      {proofs.data.map((proof) => (
        <Proof key={proof.sha256} proof={proof} />
      ))}
    </Section>
  );
}

function Proof({ proof }: { readonly proof: RemovalProof }) {
  const { t } = useTranslation('removal');
  const countsOf = useRemovalCounts();
  const instantText = useInstantText();
  const save = useCommand('safety.saveRemoval');
  const { companyId, removedAt, removed, sha256 } = proof;
  const saveAgain = async (): Promise<void> => {
    const outcome = await save.run({ companyId });
    if (outcome.ok && outcome.value.savedTo !== undefined)
      showToast({ state: 'ok', text: t('screen.saved', { path: outcome.value.savedTo }) });
  };
  return (
    <>
      {save.problem && <ExplainedProblem problem={save.problem} />}
      <Line
        label={t('screen.proof', { at: instantText(removedAt) })}
        note={
          <>
            {countsOf(removed)
              .map(({ name, value }) => `${name}: ${value}`)
              .join(' · ')}
            <br />
            {t('screen.seal')}
            <span className={styles.hash}>
              <Mono>{sha256}</Mono>
            </span>
          </>
        }
      >
        <Button icon={<IconDownload size={16} stroke={1.5} />} isBusy={save.isRunning} onClick={() => void saveAgain()}>
          {t('screen.save')}
        </Button>
      </Line>
    </>
  );
}
