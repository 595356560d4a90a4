import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../shared/errors';
import { problemTexts } from '../../ui/problemTexts';
import { showToast } from '../../ui/toasts';

/** Says what did not work; what worked is seen. */
export function useToastOf(): (outcome: Outcome<unknown>) => void {
  const { t } = useTranslation();
  return (outcome) => {
    if (!outcome.ok) showToast({ state: 'stopped', text: problemTexts(t, outcome.error).what });
  };
}
