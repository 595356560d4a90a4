import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyId } from '../../../shared/domain/ids';
import type { SalesIdentity } from '../../../shared/domain/salesInvoice';
import { parseNip } from '../../../shared/domain/taxId';
import { useCompany } from '../../app/company';
import { call } from '../../bridge/bridge';
import { useQuery } from '../../bridge/hooks';
import { useCountryChoices } from '../../ui/codeNames';
import { SelectField, SuggestField, TextField } from '../../ui/fields';
import { groupTaxId } from '../../../shared/domain/grouping';
import { Card } from '../../ui/layout';
import { IdentityFields } from './IdentityFields';
import styles from './Sale.module.css';
import { useSaleForm } from './saleForm';

const KINDS = ['nip', 'vat_eu', 'other', 'none'] as const;

/** Who buys: found again among those who were sold to, or written with a NIP that is checked here. */
export function BuyerPart() {
  const { t } = useTranslation('selling');
  const { country } = useCompany();
  const { companyId, invoice, rules, patch, at } = useSaleForm();
  const { buyer } = invoice;
  const [search, setSearch] = useState('');
  const countries = useCountryChoices();
  const customers = useQuery(
    'selling.customers',
    { companyId: companyId as CompanyId, search: search.slice(0, 200) },
    { keepPrevious: true },
  );
  const offers = (customers.data ?? []).map((each) => ({
    ...each,
    text: each.taxId === undefined ? each.name : `${each.name} · ${each.taxId}`,
  }));
  const set = (changes: Partial<typeof buyer>): void => patch({ buyer: { ...buyer, ...changes } });
  const choose = async (text: string): Promise<void> => {
    const known = offers.find((each) => each.text === text);
    if (!known) return;
    const outcome = await call('selling.customer', {
      companyId: companyId as CompanyId,
      invoiceId: known.invoiceId,
    });
    if (outcome.ok) patch({ buyer: outcome.value });
  };
  const home = homeOf(buyer.identity, country);
  const address = buyer.address ?? { country: home, line1: '' };
  const setAddress = (changes: Partial<typeof address>): void => {
    const next = { ...address, ...changes };
    if (next.line1 === '' && (next.line2 ?? '') === '' && next.country === home) {
      const { address: _, ...rest } = buyer;
      patch({ buyer: rest });
    } else set({ address: next });
  };
  return (
    <Card title={t('buyer.title')}>
      <div className={styles.fields}>
        <SuggestField
          label={t('buyer.name')}
          autoFocus={buyer.name === ''}
          value={buyer.name}
          onChange={(name) => {
            setSearch(name);
            set({ name });
          }}
          offers={offers.map(({ text }) => text)}
          onChoose={(text) => void choose(text)}
          draw={(text) => {
            const { name = text, taxId } = offers.find((each) => each.text === text) ?? {};
            return (
              <span className={styles.offer}>
                <span>{name}</span>
                {taxId !== undefined && <span>{groupTaxId(taxId)}</span>}
              </span>
            );
          }}
          {...at('buyer.name')}
        />
        {rules.isPolish ? (
          <div className={styles.pair}>
            <SelectField
              label={t('buyer.id_kind')}
              value={buyer.identity.type === 'internal' ? 'other' : buyer.identity.type}
              onChange={(type) => set({ identity: EMPTY[type] })}
              choices={KINDS.map((value) => ({ value, label: t(`identity.${value}`) }))}
            />
            <IdentityField identity={buyer.identity} onChange={(identity) => set({ identity })} />
          </div>
        ) : (
          <IdentityFields side="buyer" party={buyer} onChange={set} />
        )}
        <TextField
          label={t('buyer.street')}
          value={address.line1}
          onChange={(line1) => setAddress({ line1 })}
          {...at('buyer.address.line1', 'buyer.address')}
        />
        <div className={styles.pair}>
          <TextField
            label={t('buyer.town')}
            value={address.line2 ?? ''}
            onChange={(line2) => setAddress({ line2 })}
            {...at('buyer.address.line2')}
          />
          <SelectField
            label={t('buyer.country')}
            value={address.country}
            onChange={(country) => setAddress({ country })}
            choices={countries}
            nothingFound={t('buyer.no_country')}
            {...at('buyer.address.country')}
          />
        </div>
      </div>
    </Card>
  );
}

/** VAT numbers spell two countries in their own way. */
const SPELLED: Readonly<Record<string, string>> = { EL: 'GR', XI: 'GB' };
function homeOf(identity: SalesIdentity, own: string): string {
  const country = identity.type === 'vat_eu' || identity.type === 'other' ? (identity.country ?? '') : '';
  return country.length === 2 ? (SPELLED[country] ?? country) : own;
}

const EMPTY: Readonly<Record<(typeof KINDS)[number], SalesIdentity>> = {
  nip: { type: 'nip', nip: '' },
  vat_eu: { type: 'vat_eu', country: '', number: '' },
  other: { type: 'other', number: '' },
  none: { type: 'none' },
};

interface IdentityProps {
  readonly identity: SalesIdentity;
  readonly onChange: (identity: SalesIdentity) => void;
}
function IdentityField({ identity, onChange }: IdentityProps) {
  const { t } = useTranslation('selling');
  const { at } = useSaleForm();
  switch (identity.type) {
    case 'nip':
      return (
        <TextField
          label={t('identity.nip')}
          value={identity.nip}
          onChange={(nip) => onChange({ type: 'nip', nip })}
          onBlur={() => onChange({ type: 'nip', nip: parseNip(identity.nip) ?? identity.nip })}
          {...(identity.nip.replace(/\D/g, '').length >= 10 && parseNip(identity.nip) === null
            ? { problem: t('buyer.nip_wrong') }
            : at('buyer.identity.nip', 'buyer.identity'))}
        />
      );
    case 'vat_eu':
      return (
        <TextField
          label={t('identity.vat_eu')}
          value={identity.country + identity.number}
          onChange={(text) => {
            const [, country = '', number = ''] = /^\s*([A-Za-z]{0,2})(.*)$/.exec(text) ?? [];
            onChange({ type: 'vat_eu', country: country.toUpperCase(), number: number.trim() });
          }}
          {...at('buyer.identity.country', 'buyer.identity.number', 'buyer.identity')}
        />
      );
    case 'other':
      return (
        <TextField
          label={t('identity.other')}
          value={identity.number}
          onChange={(number) => onChange({ ...identity, number })}
          {...at('buyer.identity.number', 'buyer.identity')}
        />
      );
    case 'internal':
    case 'none':
      return <span />;
  }
}
