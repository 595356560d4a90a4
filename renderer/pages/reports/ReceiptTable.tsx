import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { BundleView } from '../../../shared/contract/reports';
import type { RunView } from '../../../shared/contract/runs';
import { LinkButton } from '../../ui/Button';
import { useFormats } from '../../ui/formatsContext';
import { useInstantText } from '../../ui/values';
import { CheckMonth } from './CheckMonth';
import { ReceiptRow } from './ReceiptRow';
import styles from './Receipts.module.css';
import type { ShownMonth } from './useMonth';

interface Props {
  readonly bundle: BundleView;
  readonly bundles: readonly BundleView[];
  readonly connections: readonly ConnectionView[];
  readonly going: RunView | undefined;
  readonly onRevision: (revision: number) => void;
  readonly shown: ShownMonth;
}
/** Where this revision lies, with the proof. */
export function ReceiptTable(props: Props) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const instantText = useInstantText();
  const { bundle, bundles, connections } = props;
  const known = new Set(bundle.receipts.map(({ connectionId }) => connectionId));
  const places = connections.filter(({ id, capabilities }) => capabilities.includes('files') || known.has(id));
  const isNewest = bundle === bundles[0];
  return (
    <section className={styles.card}>
      <header className={styles.head}>
        <h2 className={styles.title}>{formats.monthYear(bundle.month)}</h2>
        <p className={styles.about}>
          {[
            t('month.revision', { revision: bundle.revision }),
            t('month.invoices', { count: bundle.invoiceCount, shown: formats.count(bundle.invoiceCount) }),
            t('month.made', { at: instantText(bundle.builtAt) }),
          ].join(' · ')}
        </p>
        {bundles.length > 1 && (
          <nav className={styles.revisions} aria-label={t('month.revisions')}>
            {bundles
              .filter((each) => each !== bundle)
              .map((each) => (
                <LinkButton key={each.id} onClick={() => props.onRevision(each.revision)}>
                  {t('month.revision_short', { revision: each.revision })}
                </LinkButton>
              ))}
          </nav>
        )}
        {bundles.some(({ receipts }) => receipts.length > 0) && (
          <span className={styles.check}>
            <CheckMonth shown={props.shown} />
          </span>
        )}
      </header>
      {places.length > 0 && (
        <div role="table" className={styles.table} aria-label={formats.monthYear(bundle.month)}>
          <div role="row" className={`${styles.row} ${styles.columns}`}>
            <span aria-hidden />
            <span role="columnheader">{t('table.destination')}</span>
            <span role="columnheader" className={styles.path}>
              {t('table.path')}
            </span>
            <span role="columnheader" className={styles.size}>
              {t('table.size')}
            </span>
            <span role="columnheader" className={styles.sum}>
              {t('table.checksum')}
            </span>
            <span role="columnheader" className={styles.receipt}>
              {t('table.receipt')}
            </span>
          </div>
          {places.map((connection) => (
            <ReceiptRow
              key={connection.id}
              connection={connection}
              bundle={bundle}
              older={bundles.find(
                (each) =>
                  each.revision < bundle.revision &&
                  each.receipts.some(({ connectionId }) => connectionId === connection.id),
              )}
              isNewest={isNewest}
              part={props.going?.kind === 'upload' && isNewest ? partOf(props.going, connection.id) : undefined}
              isBusy={props.going !== undefined}
              companyId={props.shown.companyId}
            />
          ))}
        </div>
      )}
    </section>
  );
}

function partOf(run: RunView, id: ConnectionView['id']): RunView['parts'][number] | undefined {
  return run.parts.find(({ connectionId }) => connectionId === id);
}
