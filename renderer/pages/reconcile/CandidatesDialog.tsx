import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconcileScope, ReconcileSide } from '../../../shared/contract/reconcile';
import type { InvoiceRowId } from '../../../shared/domain/ids';
import { useCompany } from '../../app/company';
import { useConnectionNames } from '../../app/useConnectionNames';
import { useQuery } from '../../bridge/hooks';
import { Dialog } from '../../ui/Dialog';
import { ProviderTile } from '../../ui/layout';
import { Loaded } from '../../ui/Loading';
import { DateText, Money } from '../../ui/values';
import styles from './Reconcile.module.css';

interface Props {
  readonly scope: ReconcileScope;
  readonly side: ReconcileSide;
  readonly onLink: (id: InvoiceRowId) => void;
  readonly onClose: () => void;
}
/** Records of the other side that stand alone, the likeliest first; or those of any month that hold the words. */
export function CandidatesDialog({ scope, side, onLink, onClose }: Props) {
  const { t } = useTranslation('reconcile');
  const nameOf = useConnectionNames(useCompany().id);
  const [search, setSearch] = useState('');
  const words = search.trim();
  const order = { scope, id: side.id, ...(words === '' ? {} : { search: words }) };
  const found = useQuery('reconcile.candidates', order, { keepPrevious: true });
  return (
    <Dialog title={t('candidate.title', { number: side.number })} isOpen onClose={onClose} width={640}>
      <p className={styles.candidateOwn}>
        {side.counterparty} · <DateText date={side.issueDate} /> ·{' '}
        <Money amount={side.gross.amount} currency={side.gross.currency} />
      </p>
      <input
        type="search"
        data-autofocus
        className={`${styles.search} ${styles.candidateSearch}`}
        value={search}
        placeholder={t('candidate.search')}
        aria-label={t('candidate.search')}
        onChange={(event) => setSearch(event.currentTarget.value.slice(0, 200))}
      />
      <Loaded query={found} rows={4}>
        {(candidates) =>
          candidates.length === 0 ? (
            <p className={styles.note}>{t(words === '' ? 'candidate.none' : 'candidate.not_found')}</p>
          ) : (
            <ul className={styles.candidates}>
              {candidates.map((each) => (
                <li key={each.id}>
                  <button type="button" className={styles.candidate} onClick={() => onLink(each.id)}>
                    <ProviderTile
                      letters={nameOf(each.connectionId).letters}
                      name={nameOf(each.connectionId).title}
                      size={24}
                    />
                    <span className={styles.cellText}>
                      <span className={styles.line}>
                        <b>{each.number}</b>
                        <span className={styles.note}>
                          <DateText date={each.issueDate} />
                        </span>
                      </span>
                      <span className={styles.second}>{each.counterparty}</span>
                    </span>
                    <span className={styles.candidateSum}>
                      <Money amount={each.gross.amount} currency={each.gross.currency} />
                      <span className={styles.note}>
                        {each.differs.length === 0
                          ? t('candidate.same')
                          : `${t('column.differs')}: ${each.differs.map((field) => t(`field.${field}`)).join(', ')}`}
                      </span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Dialog>
  );
}
