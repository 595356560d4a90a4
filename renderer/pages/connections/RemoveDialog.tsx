import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import { useProviderText } from '../../features/connect-wizard/providerTexts';
import { useCommand, useQuery } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { StateIcon } from '../../ui/StateIcon';
import { showToast } from '../../ui/toasts';
import styles from './Connections.module.css';

interface Props {
  readonly connection: ConnectionView;
  readonly providerName: string;
  readonly onClose: () => void;
}
/** Names what happens and what does not; the button says the effect. */
export function RemoveDialog({ connection, providerName, onClose }: Props) {
  const { t } = useTranslation('connections');
  const formats = useFormats();
  const { id: connectionId, companyId, title } = connection;
  const isSource = connection.capabilities.includes('invoices');
  const [archive, setArchive] = useState<'keep' | 'delete'>('keep');
  const summary = useQuery('invoices.summary', { filter: { companyId, connectionId } }, { enabled: isSource });
  const remove = useCommand('connections.remove');
  const warning = useProviderText(connection.providerId)('removal.warning');
  const count = summary.data?.count ?? 0;
  const confirm = async (): Promise<void> => {
    const outcome = await remove.run({ connectionId, archive });
    if (!outcome.ok) return;
    onClose();
    go({ place: 'connections' });
    showToast({ state: 'ok', text: t('removal.done', { title }) });
  };
  const effects = [
    t('removal.sign_in'),
    t('removal.there', { name: providerName }),
    ...(connection.capabilities.includes('files') ? [t('removal.files')] : []),
    t('removal.history'),
  ];
  return (
    <Dialog
      title={t('removal.title', { title })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('removal.keep')}</Button>
          <Button kind="danger" isBusy={remove.isRunning} onClick={() => void confirm()}>
            {archive === 'keep' ? t('removal.remove') : t('removal.remove_and_hide')}
          </Button>
        </>
      }
    >
      <div className={styles.dialogForm}>
        {remove.problem && <ExplainedProblem problem={remove.problem} />}
        <ul className={styles.effects}>
          {effects.map((effect) => (
            <li key={effect}>
              <StateIcon state="fine" />
              <span>{effect}</span>
            </li>
          ))}
        </ul>
        {warning !== '' && (
          <div className={styles.notice} role="note">
            <StateIcon state="attention" />
            <p>{warning}</p>
          </div>
        )}
        {isSource && count > 0 && (
          <fieldset className={styles.fate}>
            <legend>{t('removal.invoices', { count, shown: formats.count(count) })}</legend>
            {(['keep', 'hide'] as const).map((fate) => {
              const value = fate === 'keep' ? 'keep' : 'delete';
              return (
                <label key={fate} className={styles.choice} data-chosen={archive === value || undefined}>
                  <input type="radio" name="fate" checked={archive === value} onChange={() => setArchive(value)} />
                  <span>
                    <b>{t(`removal.${fate}_label`)}</b>
                    <span className={styles.quiet}>{t(`removal.${fate}_text`)}</span>
                  </span>
                </label>
              );
            })}
          </fieldset>
        )}
      </div>
    </Dialog>
  );
}
