// What ends, in how many days, and where it is renewed.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ExpiryView } from '../../../shared/contract/expiries';
import { useProviderText } from '../../features/connect-wizard/providerTexts';
import { go } from '../../stores/route';
import { useShell } from '../../stores/shell';
import { plainDateOf, type Formats } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import type { State } from '../../ui/StateIcon';

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;

/** From calendar date to calendar date, whatever the hour. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** Nobody counts 8,999 days. */
export function timeLeft(t: TFunction, formats: Formats, days: number): string {
  const years = Math.floor(days / YEAR_DAYS);
  return years < 2
    ? t('connections:expiry.left', { count: days, shown: formats.count(days) })
    : t('connections:expiry.left_years', { count: years, shown: formats.count(years) });
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
    one.state === 'over' || days < 0 ? t('expiry.over') : days === 0 ? t('expiry.today') : timeLeft(t, formats, days);
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
