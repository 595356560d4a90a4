import { memo } from 'react';
import { IconPlus, IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { go } from '../../stores/route';
import { Button } from '../../ui/Button';
import styles from './Invoices.module.css';

/** Where invoices begin and leave. */
export const SellButtons = memo(function SellButtons() {
  const { t } = useTranslation('selling');
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
});
