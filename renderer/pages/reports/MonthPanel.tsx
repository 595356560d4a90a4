import { useState } from 'react';
import { IconPackage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { RunKind } from '../../../shared/contract/runs';
import { RunActions } from '../../features/runs/RunActions';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { useFormats } from '../../ui/formatsContext';
import { Card, EmptyState } from '../../ui/layout';
import { Loaded } from '../../ui/Loading';
import { BundleCard } from './BundleCard';
import { LateCard } from './LateCard';
import { LiveRun } from './LiveRun';
import { ReportFiles } from './ReportFiles';
import { ReceiptTable } from './ReceiptTable';
import styles from './Reports.module.css';
import { TillFiles } from './TillFiles';
import type { ShownMonth } from './useMonth';

const STOPPED: Partial<Record<RunKind, 'run.not_built' | 'run.not_checked'>> = {
  build: 'run.not_built',
  check: 'run.not_checked',
};

interface Props {
  readonly shown: ShownMonth;
  readonly currentMonth: string;
  readonly connections: readonly ConnectionView[];
}
export function MonthPanel({ shown, currentMonth, connections }: Props) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const [chosen, setChosen] = useState<number>();
  const { month, going, stopped } = shown;
  const name = formats.monthYear(month);
  const places = connections.filter(({ capabilities }) => capabilities.includes('files'));
  return (
    <Loaded query={shown.query} rows={5}>
      {({ bundles, invoiceCount, reports, fiscalFiles }) => {
        const newest = bundles[0];
        const bundle = bundles.find(({ revision }) => revision === chosen) ?? newest;
        const files = (
          <ReportFiles
            shown={shown}
            currentMonth={currentMonth}
            places={places}
            reports={reports}
            withCheck={!bundle && [...reports, ...fiscalFiles].some(({ receipts }) => receipts.length > 0)}
          />
        );
        const live = going && <LiveRun run={going} />;
        const stop = stopped?.problem && !going && (
          <ExplainedProblem
            problem={stopped.problem}
            title={t(STOPPED[stopped.kind] ?? 'run.did_not_reach', { month: name })}
            action={<RunActions run={stopped} isPrimary withMonth={false} />}
          />
        );
        const tills = fiscalFiles.length > 0 && <TillFiles files={fiscalFiles} places={places} />;
        if (!bundle) {
          return (
            <>
              {live}
              {stop}
              {tills}
              {(invoiceCount > 0 || fiscalFiles.length === 0) && (
                <Card>
                  <NoBundle month={month} name={name} currentMonth={currentMonth} invoiceCount={invoiceCount} />
                </Card>
              )}
              {month <= currentMonth && files}
            </>
          );
        }
        return (
          <div className={styles.columns}>
            <div className={styles.left}>
              {live}
              {stop}
              <ReceiptTable
                bundle={bundle}
                bundles={bundles}
                connections={connections}
                going={going}
                onRevision={setChosen}
                shown={shown}
              />
              {newest && bundle === newest && newest.lateCount > 0 && <LateCard bundle={newest} monthName={name} />}
              {tills}
              {files}
            </div>
            <BundleCard bundle={bundle} />
          </div>
        );
      }}
    </Loaded>
  );
}

interface NoBundleProps {
  readonly month: string;
  readonly name: string;
  readonly currentMonth: string;
  readonly invoiceCount: number;
}
function NoBundle({ month, name, currentMonth, invoiceCount }: NoBundleProps) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const icon = <IconPackage size={24} stroke={1.5} />;
  if (month > currentMonth) return <EmptyState icon={icon} title={t('empty.future', { month: name })} />;
  if (invoiceCount === 0) {
    return (
      <EmptyState icon={icon} title={t('empty.no_invoices', { month: name })} text={t('empty.no_invoices_text')} />
    );
  }
  return (
    <EmptyState
      icon={icon}
      title={t('empty.month', { month: name })}
      text={
        <>
          {t('empty.month_text', { count: invoiceCount, shown: formats.count(invoiceCount) })}
          {month === currentMonth && <> {t('empty.unfinished', { month: name })}</>}
        </>
      }
    />
  );
}
