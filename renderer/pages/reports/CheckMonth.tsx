import { IconRefreshDot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import type { ShownMonth } from './useMonth';
import { useToastOf } from './useToastOf';

/** Holds the receipts of the month against what lies there now. */
export function CheckMonth({ shown: { companyId, month, going } }: { readonly shown: ShownMonth }) {
  const { t } = useTranslation('reports');
  const check = useCommand('reports.check');
  const toastOf = useToastOf();
  return (
    <Button
      size="xs"
      icon={<IconRefreshDot size={14} stroke={1.5} />}
      isBusy={check.isRunning || going?.kind === 'check'}
      disabled={going !== undefined}
      onClick={() => void check.run({ companyId, month }).then(toastOf)}
    >
      {t('check.month')}
    </Button>
  );
}
