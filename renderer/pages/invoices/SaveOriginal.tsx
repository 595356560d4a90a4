import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { InvoiceRowId } from '../../../shared/domain/ids';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { problemTexts } from '../../ui/problemTexts';
import { showToast } from '../../ui/toasts';

export function SaveOriginal({
  id,
  version,
  size = 'xs',
}: {
  readonly id: InvoiceRowId;
  readonly version?: number;
  readonly size?: 'xs' | 'sm';
}) {
  const { t } = useTranslation('invoices');
  const { t: any } = useTranslation();
  const save = useCommand('invoices.saveOriginal');
  const run = async (): Promise<void> => {
    const outcome = await save.run({ id, ...(version === undefined ? {} : { version }) });
    if (!outcome.ok) showToast({ state: 'stopped', text: problemTexts(any, outcome.error).what });
    else if (outcome.value.savedTo !== undefined)
      showToast({ state: 'ok', text: t('original.saved', { path: outcome.value.savedTo }) });
  };
  return (
    <Button
      size={size}
      icon={<IconDownload size={16} stroke={1.5} />}
      isBusy={save.isRunning}
      onClick={() => void run()}
    >
      {t('original.save')}
    </Button>
  );
}
