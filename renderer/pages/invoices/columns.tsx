import { useMemo } from 'react';
import { IconArrowDownLeft, IconArrowUpRight } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../../shared/contract/invoices';
import type { CompanyId } from '../../../shared/domain/ids';
import { useConnectionNames } from '../../app/useConnectionNames';
import type { Column } from '../../ui/DataTable';
import { ProviderTile, Tag } from '../../ui/layout';
import { StateIcon } from '../../ui/StateIcon';
import { DateText, Money } from '../../ui/values';
import { remembered, type Words } from '../../ui/words';
import styles from './Invoices.module.css';
import { nameOfCounterparty } from './nameOfCounterparty';

/** State first, numbers right. In a narrow list the number leaves first, then the kind, then the sources. */
export function useInvoiceColumns(companyId: CompanyId, isOneMonth: boolean): readonly Column<InvoiceRow>[] {
  const { t } = useTranslation('invoices');
  const nameOf = useConnectionNames(companyId);
  return useMemo((): readonly Column<InvoiceRow>[] => {
    const word = remembered(t);
    // Beside an open pane numbers of sixteen signs stay whole: a name may be cut, a number may not.
    const numberWidth = 'minmax(132px, 0.75fr)';
    return [
      {
        id: 'state',
        head: '',
        headLabel: t('column.state'),
        width: '16px',
        isExact: true,
        cell: (row) => <RowState row={row} word={word} />,
      },
      {
        id: 'date',
        head: t('column.date'),
        // Day and month say enough inside one month.
        width: isOneMonth ? '60px' : '82px',
        isExact: true,
        sort: { ascending: 'date_asc', descending: 'date_desc' },
        cell: (row) => (
          <span className={styles.date}>
            <DateText date={row.issueDate} form={isOneMonth ? 'short' : 'date'} />
          </span>
        ),
      },
      {
        id: 'number',
        head: t('column.number'),
        width: numberWidth,
        hideBelow: 720,
        cell: (row) => (
          <span className={styles.number} title={row.number}>
            {row.number}
          </span>
        ),
      },
      {
        id: 'counterparty',
        head: t('column.counterparty'),
        width: 'minmax(120px, 1.3fr)',
        sort: { ascending: 'counterparty_asc', descending: 'counterparty_desc', first: 'ascending' },
        cell: (row) => <Counterparty row={row} word={word} t={t} />,
      },
      {
        id: 'source',
        head: t('column.in'),
        width: '58px',
        hideBelow: 420,
        cell: (row) => <Places row={row} nameOf={nameOf} word={word} />,
      },
      {
        id: 'direction',
        head: t('column.direction'),
        width: '88px',
        hideBelow: 620,
        cell: (row) => <DirectionWord row={row} word={word} />,
      },
      {
        id: 'payment',
        head: t('column.payment'),
        width: '92px',
        hideBelow: 860,
        cell: (row) => <PaymentWord row={row} word={word} />,
      },
      {
        id: 'gross',
        head: t('column.gross'),
        width: '114px',
        align: 'end',
        isExact: true,
        sort: { ascending: 'gross_asc', descending: 'gross_desc' },
        cell: (row) => <Money amount={row.gross.amount} currency={row.gross.currency} />,
      },
    ];
  }, [t, nameOf, isOneMonth]);
}

/** The cells take their words from the columns: a subscription per cell is felt when a list is thrown. */
interface CellProps {
  readonly row: InvoiceRow;
  readonly word: Words;
}
function RowState({ row, word }: CellProps) {
  if (row.isDeleted) return <StateIcon state="offline" label={word('tag.deleted')} />;
  if (row.needsLook) return <StateIcon state="attention" label={word('tag.needs_look')} />;
  return <StateIcon state="fine" />;
}

const MOST_TILES = 2;
/** Where the invoice lies; a sign where its records do not say the same. */
function Places({ row, nameOf, word }: CellProps & { readonly nameOf: ReturnType<typeof useConnectionNames> }) {
  const others = (row.alsoIn ?? []).map((id) => nameOf(id));
  const own = nameOf(row.connectionId);
  const [shown, rest] = [others.slice(0, MOST_TILES - 1), others.slice(MOST_TILES - 1)];
  return (
    <span className={styles.places}>
      <ProviderTile letters={own.letters} name={own.title} size={20} />
      {shown.map(({ letters, title }, index) => (
        <ProviderTile key={index} letters={letters} name={title} size={20} />
      ))}
      {rest.length > 0 && !row.differs && <Tag>+{rest.length}</Tag>}
      {row.differs && <StateIcon state="differs" size={14} label={word('tag.differs')} />}
    </span>
  );
}

function PaymentWord({ row, word }: CellProps) {
  if (row.isDeleted) return null;
  if (row.payment === undefined) return <span className={styles.unknown}>{word('payment_state.unknown')}</span>;
  return <span className={styles.date}>{word(`payment_state.${row.payment}`)}</span>;
}

function Counterparty({ row, word, t }: CellProps & { readonly t: TFunction }) {
  return (
    <span className={styles.party}>
      <span className={`${styles.partyName} ${row.isDeleted ? styles.deleted : ''}`} title={nameOfCounterparty(row)}>
        {nameOfCounterparty(row)}
      </span>
      {row.isDeleted && <Tag>{word('tag.deleted')}</Tag>}
      {row.kind !== 'invoice' && <Tag>{word(`tag.${row.kind}`)}</Tag>}
      {row.versionCount > 1 && !row.isDeleted && <Tag>{t('tag.version', { no: row.versionCount })}</Tag>}
    </span>
  );
}

function DirectionWord({ row, word }: CellProps) {
  const icon =
    row.direction === 'sale' ? (
      <IconArrowUpRight size={14} stroke={1.5} />
    ) : row.direction === 'purchase' ? (
      <IconArrowDownLeft size={14} stroke={1.5} />
    ) : null;
  return (
    <span className={styles.direction}>
      {icon}
      {word(`direction.${row.direction}`)}
    </span>
  );
}
