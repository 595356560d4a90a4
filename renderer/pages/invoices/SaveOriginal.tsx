import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { InvoiceRowId } from '../../../shared/domain/ids';
import { Button } from '../../ui/Button';
import { useSaveOriginal } from './useSaveOriginal';

interface Props {
  readonly id: InvoiceRowId;
  readonly version?: number;
  readonly size?: 'xs' | 'sm';
}
export function SaveOriginal({ id, version, size = 'xs' }: Props) {
  const { t } = useTranslation('invoices');
  const { save, isRunning } = useSaveOriginal();
  return (
    <Button
      size={size}
      icon={<IconDownload size={16} stroke={1.5} />}
      isBusy={isRunning}
      onClick={() => void save(id, version)}
    >
      {t('original.save')}
    </Button>
  );
}
