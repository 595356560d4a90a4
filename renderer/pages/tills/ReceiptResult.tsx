import { useTranslation } from 'react-i18next';
import type { TillReceipt } from '../../../shared/contract/fiscal';
import { useProviderText } from '../../features/connect-wizard/providerTexts';
import { KeyValues } from '../../ui/layout';
import { QrCode } from '../../ui/QrCode';
import { StateLabel, type State } from '../../ui/StateIcon';
import { Mono } from '../../ui/values';
import styles from './Tills.module.css';

const STATES = { valid: 'ok', forged: 'stopped', unchecked: 'unverified' } as const satisfies Record<string, State>;
const AS_TEXT = new Set(['signature', 'module_serial', 'process_data']);

export function ReceiptResult({ result }: { readonly result: TillReceipt }) {
  const { t } = useTranslation('fiscal');
  const text = useProviderText(result.is === 'read' ? result.providerId : undefined);
  if (result.is === 'no_code')
    return (
      <p role="status">
        <StateLabel state="unverified">{t('receipt.no_receipt')}</StateLabel>
      </p>
    );
  const { verdict, module, fields } = result;
  return (
    <div className={styles.result}>
      <p role="status" className={styles.verdict}>
        <StateLabel state={STATES[verdict]}>{t(`receipt.${verdict}`)}</StateLabel>
        <span className={styles.quiet}>{t(`receipt.${verdict}_why`)}</span>
        <StateLabel state={module === undefined ? 'attention' : 'ok'}>
          {module === undefined ? t('receipt.unknown_module') : t('receipt.known_module', { name: module.name })}
        </StateLabel>
      </p>
      <QrCode text={result.text} size={264} label={t('receipt.code')} />
      <KeyValues
        labelWidth={126}
        isRuled
        items={fields.map(({ key, value }, index) => ({
          id: `${String(index)} ${key}`,
          label: text(`receipt.${key}`) || key,
          value: AS_TEXT.has(key) ? <Mono>{value}</Mono> : value,
        }))}
      />
    </div>
  );
}
