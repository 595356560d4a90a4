import { useTranslation } from 'react-i18next';
import type { CompanyId } from '../../../shared/domain/ids';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { problemTexts } from '../../ui/problemTexts';
import { showToast } from '../../ui/toasts';

interface Props {
  readonly companyId: CompanyId;
  readonly month: string;
  /** The button is about to go: the keyboard needs another place. */
  readonly onOpened: () => void;
}
export function OpenAgain({ companyId, month, onOpened }: Props) {
  const { t } = useTranslation('closing');
  const { t: tAny } = useTranslation();
  const reopen = useCommand('closing.reopen');
  const press = async (): Promise<void> => {
    const outcome = await reopen.run({ companyId, month });
    if (outcome.ok) onOpened();
    else showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
  };
  return (
    <Button kind="quiet" size="xs" isBusy={reopen.isRunning} onClick={() => void press()}>
      {t('open_again')}
    </Button>
  );
}
