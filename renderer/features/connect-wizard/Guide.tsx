import { IconExternalLink, IconMapPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProviderView } from '../../../shared/contract/providers';
import { useCommand } from '../../bridge/hooks';
import { Button } from '../../ui/Button';
import { RichText } from '../../ui/RichText';
import styles from './Form.module.css';
import { useProviderText } from './providerTexts';

/** Where do I find this? The exact menu path, always at the same side. */
export function Guide({
  provider,
  prefix = '',
}: {
  readonly provider: ProviderView;
  readonly prefix?: string | undefined;
}) {
  const { t } = useTranslation('connect');
  const text = useProviderText(provider.id);
  const open = useCommand('app.openExternal');
  const url = provider.guideUrl;
  return (
    <aside className={styles.guide} aria-label={t('guide.heading')}>
      <h2 className={styles.guideHead}>
        <IconMapPin size={16} stroke={1.5} />
        {text('guide.title') || t('guide.heading')}
      </h2>
      <ol className={styles.guideSteps}>
        {Array.from({ length: provider.guideSteps }, (_, index) => (
          <li key={index}>
            <span>
              <RichText text={text(`${prefix}guide.${index + 1}`)} />
            </span>
          </li>
        ))}
      </ol>
      {url !== undefined && (
        <div className={styles.guideAction}>
          <Button
            size="xs"
            iconAfter={<IconExternalLink size={14} stroke={1.5} />}
            onClick={() => void open.run({ url })}
          >
            {t('guide.open')}
          </Button>
        </div>
      )}
    </aside>
  );
}
