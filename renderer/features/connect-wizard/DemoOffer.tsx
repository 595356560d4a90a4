import { useTranslation } from 'react-i18next';
import { useCommand, useQuery } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { useShell } from '../../stores/shell';
import { LinkButton } from '../../ui/Button';
import { problemTexts } from '../../ui/problemTexts';
import { showToast } from '../../ui/toasts';
import styles from './Wizard.module.css';

/** For whoever has no account at hand. Gone once there is a demo company. */
export function DemoOffer() {
  const { t } = useTranslation('connect');
  const { t: tAny } = useTranslation();
  const companies = useQuery('companies.list', undefined);
  const openDemo = useCommand('companies.openDemo');
  if (companies.data?.some(({ isDemo }) => isDemo) !== false) return null;
  const open = async (): Promise<void> => {
    const outcome = await openDemo.run(undefined);
    if (outcome.ok) {
      useShell.getState().chooseCompany(outcome.value.id);
      go({ place: 'overview' });
    } else showToast({ state: 'stopped', text: problemTexts(tAny, outcome.error).what });
  };
  return (
    <span className={styles.footText}>
      {t('service.demo_question')}{' '}
      <LinkButton disabled={openDemo.isRunning} onClick={() => void open()}>
        {t('service.demo')}
      </LinkButton>
    </span>
  );
}
