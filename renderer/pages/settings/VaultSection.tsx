import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VaultView } from '../../../shared/contract/app';
import { useQuery } from '../../bridge/hooks';
import { ChoosePassphrase } from '../../features/vault/ChoosePassphrase';
import { LockedVault } from '../../features/vault/LockedVault';
import { RotateKey } from '../../features/vault/RotateKey';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Loaded } from '../../ui/Loading';
import { StateLabel } from '../../ui/StateIcon';
import { Line, Section } from './Section';
import styles from './Settings.module.css';
import { useAskedSection } from './useAskedSection';

export function VaultSection() {
  const { t } = useTranslation('settings');
  const vault = useQuery('app.vault', undefined);
  const place = useAskedSection('vault', vault.data !== undefined);
  return (
    <div ref={place} data-vault>
      <Section title={t('vault.heading')}>
        <Loaded query={vault} rows={2}>
          {(view) => <Vault vault={view} onLookAgain={vault.retry} />}
        </Loaded>
      </Section>
    </div>
  );
}

function Vault({ vault, onLookAgain }: { readonly vault: VaultView; readonly onLookAgain: () => void }) {
  const { t } = useTranslation('settings');
  const [isChoosing, setChoosing] = useState(false);
  const [isRotating, setRotating] = useState(false);
  if (vault.state === 'locked') {
    return (
      <div className={styles.panel}>
        <LockedVault vault={vault} onLookAgain={onLookAgain} isPart />
      </div>
    );
  }
  if (vault.state === 'new') {
    return (
      <div className={styles.panel}>
        <ChoosePassphrase isChange={false} />
      </div>
    );
  }
  const canChoose = vault.protectedBy === 'keychain' || vault.protectedBy === 'passphrase';
  const verb = vault.protectedBy === 'passphrase' ? t('vault.change_passphrase') : t('vault.add_passphrase');
  return (
    <>
      {vault.problem && <ExplainedProblem problem={vault.problem} tone="warn" />}
      <Line label={t('vault.state')} note={t(`vault.open.${vault.protectedBy}`)}>
        <StateLabel state={vault.protectedBy === 'none' ? 'attention' : 'ok'}>{t('vault.word.open')}</StateLabel>
      </Line>
      {canChoose && !isChoosing && (
        <Line
          label={t('vault.passphrase')}
          note={vault.protectedBy === 'keychain' ? t('vault.also_passphrase') : undefined}
        >
          <Button onClick={() => setChoosing(true)}>{verb}</Button>
        </Line>
      )}
      {isChoosing && (
        <div className={styles.panel}>
          <ChoosePassphrase isChange onDone={() => setChoosing(false)} />
        </div>
      )}
      {isRotating ? (
        <div className={styles.panel}>
          <RotateKey vault={vault} onClose={() => setRotating(false)} />
        </div>
      ) : (
        <Line label={t('rotation.label')} note={t('rotation.note')}>
          <Button onClick={() => setRotating(true)}>{t('rotation.open')}</Button>
        </Line>
      )}
    </>
  );
}
