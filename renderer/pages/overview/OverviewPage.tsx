import { IconArrowRight, IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCompany } from '../../app/company';
import type { CallOutput } from '../../bridge/bridge';
import { useQuery } from '../../bridge/hooks';
import { NO_FILTERS, useInvoiceView } from '../../stores/invoiceView';
import { go } from '../../stores/route';
import { Button, LinkButton } from '../../ui/Button';
import { plainDateOf } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import { Card, EmptyState, PageTitle } from '../../ui/layout';
import { Loaded } from '../../ui/Loading';
import { Page } from '../../ui/Page';
import { useInstantText } from '../../ui/values';
import { Allowance } from './Allowance';
import { ConnectionStrip } from './ConnectionStrip';
import { MonthChart } from './MonthChart';
import { chartData, previousMonth } from './monthChart';
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
              <NeedsAttention
                connections={connections.data ?? []}
                findings={findings.data ?? []}
                invoicesToLookAt={toLookAt.data?.count ?? 0}
                expiries={(ends.data?.dated ?? []).filter(
                  (one) => one.companyId === companyId && one.state !== 'later',
                )}
                fiscal={fiscal.data}
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
interface TitleProps {
  readonly month: string;
  readonly months: Months | undefined;
  readonly companyId: CallOutput<'companies.openDemo'>['id'];
  readonly isEmpty: boolean;
}
/** The title is a sentence about the month. */
function MonthTitle({ month, months, companyId, isEmpty }: TitleProps) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const instantText = useInstantText();
  const status = useQuery('sync.status', { companyId });
  const count = (months ?? []).filter((each) => each.month === month).reduce((sum, each) => sum + each.count, 0);
  const name = formats.monthName(month);
  const last = previousMonth(month);
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
            kind="primary"
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
