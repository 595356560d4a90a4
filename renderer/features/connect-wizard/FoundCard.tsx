import { useTranslation } from 'react-i18next';
import type { FoundCompany } from '../../../shared/contract/connect';
import { LinkButton } from '../../ui/Button';
import { groupTaxId } from '../../../shared/domain/grouping';
import { taxIdName } from '../../../shared/domain/taxId';
import { initialsOf, ProviderTile } from '../../ui/layout';
import styles from './Check.module.css';

interface Props {
  readonly company: FoundCompany;
  readonly country: string;
  readonly onBack: () => void;
}
/** Who answers at the other end: a card, so that a wrong account is seen before anything is saved. */
export function FoundCard({ company, country, onBack }: Props) {
  const { t } = useTranslation('connect');
  const { t: shell } = useTranslation('shell');
  const { taxId } = company;
  const parts = [
    taxId === undefined ? '' : `${shell(`tax_id.${taxIdName(country, taxId)}`)} ${groupTaxId(taxId)}`,
    company.address ?? '',
  ].filter((part) => part !== '');
  return (
    <div className={styles.found}>
      <ProviderTile letters={initialsOf(company.name)} size={28} kind="company" />
      <div className={styles.foundText}>
        <span className={styles.foundName}>{company.name}</span>
        {parts.length > 0 && <span className={styles.foundLine}>{parts.join(' · ')}</span>}
      </div>
      <span className={styles.foundLine}>
        {t('check.not_yours')} <LinkButton onClick={onBack}>{t('check.go_back')}</LinkButton>
      </span>
    </div>
  );
}
