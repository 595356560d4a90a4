import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/contract/app';
import { Language } from '../../../shared/domain/ids';
import { useCommand, useQuery } from '../../bridge/hooks';
import { ExplainedProblem } from '../../ui/ExplainedProblem';
import { Segmented, SelectField } from '../../ui/fields';
import { Loaded } from '../../ui/Loading';
import { Line, Section } from './Section';
import styles from './Settings.module.css';

/** Every language in its own name, so that it is found from any other. */
const NAMES: Readonly<Record<Language, string>> = { en: 'English', pl: 'Polski', de: 'Deutsch', et: 'Eesti' };

export function LookSection() {
  const { t } = useTranslation('settings');
  const settings = useQuery('app.settings', undefined);
  const info = useQuery('app.info', undefined);
  const save = useCommand('app.saveSettings');
  return (
    <Section title={t('look.heading')}>
      {save.problem && <ExplainedProblem problem={save.problem} />}
      <Loaded query={settings} rows={3}>
        {(now) => {
          const change = (part: Partial<Settings>): void => void save.run({ ...now, ...part });
          const inForce = info.data ? NAMES[info.data.language] : '';
          return (
            <>
              <Line label={t('look.language')}>
                <div className={styles.select}>
                  <SelectField
                    label={t('look.language')}
                    value={now.language}
                    onChange={(language) => change({ language })}
                    choices={[
                      { value: 'system', label: t('look.language_system', { language: inForce }) },
                      ...Language.options.map((value) => ({ value, label: NAMES[value] })),
                    ]}
                  />
                </div>
              </Line>
              <Line label={t('look.theme')} note={t('look.theme_note')}>
                <Segmented
                  label={t('look.theme')}
                  value={now.theme}
                  onChange={(theme) => change({ theme })}
                  choices={(['system', 'light', 'dark'] as const).map((value) => ({
                    value,
                    label: t(`look.theme_${value}`),
                  }))}
                />
              </Line>
              <Line label={t('look.contrast')} note={t('look.contrast_note')}>
                <Segmented
                  label={t('look.contrast')}
                  value={now.contrast}
                  onChange={(contrast) => change({ contrast })}
                  choices={(['system', 'more'] as const).map((value) => ({
                    value,
                    label: t(`look.contrast_${value}`),
                  }))}
                />
              </Line>
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}
