import type { ReactNode } from 'react';
import { useQuery } from '../../bridge/hooks';
import { ChoosePassphrase } from './ChoosePassphrase';
import { LockedVault } from './LockedVault';
import styles from './Vault.module.css';

/** Where sign-ins are needed, a vault that is not open explains itself first. */
export function VaultGate({ children }: { readonly children: ReactNode }) {
  const vault = useQuery('app.vault', undefined);
  const state = vault.data?.state;
  if (state === undefined || state === 'open') return children;
  return (
    <div className={styles.scroll}>
      <div className={styles.page}>
        {state === 'locked' && vault.data ? (
          <LockedVault vault={vault.data} onLookAgain={vault.retry} />
        ) : (
          <ChoosePassphrase isChange={false} />
        )}
      </div>
    </div>
  );
}
