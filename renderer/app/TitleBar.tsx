import { useTranslation } from 'react-i18next';
import { useCompanyOrNone } from './company';
import { Mark } from './Mark';
import { SearchBox } from './SearchBox';
import styles from './Shell.module.css';
import { SyncButton } from './SyncButton';

export function TitleBar() {
  const { t } = useTranslation('shell');
  const company = useCompanyOrNone();
  return (
    <header className={styles.titleBar} aria-label={t('title_bar')}>
      <div className={styles.brand}>
        <Mark />
        <span>Kontor</span>
      </div>
      {company && (
        <>
          <SearchBox />
          <div className={styles.spacer} />
          <SyncButton company={company} />
        </>
      )}
    </header>
  );
}
