import { memo } from 'react';
import { IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CompanyId } from '../../../shared/domain/ids';
import { useCommand } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button, type ButtonProps } from '../../ui/Button';

interface Props extends Pick<ButtonProps, 'kind' | 'size'> {
  readonly companyId: CompanyId;
}
/** Main asks for the files; the window learns their names only. */
export const ImportButton = memo(function ImportButton({ companyId, ...look }: Props) {
  const { t } = useTranslation('imports');
  const choose = useCommand('imports.choose');
  const open = async (): Promise<void> => {
    const outcome = await choose.run({ companyId });
    if (outcome.ok && outcome.value.importId !== undefined) go({ place: 'import', importId: outcome.value.importId });
  };
  return (
    <Button
      {...look}
      icon={<IconFileImport size={16} stroke={1.5} />}
      isBusy={choose.isRunning}
      onClick={() => void open()}
    >
      {t('open')}
    </Button>
  );
});
