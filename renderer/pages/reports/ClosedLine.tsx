import { useTranslation } from 'react-i18next';
import { OpenAgain } from '../../features/closing/OpenAgain';
import { useFormats } from '../../ui/formatsContext';
import { Banner } from '../../ui/layout';
import { useInstantText } from '../../ui/values';
import { focusTitle } from './focusTitle';
import type { ShownMonth } from './useMonth';

/** Stands above a closed month: since when, and what came after that. */
export function ClosedLine({ shown: { companyId, month, closing } }: { readonly shown: ShownMonth }) {
  const { t } = useTranslation('closing');
  const formats = useFormats();
  const instantText = useInstantText();
  if (closing?.closedAt === undefined) return null;
  const { lateCount } = closing;
  return (
    <Banner state="locked" isBoxed action={<OpenAgain companyId={companyId} month={month} onOpened={focusTitle} />}>
      <b>{formats.monthYear(month)}</b> · {t('closed_at', { at: instantText(closing.closedAt) })}
      {lateCount > 0 && (
        <>
          . {t('late', { count: lateCount, shown: formats.count(lateCount) })}{' '}
          {t('late_todo', { button: t('supplement') })}
        </>
      )}
    </Banner>
  );
}
