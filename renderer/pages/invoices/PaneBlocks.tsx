import { useTranslation } from 'react-i18next';
import { useCompany } from '../../app/company';
import { useConnectionNames } from '../../app/useConnectionNames';
import type { CallOutput } from '../../bridge/bridge';
import { useInvoiceView } from '../../stores/invoiceView';
import { go } from '../../stores/route';
import { LinkButton } from '../../ui/Button';
import type { Formats } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import { ProviderTile, Tag } from '../../ui/layout';
import { namespaceOf } from '../../ui/problemTexts';
import { StateIcon, StateLabel } from '../../ui/StateIcon';
import { InstantText, Mono } from '../../ui/values';
import styles from './Pane.module.css';
import { SaveOriginal } from './SaveOriginal';

interface Props {
  readonly detail: CallOutput<'invoices.get'>;
}

/** Amounts and dates in a finding are raw; people read them as everywhere else. */
function readable(params: Readonly<Record<string, string>>, formats: Formats): Record<string, string> {
  const currency = params['currency'];
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (currency !== undefined && /^-?\d+\.\d+$/.test(value)) {
        return [name, formats.money(value, currency).amount];
      }
      return [name, /^\d{4}-\d\d-\d\d$/.test(value) ? formats.date(value) : value];
    }),
  );
}

/** Soft findings and what a correction corrects. */
export function FindingsBlock({ detail }: Props) {
  const { t } = useTranslation('invoices');
  const { t: tAny } = useTranslation();
  const formats = useFormats();
  const { invoice } = detail;
  if (!invoice) return null;
  const { findings, correctedNumbers, correctionReason } = invoice;
  if (findings.length === 0 && correctedNumbers.length === 0) return null;
  return (
    <section className={styles.section}>
      {findings.map((finding, index) => (
        <div key={index} className={styles.finding}>
          <StateIcon state="attention" />
          <span>
            {tAny(namespaceOf(finding.key).key, {
              ns: namespaceOf(finding.key).ns,
              defaultValue: t('pane.finding.other', { key: finding.key }),
              ...readable(finding.params, formats),
            })}
          </span>
        </div>
      ))}
      {correctedNumbers.map((corrected) => (
        <div key={corrected.number} className={styles.finding}>
          <span>
            {t('pane.corrects', { number: corrected.number })}
            {correctionReason !== undefined && <span className={styles.note}> · {correctionReason}</span>}
          </span>
        </div>
      ))}
    </section>
  );
}

/** The same invoice as another source has it: what differs there, and the way to it. */
function OtherPlace({ other }: { readonly other: Props['detail']['others'][number] }) {
  const { t } = useTranslation('reconcile');
  const { t: invoices } = useTranslation('invoices');
  const nameOf = useConnectionNames(useCompany().id);
  const open = useInvoiceView((state) => state.open);
  const { letters, title } = nameOf(other.connectionId);
  const differs = other.differs.map((field) => t(`field.${field}`)).join(', ');
  return (
    <div className={styles.listRow}>
      <ProviderTile letters={letters} size={20} />
      <LinkButton onClick={() => open(other.id)}>
        {invoices('places.other', { title, number: other.number })}
      </LinkButton>
      {other.isScan && <Tag>{t('scan')}</Tag>}
      <span className={styles.note}>{t(`by.${other.by}`)}</span>
      {differs === '' ? (
        <StateLabel state="fine">{invoices('places.same')}</StateLabel>
      ) : (
        <span className={styles.differs}>
          <StateIcon state="differs" /> {differs}
        </span>
      )}
    </div>
  );
}

/** What a person has put on it. */
export function TagsBlock({ detail }: Props) {
  const { t } = useTranslation('invoices');
  const tags = detail.tags ?? [];
  if (tags.length === 0) return null;
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h3>{t('tags.heading')}</h3>
      </div>
      <div className={styles.tags}>
        {tags.map((tag) => (
          <Tag key={tag} tone="accent">
            {tag}
          </Tag>
        ))}
      </div>
    </section>
  );
}

/** Where this invoice came from and in which months' packages it lies. */
export function PlacesBlock({ detail }: Props) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const nameOf = useConnectionNames(useCompany().id);
  const source = nameOf(detail.row.connectionId);
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h3>{t('places.heading')}</h3>
      </div>
      <div className={styles.list}>
        <div className={styles.listRow}>
          <ProviderTile letters={source.letters} size={20} />
          <span>{source.title}</span>
          {detail.receivedAt !== undefined && (
            <span className={styles.note}>
              {t('places.received')} <InstantText instant={detail.receivedAt} />
            </span>
          )}
          <StateLabel state="ok">{t('places.original')}</StateLabel>
        </div>
        {detail.others.map((other) => (
          <OtherPlace key={other.id} other={other} />
        ))}
        {detail.bundledIn.map((bundle) => (
          <div key={`${bundle.month} ${bundle.revision}`} className={styles.listRow}>
            <StateIcon state="done" size={20} />
            <LinkButton onClick={() => go({ place: 'reports', month: bundle.month })}>
              {t('places.bundle', { month: formats.monthYearInside(bundle.month), revision: bundle.revision })}
            </LinkButton>
          </div>
        ))}
        {detail.bundledIn.length === 0 && (
          <div className={styles.listRow}>
            <StateIcon state="not_due" size={20} />
            <span className={styles.note}>{t('places.not_bundled')}</span>
          </div>
        )}
      </div>
    </section>
  );
}

export function VersionsBlock({ detail }: Props) {
  const { t } = useTranslation('invoices');
  if (detail.versions.length < 2) return null;
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h3>{t('versions.heading')}</h3>
        <span className={styles.note}>{t('versions.note')}</span>
      </div>
      <div className={styles.list}>
        {detail.versions.map((version) => (
          <div key={version.no} className={styles.listRow}>
            <span>{t('versions.no', { no: version.no })}</span>
            <span className={styles.note}>
              <InstantText instant={version.storedAt} />
            </span>
            {version.isDeleted && <Tag tone="warn">{t('tag.deleted')}</Tag>}
            <Mono title={version.sha256}>{version.sha256.slice(0, 8)}</Mono>
            <SaveOriginal id={detail.row.id} version={version.no} />
          </div>
        ))}
      </div>
    </section>
  );
}
