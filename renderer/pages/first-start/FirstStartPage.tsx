import { useEffect, useRef } from 'react';
import { IconArrowRight, IconFlask2, IconPlugConnected, IconSettings, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Language } from '../../../shared/domain/ids';
import { useCommand, useQuery } from '../../bridge/hooks';
import { go, useRouteStore } from '../../stores/route';
import { VaultGate } from '../../features/vault/VaultGate';
import { Button, LinkButton } from '../../ui/Button';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { PageTitle } from '../../ui/layout';
import styles from './FirstStart.module.css';
import { RestoreChoice } from './RestoreChoice';
import { useDemoStart } from './useDemoStart';

/** Each language names itself. */
const OWN_NAMES: Readonly<Record<Language, string>> = { pl: 'Polski', de: 'Deutsch', et: 'Eesti', en: 'English' };
const ORDER: readonly Language[] = ['pl', 'de', 'et', 'en'];

export function FirstStartPage() {
  const { t } = useTranslation('first-start');
  const { t: tAny } = useTranslation();
  const demo = useDemoStart();
  const place = useRef<HTMLDivElement>(null);
  const hasAsked = useRef(false);
  // Come back from Settings, after the last company, or from one question to the other: the reader starts at the title.
  useEffect(() => {
    if (demo.waitsForVault) hasAsked.current = true;
    if (!hasAsked.current && useRouteStore.getState().previous === undefined) return;
    // A field that took the keyboard by itself keeps it.
    if (document.activeElement instanceof HTMLInputElement) return;
    place.current?.querySelector<HTMLElement>('[data-page-title]')?.focus();
  }, [demo.waitsForVault]);
  if (demo.waitsForVault) {
    return (
      <div className={styles.gate} ref={place}>
        <LinkButton onClick={demo.giveUp}>{tAny('common:back')}</LinkButton>
        <VaultGate>{null}</VaultGate>
      </div>
    );
  }
  return (
    <div className={styles.page}>
      <div className={styles.inner} ref={place}>
        <PageTitle title={t('title')} subtitle={t('subtitle')} />
        {demo.problem && <ExplainedProblem problem={demo.problem} />}
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
            <Button isBusy={demo.isBusy} onClick={demo.start}>
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
