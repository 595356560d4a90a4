import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VaultView } from '../../../shared/contract/app';
import { useQuery } from '../../bridge/hooks';
import { ChoosePassphrase } from '../../features/vault/ChoosePassphrase';
import { LockedVault } from '../../features/vault/LockedVault';
import { useRoute } from '../../stores/route';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Loaded } from '../../ui/Loading';
import { StateLabel } from '../../ui/StateIcon';
import { Line, Section } from './Section';
import styles from './Settings.module.css';

export function VaultSection() {
  const { t } = useTranslation('settings');
  const route = useRoute();
  const vault = useQuery('app.vault', undefined);
  const isAsked = route.place === 'settings' && route.section === 'vault';
  const place = useRef<HTMLDivElement>(null);
  const isThere = vault.data !== undefined;
  useEffect(() => {
    if (!isAsked || !isThere) return;
    place.current?.scrollIntoView({ block: 'start' });
    place.current?.querySelector<HTMLElement>('input, h2')?.focus();
  }, [isAsked, isThere]);
  return (
    <div ref={place}>
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
    </>
  );
}
