import { useEffect, useRef } from 'react';
import { IconArrowRight, IconFlask2, IconPlugConnected, IconSettings, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Language } from '../../../shared/domain/ids';
import { useCommand, useQuery } from '../../bridge/hooks';
import { go, useRouteStore } from '../../stores/route';
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
  const inner = useRef<HTMLDivElement>(null);
  // Come back from Settings, or after the last company: the reader starts at the title.
  useEffect(() => {
    if (useRouteStore.getState().previous === undefined) return;
    inner.current?.querySelector<HTMLElement>('[data-page-title]')?.focus();
  }, []);
  return (
    <div className={styles.page}>
      <div className={styles.inner} ref={inner}>
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
          <span className={styles.ways}>
            <LanguageChoice />
            <button type="button" className={styles.language} onClick={() => go({ place: 'settings' })}>
              <IconSettings size={16} stroke={1.5} />
              {t('settings')}
            </button>
          </span>
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
