import { IconArrowRight, IconFlask2, IconPlugConnected, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Language } from '../../../shared/domain/ids';
import { useCommand, useQuery } from '../../bridge/hooks';
import { go } from '../../stores/route';
import { useShell } from '../../stores/shell';
import { Button } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { PageTitle } from '../../ui/layout';
import styles from './FirstStart.module.css';
import { RestoreChoice } from './RestoreChoice';

/** Each language names itself. */
const OWN_NAMES: Readonly<Record<Language, string>> = { pl: 'Polski', de: 'Deutsch', et: 'Eesti', en: 'English' };
const ORDER: readonly Language[] = ['pl', 'de', 'et', 'en'];

export function FirstStartPage() {
  const { t } = useTranslation('first-start');
  const openDemo = useCommand('companies.openDemo');
  const choose = useShell((state) => state.chooseCompany);
  const demo = async (): Promise<void> => {
    const outcome = await openDemo.run(undefined);
    if (!outcome.ok) return;
    choose(outcome.value.id);
    go({ place: 'overview' });
  };
  return (
    <div className={styles.page}>
      <div className={styles.inner}>
        <PageTitle title={t('title')} subtitle={t('subtitle')} />
        {openDemo.problem && <ExplainedProblem problem={openDemo.problem} />}
        <div className={styles.choices}>
          <section className={`${styles.choice} ${styles.first}`}>
            <IconPlugConnected size={22} stroke={1.5} />
            <div className={styles.text}>
              <h2>{t('connect.title')}</h2>
              <p>{t('connect.text')}</p>
            </div>
            <Button
              kind="primary"
              iconAfter={<IconArrowRight size={16} stroke={1.5} />}
              onClick={() => go({ place: 'connect' })}
            >
              {t('connect.action')}
            </Button>
          </section>
          <section className={styles.choice}>
            <IconFlask2 size={22} stroke={1.5} />
            <div className={styles.text}>
              <h2>{t('demo.title')}</h2>
              <p>{t('demo.text')}</p>
            </div>
            <Button isBusy={openDemo.isRunning} onClick={() => void demo()}>
              {t('demo.action')}
            </Button>
          </section>
          <RestoreChoice />
        </div>
        <footer className={styles.foot}>
          <span className={styles.promise}>
            <IconShieldCheck size={16} stroke={1.5} />
            {t('promise')}
          </span>
          <LanguageChoice />
        </footer>
      </div>
    </div>
  );
}

function LanguageChoice() {
  const { t } = useTranslation('first-start');
  const info = useQuery('app.info', undefined);
  const settings = useQuery('app.settings', undefined);
  const save = useCommand('app.saveSettings');
  return (
    <div className={styles.languages} role="group" aria-label={t('language')}>
      {ORDER.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={styles.language}
          aria-pressed={info.data?.language === language}
          onClick={() => {
            if (settings.data) void save.run({ ...settings.data, language });
          }}
        >
          {OWN_NAMES[language]}
        </button>
      ))}
    </div>
  );
}
