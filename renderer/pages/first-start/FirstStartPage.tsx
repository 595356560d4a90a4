import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page';
import { PageTitle } from '../../ui/layout';

export function FirstStartPage() {
  const { t } = useTranslation('first-start');
  return (
    <Page width={640}>
      <PageTitle title={t('title')} />
    </Page>
  );
}
