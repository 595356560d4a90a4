import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CompanyId } from '../../../shared/domain/ids';
import type { CallOutput } from '../../bridge/bridge';
import { useQuery } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { plainDateOf } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import { PageTitle } from '../../ui/layout';
import { useInstantText } from '../../ui/values';
import { previousMonth } from './monthChart';

interface TitleProps {
  readonly month: string;
  readonly months: CallOutput<'invoices.months'> | undefined;
  readonly companyId: CompanyId;
  readonly isEmpty: boolean;
}
/** The title is a sentence about the month. */
export function MonthTitle({ month, months, companyId, isEmpty }: TitleProps) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const instantText = useInstantText();
  const status = useQuery('sync.status', { companyId });
  const count = (months ?? []).filter((each) => each.month === month).reduce((sum, each) => sum + each.count, 0);
  const name = formats.monthName(month);
  const last = previousMonth(month);
  const { data: closing } = useQuery('closing.month', { companyId, month: last }, { enabled: !isEmpty });
  const title =
    months === undefined || isEmpty
      ? name
      : count === 0
        ? t('title.none', { month: name })
        : t('title.count', { month: name, count, shown: formats.count(count) });
  const today = formats.dateWithDay(plainDateOf(new Date()));
  const checkedAt = status.data?.checkedAt;
  const { data: schedules } = useQuery('schedules.status', undefined);
  const { t: schedule } = useTranslation('schedule');
  const coming =
    schedules?.pausedUntil !== undefined && schedules.count > 0
      ? schedule('overview_paused')
      : schedules?.nextAt === undefined
        ? undefined
        : schedule('overview_next', { at: instantText(schedules.nextAt) });
  const checked = checkedAt === undefined ? today : t('title.checked', { today, at: instantText(checkedAt) });
  const subtitle = coming === undefined ? checked : `${checked} · ${coming}`;
  return (
    <PageTitle
      title={title}
      subtitle={subtitle}
      actions={
        !isEmpty && (
          <Button
            // Closing the month has the primary button as soon as nothing stands before it.
            kind={closing?.mayClose === true && closing.closedAt === undefined ? 'default' : 'primary'}
            iconAfter={<IconArrowRight size={16} stroke={1.5} />}
            onClick={() => go({ place: 'reports', month: last })}
          >
            {t('title.report', { month: formats.monthNameInside(last) })}
          </Button>
        )
      }
    />
  );
}
