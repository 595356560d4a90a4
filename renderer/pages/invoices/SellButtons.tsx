import { IconPlus, IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCompany } from '../../app/company';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import styles from './Invoices.module.css';

/** Where invoices begin and leave: so far those of Polish companies, as FA(3). */
export function SellButtons() {
  const { t } = useTranslation('selling');
  const company = useCompany();
  if (company.country !== 'PL') return null;
  return (
    <span className={styles.sell}>
      <Button icon={<IconSend size={16} stroke={1.5} />} onClick={() => go({ place: 'outgoing' })}>
        {t('outgoing')}
      </Button>
      <Button icon={<IconPlus size={16} stroke={1.5} />} onClick={() => go({ place: 'sale' })}>
        {t('new')}
      </Button>
    </span>
  );
}
