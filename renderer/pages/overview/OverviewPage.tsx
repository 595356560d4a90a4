import { IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCompany } from '../../app/company';
import type { CallOutput } from '../../bridge/bridge';
import { useQuery } from '../../bridge/hooks';
import { NO_FILTERS, useInvoiceView } from '../../stores/invoiceView';
import { go } from '../../stores/route';
import { Button, LinkButton } from '../../ui/Button';
import { plainDateOf } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import { Card, EmptyState } from '../../ui/layout';
import { Loaded } from '../../ui/Loading';
import { Page } from '../../ui/Page';
import { Allowance } from './Allowance';
import { CloseCard } from './CloseCard';
import { ConnectionStrip } from './ConnectionStrip';
import { MonthChart } from './MonthChart';
import { chartData, previousMonth } from './monthChart';
import { MonthTitle } from './MonthTitle';
import { NeedsAttention } from './NeedsAttention';
import styles from './Overview.module.css';
import { SinceYesterday } from './SinceYesterday';

export function OverviewPage() {
  const { t } = useTranslation('overview');
  const company = useCompany();
  const companyId = company.id;
  const connections = useQuery('connections.list', { companyId });
  const months = useQuery('invoices.months', { companyId });
  const recent = useQuery('runs.list', { companyId, limit: 60 });
  const findings = useQuery('companies.findings', { companyId });
  const ends = useQuery('expiries.list', undefined);
  const toLookAt = useQuery('invoices.summary', { filter: { companyId, needsLook: true } });
  const hasTill = connections.data?.some(({ capabilities }) => capabilities.includes('fiscal')) === true;
  const fiscal = useQuery('fiscal.overview', { companyId }, { enabled: hasTill });
  const asked = [connections, findings, ends, toLookAt, ...(hasTill ? [fiscal] : [])];
  const unknown =
    asked.find(({ data, problem }) => data === undefined && problem !== undefined) ??
    asked.find(({ data }) => data === undefined);
  const month = plainDateOf(new Date()).slice(0, 7);
  const openInvoices = (chosen: string): void => {
    useInvoiceView.getState().setFilters({ ...NO_FILTERS, month: chosen });
    go({ place: 'invoices' });
  };
  const isEmpty = connections.data?.length === 0 && company.invoiceCount === 0;
  return (
    <Page>
      <MonthTitle month={month} months={months.data} companyId={companyId} isEmpty={isEmpty} />
      {isEmpty ? (
        <Card>
          <EmptyState
            icon={<IconPlugConnected size={22} stroke={1.5} />}
            title={t('empty.title')}
            text={t('empty.text')}
            action={
              <Button kind="primary" onClick={() => go({ place: 'connect' })}>
                {t('empty.action')}
              </Button>
            }
          />
        </Card>
      ) : (
        <>
          <Loaded query={connections} rows={3}>
            {(list) => <ConnectionStrip companyId={companyId} connections={list} />}
          </Loaded>
          <div className={styles.columns}>
            <div className={styles.column}>
              <ChartCard query={months} month={month} onOpenMonth={openInvoices} />
              <Card
                title={t('since.title')}
                note={<LinkButton onClick={() => go({ place: 'activity' })}>{t('since.all')}</LinkButton>}
                isFlush
              >
                <Loaded query={recent}>{(runs) => <SinceYesterday companyId={companyId} runs={runs} />}</Loaded>
              </Card>
            </div>
            <div className={styles.column}>
              {company.invoiceCount > 0 && <CloseCard companyId={companyId} month={previousMonth(month)} />}
              <NeedsAttention
                connections={connections.data ?? []}
                findings={findings.data ?? []}
                invoicesToLookAt={toLookAt.data?.count ?? 0}
                expiries={(ends.data?.dated ?? []).filter(
                  (one) => one.companyId === companyId && one.state !== 'later',
                )}
                fiscal={fiscal.data}
                unknown={unknown}
              />
              {connections.data?.map((connection) => (
                <Allowance key={connection.id} connection={connection} />
              ))}
            </div>
          </div>
        </>
      )}
    </Page>
  );
}

type Months = CallOutput<'invoices.months'>;
interface ChartProps {
  readonly query: Parameters<typeof Loaded<Months>>[0]['query'];
  readonly month: string;
  readonly onOpenMonth: (month: string) => void;
}
function ChartCard({ query, month, onOpenMonth }: ChartProps) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const data = query.data && chartData(query.data, month);
  const unit = data === undefined ? '' : formats.money('0', data.currency).symbol;
  return (
    <Card title={t('chart.title')} note={unit === '' ? undefined : t('chart.net', { unit })}>
      <Loaded query={query}>
        {() =>
          data === undefined ? (
            <EmptyState title={t('chart.empty')} text={t('chart.empty_text')} />
          ) : (
            <MonthChart data={data} openMonth={month} onOpenMonth={onOpenMonth} />
          )
        }
      </Loaded>
    </Card>
  );
}
