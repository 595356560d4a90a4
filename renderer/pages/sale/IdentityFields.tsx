import { useTranslation } from 'react-i18next';
import type { SalesIdentity, SalesSeller } from '../../../shared/domain/salesInvoice';
import { TextField } from '../../ui/fields';
import styles from './Sale.module.css';
import { useSaleForm } from './saleForm';

interface Props {
  readonly side: 'buyer' | 'seller';
  readonly party: Pick<SalesSeller, 'identity' | 'registryCode'>;
  readonly onChange: (changes: { readonly identity?: SalesIdentity; readonly registryCode?: string }) => void;
}

/** Outside Poland a firm is known by its code in the register, and by its VAT number where it has one. */
export function IdentityFields({ side, party, onChange }: Props) {
  const { t } = useTranslation('selling');
  const { at } = useSaleForm();
  const { identity, registryCode = '' } = party;
  const vat = identity.type === 'vat_eu' ? identity.country + identity.number : '';
  const setVat = (text: string): void => {
    const [, country = '', number = ''] = /^\s*([A-Za-z]{0,2})(.*)$/.exec(text) ?? [];
    const isEmpty = text.trim() === '';
    onChange({
      identity: isEmpty ? { type: 'none' } : { type: 'vat_eu', country: country.toUpperCase(), number: number.trim() },
    });
  };
  return (
    <div className={styles.pair}>
      <TextField
        label={t(`identity.${side}_code`)}
        value={registryCode}
        onChange={(code) => onChange({ registryCode: code })}
        {...at(`${side}.registryCode`)}
      />
      <TextField
        label={t(`identity.${side}_vat`)}
        value={vat}
        onChange={setVat}
        {...at(`${side}.identity`, `${side}.identity.country`, `${side}.identity.number`)}
      />
    </div>
  );
}
