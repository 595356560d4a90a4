import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { ProviderView } from '../../../shared/contract/providers';
import type { FieldValues } from '../../../shared/forms/fields';
import { useCommand } from '../../bridge/hooks';
import { missingFields, sendableValues, startValues } from '../../features/connect-wizard/formValues';
import { ProviderForm } from '../../features/connect-wizard/ProviderForm';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { showToast } from '../../ui/toasts';
import styles from './Connections.module.css';

interface Props {
  readonly connection: ConnectionView;
  readonly provider: ProviderView;
  readonly onClose: () => void;
}
/** Settings can be changed here; sign-in details only where they are checked first. */
export function SettingsDialog({ connection, provider, onClose }: Props) {
  const { t } = useTranslation('connections');
  const fields = provider.fields.filter(({ store }) => store === 'settings');
  const [values, setValues] = useState<FieldValues>(() => startValues(fields, connection.settings));
  const [missing, setMissing] = useState<readonly string[]>([]);
  const save = useCommand('connections.saveSettings');
  const fieldErrors = save.problem?.fieldErrors ?? {};
  const problems = { ...fieldErrors, ...Object.fromEntries(missing.map((id) => [id, 'missing'])) };
  const send = async (): Promise<void> => {
    const empty = missingFields(fields, values);
    setMissing(empty);
    if (empty.length > 0) return;
    const outcome = await save.run({ connectionId: connection.id, settings: sendableValues(fields, values) });
    if (!outcome.ok) return;
    showToast({ state: 'ok', text: t('settings.saved', { title: connection.title }) });
    onClose();
  };
  return (
    <Dialog
      title={t('settings.title', { title: connection.title })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('settings.keep')}</Button>
          <Button kind="primary" isBusy={save.isRunning} onClick={() => void send()}>
            {t('settings.save')}
          </Button>
        </>
      }
    >
      <form
        className={styles.dialogForm}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {save.problem && Object.keys(fieldErrors).length === 0 && <ExplainedProblem problem={save.problem} />}
        <ProviderForm
          providerId={provider.id}
          fields={fields}
          values={values}
          problems={problems}
          onChange={(field, value) => {
            setValues((before) => ({ ...before, [field]: value }));
            setMissing((before) => before.filter((id) => id !== field));
          }}
        />
        <p className={styles.quiet}>{t('settings.text')}</p>
      </form>
    </Dialog>
  );
}
