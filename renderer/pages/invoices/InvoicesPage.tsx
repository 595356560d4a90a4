import { useCallback, useMemo, useRef } from 'react';
import { IconFileInvoice, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { InvoiceRow, InvoiceSort } from '../../../shared/contract/invoices';
import { useCompany } from '../../app/company';
import { NO_FILTERS, useInvoiceView } from '../../stores/invoiceView';
import { go } from '../../stores/route';
import { ImportButton } from '../../features/imports/ImportButton';
import { Button } from '../../ui/Button';
import { DataTable, type DataTableHandle } from '../../ui/DataTable';
import { EmptyState } from '../../ui/layout';
import { Loaded, RestOfList } from '../../ui/Loading';
import { FillPage } from '../../ui/Page';
import { SplitPane } from '../../ui/SplitPane';
import { useFormats } from '../../ui/formatsContext';
import { remembered } from '../../ui/words';
import { useInvoiceColumns } from './columns';
import { FilterBar } from './FilterBar';
import { InvoicePane } from './InvoicePane';
import styles from './Invoices.module.css';
import { nameOfCounterparty } from './nameOfCounterparty';
import { SellButtons } from './SellButtons';
import { SavePdfs } from './paper/SavePdfs';
import { SumsFooter } from './SumsFooter';
import { useMarks } from './useMarks';
import { useInvoiceFilter, useInvoiceList } from './useInvoiceList';

const keyOf = (row: InvoiceRow): number => row.id;

export function InvoicesPage() {
  const { t } = useTranslation('invoices');
  const company = useCompany();
  const filter = useInvoiceFilter(company.id);
  const { list, summary } = useInvoiceList(filter);
  const { filters, sort, setSort, openId, open } = useInvoiceView();
  const formats = useFormats();
  const columns = useInvoiceColumns(company.id, filters.month !== undefined);
  const { marks, mark, clear } = useMarks(filter, list.rows);
  const table = useRef<DataTableHandle>(null);
  const position = useMemo(() => {
    const index = list.rows.findIndex((row) => row.id === openId);
    return index < 0 ? undefined : index + 1;
  }, [list.rows, openId]);
  const onOpen = useCallback((row: InvoiceRow) => open(row.id), [open]);
  const onCursor = useCallback(
    (row: InvoiceRow) => {
      if (useInvoiceView.getState().openId !== undefined) open(row.id);
    },
    [open],
  );
  const close = useCallback(() => {
    open(undefined);
    table.current?.focus();
  }, [open]);
  const word = useMemo(() => remembered(t), [t]);
  const rowLabel = useCallback(
    (row: InvoiceRow): string => {
      const { amount, symbol } = formats.money(row.gross.amount, row.gross.currency);
      return [
        formats.date(row.issueDate),
        nameOfCounterparty(row),
        row.number,
        word(`direction.${row.direction}`),
        `${amount} ${symbol}`,
      ]
        .concat(row.needsLook ? [word('tag.needs_look')] : [])
        .join(', ');
    },
    [formats, word],
  );
  const pane = openId === undefined ? undefined : <InvoicePane id={openId} onClose={close} />;
  return (
    <FillPage>
      <div className={styles.head}>
        <h1 className={styles.title} tabIndex={-1} data-page-title>
          {t('title')}
        </h1>
        <div className={styles.headActions}>
          <SellButtons />
          <ImportButton companyId={company.id} />
          <SavePdfs filter={filter} count={summary.data?.count ?? 0} marks={marks} onClear={clear} />
        </div>
      </div>
      <FilterBar companyId={company.id} count={summary.data?.count} />
      {list.problem && list.rows.length === 0 ? (
        <div className={styles.full}>
          <Loaded query={{ data: undefined, problem: list.problem, isLoading: false, retry: list.retry }}>
            {() => null}
          </Loaded>
        </div>
      ) : list.isLoading ? (
        <div className={styles.rows}>
          <Loaded query={{ data: undefined, problem: undefined, isLoading: true, retry: list.retry }} rows={14}>
            {() => null}
          </Loaded>
        </div>
      ) : (
        <SplitPane pane={pane} paneLabel={t('pane.label')}>
          <DataTable
            label={t('title')}
            handle={table}
            rows={list.rows}
            columns={columns}
            rowKey={keyOf}
            rowLabel={rowLabel}
            {...(summary.data === undefined ? {} : { total: summary.data.count })}
            sort={sort}
            onSort={(next) => setSort(next as InvoiceSort)}
            selectedKey={openId}
            onOpen={onOpen}
            marks={marks}
            onMark={mark}
            onCursor={onCursor}
            onEscape={close}
            hasMore={list.hasMore}
            isLoadingMore={list.isLoadingMore}
            onMore={list.loadMore}
            empty={
              list.hasMore ? undefined : <NoInvoices isFiltered={filters !== NO_FILTERS && company.invoiceCount > 0} />
            }
            footer={<SumsFooter position={position} summary={summary.data} />}
          />
          <RestOfList pages={list} />
        </SplitPane>
      )}
    </FillPage>
  );
}

function NoInvoices({ isFiltered }: { readonly isFiltered: boolean }) {
  const { t } = useTranslation('invoices');
  const reset = useInvoiceView((state) => state.reset);
  if (isFiltered) {
    return (
      <EmptyState
        icon={<IconSearch size={22} stroke={1.5} />}
        title={t('empty.filtered')}
        text={t('empty.filtered_text')}
        action={<Button onClick={reset}>{t('empty.show_all')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<IconFileInvoice size={22} stroke={1.5} />}
      title={t('empty.title')}
      text={t('empty.text')}
      action={
        <Button kind="primary" onClick={() => go({ place: 'connect' })}>
          {t('empty.action')}
        </Button>
      }
    />
  );
}
