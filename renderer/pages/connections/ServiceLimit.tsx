import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import { useProviderText } from '../../features/connect-wizard/providerTexts';
import { ImportButton } from '../../features/imports/ImportButton';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { StateIcon } from '../../ui/StateIcon';
import styles from './Connections.module.css';

/** What is left undone there on purpose, and why; nothing else is to be done about it. */
export function ServiceNote({ providerId }: { readonly providerId: string }) {
  const note = useProviderText(providerId)('card.note');
  if (note === '') return null;
  return (
    <div className={styles.notice} role="note">
      <StateIcon state="unverified" />
      <p>{note}</p>
    </div>
  );
}

/** What the service does not give at all, in the provider's own words: better said here than found out from an empty list. */
export function ServiceLimit({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('connections');
  const limit = useProviderText(connection.providerId)('card.limit');
  if (limit === '') return null;
  return (
    <div className={styles.notice} role="note">
      <StateIcon state="unverified" />
      <div>
        <p>{limit}</p>
        <div className={styles.limitButtons}>
          <Button size="xs" onClick={() => go({ place: 'connect', purpose: 'source' })}>
            {t('limit.connect')}
          </Button>
          <ImportButton companyId={connection.companyId} size="xs" />
        </div>
      </div>
    </div>
  );
}
