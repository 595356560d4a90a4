import { IconDots, IconSelector } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { ReportView } from '../../../shared/contract/reports';
import type { ConnectionId } from '../../../shared/domain/ids';
import { liesAt } from '../../../shared/domain/receipts';
import { useCommand } from '../../bridge/hooks';
import { Button, IconButton } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { ActionMenu, type MenuItem } from '../../ui/Menu';
import styles from './ReportFiles.module.css';
import { monthsToChoose } from './reportState';
import { useToastOf } from './useToastOf';
import { WhereItLies } from './WhereItLies';

interface Props {
  readonly report: ReportView;
  readonly places: readonly ConnectionView[];
  readonly currentMonth: string;
  readonly isBusy: boolean;
}
export function ReportRow(props: Props) {
  const { report, places, currentMonth } = props;
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const setMonth = useCommand('reports.setMonth');
  const toastOf = useToastOf();
  const { fileName, month } = report;
  const shownMonth = month === undefined ? t('files.month_unknown') : formats.monthYear(month);
  return (
    <div role="row" className={styles.row}>
      <span role="cell" className={styles.name} title={fileName}>
        {fileName}
      </span>
      <span role="cell" className={styles.size}>
        {formats.bytes(report.bytes)}
      </span>
      <span role="cell">
        <ActionMenu
          label={t('files.month', { file: fileName })}
          trigger={
            <Button
              size="xs"
              kind="quiet"
              iconAfter={<IconSelector size={14} stroke={1.5} />}
              className={styles.month ?? ''}
              aria-label={`${shownMonth}, ${t('files.month', { file: fileName })}`}
            >
              {shownMonth}
            </Button>
          }
          items={monthsToChoose(currentMonth, month).map((each) => ({
            id: each,
            label: formats.monthYear(each),
            isChosen: each === month,
            onSelect: () => void setMonth.run({ reportId: report.id, month: each }).then(toastOf),
          }))}
        />
      </span>
      <span role="cell" className={styles.state}>
        {month !== undefined && <WhereItLies file={report} places={places} />}
      </span>
      <span role="cell" className={styles.more}>
        <More {...props} />
      </span>
    </div>
  );
}

function More({ report, places, isBusy }: Props) {
  const { t } = useTranslation('reports');
  const upload = useCommand('reports.upload');
  const reveal = useCommand('reports.revealReport');
  const remove = useCommand('reports.remove');
  const toastOf = useToastOf();
  const { companyId, fileName, month, receipts } = report;
  const lacking = places.filter(({ id, state }) => state !== 'paused' && !liesAt(receipts, id));
  const send = (connectionId?: ConnectionId): void => {
    if (month === undefined) return;
    const to = connectionId === undefined ? {} : { connectionId };
    void upload.run({ companyId, month, reportName: fileName, ...to }).then(toastOf);
  };
  const group = t('files.upload', { file: fileName });
  const isDisabled = isBusy || month === undefined;
  const items: MenuItem[] = [
    ...(lacking.length > 1
      ? [{ id: 'all', group, label: t('files.everywhere'), isDisabled, onSelect: () => send() }]
      : []),
    ...lacking.map(({ id, title }) => ({ id, group, label: title, isDisabled, onSelect: () => send(id) })),
    {
      id: 'show',
      group: '',
      label: t('files.show'),
      onSelect: () => void reveal.run({ reportId: report.id }).then(toastOf),
    },
    ...(receipts.length > 0
      ? []
      : [
          {
            id: 'remove',
            group: '',
            label: t('files.remove'),
            isDanger: true,
            onSelect: () => void remove.run({ reportId: report.id }).then(toastOf),
          },
        ]),
  ];
  return (
    <ActionMenu
      align="end"
      label={t('files.more', { file: fileName })}
      trigger={
        <IconButton size="xs" label={t('files.more', { file: fileName })} icon={<IconDots size={16} stroke={1.5} />} />
      }
      items={items}
    />
  );
}
