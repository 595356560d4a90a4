import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { ProviderView } from '../../../shared/contract/providers';
import type { FieldDescription, FieldValue } from '../../../shared/forms/fields';
import { useProviderText, type ProviderText } from '../../features/connect-wizard/providerTexts';
import { groupTaxId } from '../../../shared/domain/grouping';
import { accountText } from '../../ui/format';
import { useFormats } from '../../ui/formatsContext';
import { KeyValues, type KeyValue } from '../../ui/layout';
import { DateText, Mono, useInstantText } from '../../ui/values';
import styles from './Connections.module.css';
import { shownSettings } from './shownSettings';

interface Props {
  readonly connection: ConnectionView;
  readonly provider: ProviderView | undefined;
}
/** Who answers there, how it is set up, and which secrets are stored: their names, never their values. */
export function ConnectionFacts({ connection, provider }: Props) {
  const { t } = useTranslation('connections');
  const formats = useFormats();
  const instantText = useInstantText();
  const text = useProviderText(connection.providerId);
  const fields = provider?.fields ?? [];
  const label = (id: string): string => text(`field.${id}.label`) || id;
  const settings = shownSettings(fields, connection.settings).map((field): KeyValue => ({
    id: field.id,
    label: label(field.id),
    value: <SettingValue field={field} value={connection.settings[field.id] ?? ''} text={text} />,
  }));
  const found = (provider?.facts ?? [])
    .filter((id) => connection.settings[id] !== undefined)
    .map((id): KeyValue => ({
      id,
      label: text(`fact.${id}.label`) || id,
      value: String(connection.settings[id] ?? '') || text(`fact.${id}.none`),
    }));
  const secrets = connection.storedCredentials.map((id): KeyValue => ({
    id,
    label: label(id),
    value: <span className={styles.quiet}>{t('facts.stored')}</span>,
  }));
  const last: KeyValue[] =
    connection.lastGoodRunAt === undefined
      ? []
      : [
          {
            id: 'last',
            label: t('facts.last_good'),
            value: [
              instantText(connection.lastGoodRunAt),
              ...(connection.lastNewCount === undefined || !connection.capabilities.includes('invoices')
                ? []
                : [
                    t('facts.last_new', {
                      count: connection.lastNewCount,
                      shown: formats.count(connection.lastNewCount),
                    }),
                  ]),
            ].join(' · '),
          },
        ];
  const items: readonly KeyValue[] = [
    // Files have no account anywhere, and nobody has seen the one of a connection that was never verified.
    ...(connection.capabilities.includes('import') || connection.identity === ''
      ? []
      : [{ id: 'identity', label: t('facts.account'), value: <Mono>{accountText(connection.identity)}</Mono> }]),
    ...found,
    ...settings,
    ...secrets,
    ...last,
  ];
  const half = Math.ceil(items.length / 2);
  return (
    <section className={styles.facts} aria-label={t('facts.heading')}>
      <KeyValues items={items.slice(0, half)} labelWidth={126} isRuled />
      <KeyValues items={items.slice(half)} labelWidth={126} isRuled />
    </section>
  );
}

interface ValueProps {
  readonly field: FieldDescription;
  readonly value: FieldValue;
  readonly text: ProviderText;
}
function SettingValue({ field, value, text }: ValueProps): ReactNode {
  const { t } = useTranslation('connections');
  const written = String(value);
  if (field.kind === 'toggle') return value === true ? t('facts.yes') : t('facts.no');
  if (written === '') return <span className={styles.quiet}>{t('facts.default')}</span>;
  if (field.kind === 'choice') return text(`field.${field.id}.choice.${written}`) || written;
  if (field.kind === 'date') return <DateText date={written} form="long" />;
  return field.kind === 'url' || field.kind === 'folder' ? <Mono>{written}</Mono> : groupTaxId(written);
}
