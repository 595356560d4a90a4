import { IconPlus, IconSelector } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { forAnotherCompany, go, useRouteStore } from '../stores/route';
import { useShell } from '../stores/shell';
import { groupTaxId } from '../../shared/domain/grouping';
import { taxIdName } from '../../shared/domain/taxId';
import { initialsOf, ProviderTile } from '../ui/layout';
import { ActionMenu } from '../ui/Menu';
import type { Company } from './company';
import styles from './Shell.module.css';

interface Props {
  readonly companies: readonly Company[];
  readonly company: Company;
}
export function CompanySwitcher({ companies, company }: Props) {
  const { t } = useTranslation('shell');
  const choose = useShell((state) => state.chooseCompany);
  const second = company.isDemo
    ? t('demo_company')
    : company.taxId === undefined
      ? ''
      : `${t(`tax_id.${taxIdName(company.country, company.taxId)}`)} ${groupTaxId(company.taxId)}`;
  const trigger = (
    <button type="button" className={styles.company} title={t('switch_company', { name: company.name })}>
      <ProviderTile letters={initialsOf(company.name)} size={28} kind="company" />
      <span className={styles.companyText}>
        <span className={styles.companyName}>{company.name}</span>{' '}
        {second !== '' && <span className={styles.companyId}>{second}</span>}
      </span>
      <IconSelector size={16} stroke={1.5} />
    </button>
  );
  return (
    <ActionMenu
      trigger={trigger}
      width={260}
      label={t('companies')}
      items={[
        ...companies.map((each) => ({
          id: each.id,
          label: each.name,
          group: '',
          isChosen: each.id === company.id,
          onSelect: () => {
            if (each.id === company.id) return;
            choose(each.id);
            const { route } = useRouteStore.getState();
            const next = forAnotherCompany(route);
            if (next !== route) go(next);
          },
        })),
        {
          id: 'add',
          group: 'add',
          label: t('add_company'),
          icon: <IconPlus size={16} stroke={1.5} />,
          onSelect: () => go({ place: 'connect', isNewCompany: true }),
        },
      ].map((item) => (item.group === 'add' ? { ...item, group: ' ' } : item))}
    />
  );
}
