// What ends, in how many days, and where it is renewed.
import { useTranslation } from 'react-i18next';
import type { ExpiryView } from '../../../shared/contract/expiries';
import { useProviderText } from '../../features/connect-wizard/providerTexts';
import { go } from '../../stores/route';
import { useShell } from '../../stores/shell';
import { plainDateOf } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import type { State } from '../../ui/StateIcon';

const DAY_MS = 86_400_000;

/** From calendar date to calendar date, whatever the hour. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

export const EXPIRY_SHAPES: Readonly<Record<ExpiryView['state'], State>> = {
  over: 'stopped',
  soon: 'attention',
  later: 'waiting',
};

type Ending = Pick<ExpiryView, 'providerId' | 'kind' | 'field' | 'endsOn' | 'state'>;

export function useExpiryText(one: Ending) {
  const { t } = useTranslation('connections');
  const formats = useFormats();
  const text = useProviderText(one.providerId);
  const named = one.field === undefined ? '' : text(`field.${one.field}.label`);
  const days = daysBetween(plainDateOf(new Date()), one.endsOn);
  const left =
    one.state === 'over' || days < 0
      ? t('expiry.over')
      : days === 0
        ? t('expiry.today')
        : t('expiry.left', { count: days });
  return { what: named === '' ? t(`expiry.kind.${one.kind}`) : named, left, date: formats.dateLong(one.endsOn) };
}

/** The form that renews it, whichever company is shown now. */
export function renew({
  companyId,
  connectionId,
  actionId,
}: Pick<ExpiryView, 'companyId' | 'connectionId' | 'actionId'>) {
  useShell.getState().chooseCompany(companyId);
  go({ place: 'connect', connectionId, ...(actionId === undefined ? {} : { actionId }) });
}
