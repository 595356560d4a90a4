import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconChevronRight } from '@tabler/icons-react';
import { useCompany } from '../../app/company';
import { SwitchField, TextField } from '../../ui/fields';
import { Card } from '../../ui/layout';
import { IdentityFields } from './IdentityFields';
import styles from './Sale.module.css';
import { useSaleForm } from './saleForm';

/** Rarer things; open by itself where the invoice needs one of them. */
export function MorePart() {
  const { t } = useTranslation('selling');
  const { invoice, rules, patch, at } = useSaleForm();
  const { seller, annotations } = invoice;
  const { country } = useCompany();
  const address = seller.address ?? { country, line1: '' };
  const isExempt = invoice.lines.some(({ vat }) => vat.treatment === 'exempt');
  const note = (changes: Partial<typeof annotations>): void => patch({ annotations: { ...annotations, ...changes } });
  const setExemption = (text: string): void => {
    const { exemption: _, ...rest } = annotations;
    patch({ annotations: text === '' ? rest : { ...rest, exemption: { source: 'act', text } } });
  };
  const isNeeded =
    isExempt ||
    address.line1 === '' ||
    at('seller.name', 'seller.identity', 'seller.identity.nip', 'seller.registryCode', 'seller.address.line2')
      .problem !== undefined;
  // Stays open while one writes what it was opened for.
  const [isOpen, setOpen] = useState(isNeeded);
  if (isNeeded && !isOpen) setOpen(true);
  return (
    <Card>
      <details className={styles.details} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={styles.summary}>
          <IconChevronRight className={styles.chevron} size={16} stroke={1.5} />
          {t('more.title')}
        </summary>
        <div className={styles.more}>
          <TextField
            label={t('more.seller')}
            value={seller.name}
            onChange={(name) => patch({ seller: { ...seller, name } })}
            {...at('seller.name', 'seller.identity', 'seller.identity.nip')}
          />
          {!rules.isPolish && (
            <IdentityFields
              side="seller"
              party={seller}
              onChange={(changes) => patch({ seller: { ...seller, ...changes } })}
            />
          )}
          <TextField
            label={t('more.footer')}
            value={invoice.footer[0] ?? ''}
            onChange={(text) => patch({ footer: text === '' ? [] : [text] })}
            {...at('footer.0')}
          />
          <TextField
            label={t('more.seller_street')}
            value={address.line1}
            onChange={(line1) => patch({ seller: { ...seller, address: { ...address, line1 } } })}
            {...at('seller.address.line1', 'seller.address')}
          />
          {isExempt || annotations.exemption !== undefined ? (
            <TextField
              label={t('more.exemption')}
              value={annotations.exemption?.text ?? ''}
              onChange={setExemption}
              {...at('annotations.exemption', 'annotations.exemption.text')}
            />
          ) : (
            rules.isPolish && (
              <SwitchField
                label={t('more.split_payment')}
                value={annotations.splitPayment}
                onChange={(splitPayment) => note({ splitPayment })}
              />
            )
          )}
          <TextField
            label={t('more.seller_town')}
            value={address.line2 ?? ''}
            onChange={(line2) => patch({ seller: { ...seller, address: { ...address, line2 } } })}
            {...at('seller.address.line2')}
          />
          {rules.isPolish && (
            <div className={styles.switches}>
              {(isExempt || annotations.exemption !== undefined) && (
                <SwitchField
                  label={t('more.split_payment')}
                  value={annotations.splitPayment}
                  onChange={(splitPayment) => note({ splitPayment })}
                />
              )}
              <SwitchField
                label={t('more.cash_method')}
                value={annotations.cashMethod}
                onChange={(cashMethod) => note({ cashMethod })}
              />
            </div>
          )}
        </div>
      </details>
    </Card>
  );
}
