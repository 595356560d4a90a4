import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../bridge/bridge';
import { Line, Section } from './Section';

export function AboutSection({ info }: { readonly info: CallOutput<'app.info'> }) {
  const { t } = useTranslation('settings');
  const version = info.isPackaged ? info.version : `${info.version} · ${t('about.build_development')}`;
  return (
    <Section title={t('about.heading')}>
      <Line label={t('about.version')} note={t('about.privacy')}>
        {version}
      </Line>
      <Line label={t('about.runtime')}>{`Electron ${info.electron} · ${info.platform}`}</Line>
      <Line label={t('about.licence')} note={t('about.licence_text')} />
    </Section>
  );
}
