import { IconDownload, IconFileTypeCsv, IconFileTypePdf, IconJson, IconListCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CompanyId } from '../../../shared/domain/ids';
import { useCommand } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import { ActionMenu } from '../../ui/Menu';
import { problemTexts } from '../../ui/problemTexts';
import { showToast } from '../../ui/toasts';

const icon = { size: 16, stroke: 1.5 } as const;
const FORMATS = [
  ['pdf', <IconFileTypePdf key="pdf" {...icon} />],
  ['csv', <IconFileTypeCsv key="csv" {...icon} />],
  ['json', <IconJson key="json" {...icon} />],
] as const;

/** Did each month go out, when, where to, verified: to file, to reckon with, for programs. */
export function SaveYear({ companyId, year }: { readonly companyId: CompanyId; readonly year: number }) {
  const { t } = useTranslation('reports');
  const { t: tAudit } = useTranslation('audit');
  const { t: tAny } = useTranslation();
  const save = useCommand('reports.saveYear');
  const saveAs = async (format: (typeof FORMATS)[number][0]): Promise<void> => {
    const outcome = await save.run({ companyId, year, format });
    if (!outcome.ok) showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
    else if (outcome.value.savedTo !== undefined)
      showToast({ state: 'ok', text: t('year_export.saved', { path: outcome.value.savedTo }) });
  };
  return (
    <ActionMenu
      align="end"
      label={t('year_export.save')}
      trigger={
        <Button kind="quiet" icon={<IconDownload {...icon} />} isBusy={save.isRunning}>
          {t('year_export.save')}
        </Button>
      }
      items={[
        ...FORMATS.map(([format, shape]) => ({
          id: format,
          label: t(`year_export.as_${format}`),
          icon: shape,
          group: '',
          onSelect: () => void saveAs(format),
        })),
        {
          id: 'audit',
          label: tAudit('export.open'),
          icon: <IconListCheck {...icon} />,
          group: ' ',
          onSelect: () => go({ place: 'settings', section: 'audit' }),
        },
      ]}
    />
  );
}
