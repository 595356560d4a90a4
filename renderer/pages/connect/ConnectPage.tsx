import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page';
import { PageTitle } from '../../ui/layout';

export function ConnectPage() {
  const { t } = useTranslation('shell');
  return (
    <Page>
      <PageTitle title={t('place.connect')} />
    </Page>
  );
}
