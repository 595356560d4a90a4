import { useState } from 'react';
import { IconBuildingStore, IconCalendarClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCompany } from '../../app/company';
import { useQuery } from '../../bridge/hooks';
import { go, useRoute } from '../../stores/route';
import { Button } from '../../ui/Button';
import { plainDateOf } from '../../ui/format';
import { EmptyState } from '../../ui/layout';
import { Loaded } from '../../ui/Loading';
import { FillPage, Page } from '../../ui/Page';
import { CloseAction } from './CloseAction';
import { ClosedLine } from './ClosedLine';
import { MonthPanel } from './MonthPanel';
import { MonthActions } from './MonthActions';
import styles from './Reports.module.css';
import { useMonth } from './useMonth';
import { SaveYear } from './SaveYear';
import { YearGrid } from './YearGrid';
import { YearStepper } from './YearStepper';
import { monthToOpen } from './gridModel';

export function ReportsPage() {
  const { t } = useTranslation('reports');
  const company = useCompany();
  const route = useRoute();
  const asked = route.place === 'reports' ? route.month : undefined;
  const currentMonth = plainDateOf(new Date()).slice(0, 7);
  // Until another month is asked for, on the page or by a notice: that one is to be seen.
  const [stepped, setStepped] = useState<{ readonly year: number; readonly from: typeof route }>();
  const chosenYear = stepped?.from === route ? stepped.year : undefined;
  const setYear = (next: number): void => setStepped({ year: next, from: route });
  const year = chosenYear ?? Number((asked ?? monthToOpen(Number(currentMonth.slice(0, 4)), currentMonth)).slice(0, 4));
  const month = asked?.startsWith(String(year)) === true ? asked : monthToOpen(year, currentMonth);
  const grid = useQuery('reports.year', { companyId: company.id, year }, { keepPrevious: true });
  const closed = useQuery('closing.year', { companyId: company.id, year }, { keepPrevious: true });
  const connections = useQuery('connections.list', { companyId: company.id });
  const shown = useMonth(company.id, month);
  const choose = (next: string): void => go({ place: 'reports', month: next });
  const hasNothing = connections.data?.length === 0 && company.invoiceCount === 0;
  if (hasNothing) {
    return (
      <FillPage>
        <EmptyState
          icon={<IconCalendarClock size={24} stroke={1.5} />}
          title={t('no_company.title')}
          action={
            <Button kind="primary" onClick={() => go({ place: 'connect' })}>
              {t('no_company.action')}
            </Button>
          }
        />
      </FillPage>
    );
  }
  return (
    <Page width={1240}>
      <header className={styles.head}>
        <h1 className={styles.title} tabIndex={-1} data-page-title>
          {t('title')}
        </h1>
        <YearStepper year={year} lastYear={Number(currentMonth.slice(0, 4))} onYear={setYear} />
        <div className={styles.headActions}>
          <SaveYear companyId={company.id} year={year} />
          {connections.data?.some(({ capabilities }) => capabilities.includes('fiscal')) === true && (
            <Button
              kind="quiet"
              icon={<IconBuildingStore size={16} stroke={1.5} />}
              onClick={() => go({ place: 'tills' })}
            >
              {t('tills')}
            </Button>
          )}
          <CloseAction shown={shown} />
          <MonthActions shown={shown} currentMonth={currentMonth} />
        </div>
      </header>
      <Loaded query={grid} rows={6}>
        {({ rows }) => (
          <YearGrid
            year={year}
            rows={rows}
            connections={connections.data ?? []}
            month={month}
            closed={closed.data ?? []}
            currentMonth={currentMonth}
            onChoose={choose}
          />
        )}
      </Loaded>
      <ClosedLine shown={shown} />
      <MonthPanel key={month} shown={shown} currentMonth={currentMonth} connections={connections.data ?? []} />
    </Page>
  );
}
