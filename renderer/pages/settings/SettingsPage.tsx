import { useTranslation } from 'react-i18next';
import { type Company, useCompanyOrNone } from '../../app/company';
import { useQuery } from '../../bridge/hooks';
import { PageTitle } from '../../ui/layout';
import type { CallOutput } from '../../bridge/bridge';
import { Loaded } from '../../ui/Loading';
import { Page } from '../../ui/Page';
import { AboutSection } from './AboutSection';
import { ApiSection } from './ApiSection';
import { AuditSection } from './AuditSection';
import { BackupSection } from './BackupSection';
import { CompanySection } from './CompanySection';
import { DataSection } from './DataSection';
import { DesktopSection } from './DesktopSection';
import { IntegritySection } from './IntegritySection';
import { LookSection } from './LookSection';
import { RemovedSection } from './RemovedSection';
import { SchedulesSection } from './SchedulesSection';
import { StoreSection } from './StoreSection';
import { SupportSection } from './SupportSection';
import { VaultSection } from './VaultSection';

export function SettingsPage() {
  const { t } = useTranslation('settings');
  const company = useCompanyOrNone();
  const info = useQuery('app.info', undefined);
  return (
    <Page width={760}>
      <PageTitle title={t('title')} />
      <LookSection />
      {company && <CompanySection key={company.id} company={company} />}
      {company && <SchedulesSection companyId={company.id} />}
      <DesktopSection />
      <VaultSection />
      <StoreSection />
      <BackupSection />
      <IntegritySection />
      {company && <AuditSection key={`audit ${company.id}`} companyId={company.id} />}
      <ApiSection />
      <Loaded query={info}>
        {(facts) => (
          <>
            {company ? <CompanyData info={facts} companyId={company.id} /> : <DataSection info={facts} findings={[]} />}
            <RemovedSection />
            <SupportSection />
            <AboutSection info={facts} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function CompanyData({
  info,
  companyId,
}: {
  readonly info: CallOutput<'app.info'>;
  readonly companyId: Company['id'];
}) {
  const findings = useQuery('companies.findings', { companyId });
  return <DataSection info={info} findings={findings.data ?? []} />;
}
