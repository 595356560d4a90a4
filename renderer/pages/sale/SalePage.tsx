import { useTranslation } from 'react-i18next';
import type { SalesDraftId } from '../../../shared/contract/selling';
import type { InvoiceRowId } from '../../../shared/domain/ids';
import { useCompany } from '../../app/company';
import { useQuery } from '../../bridge/hooks';
import { useRoute } from '../../stores/route';
import { Loaded } from '../../ui/Loading';
import { Page } from '../../ui/Page';
import { SaleEditor } from './SaleEditor';
import { useStart } from './useStart';

/** New, from a draft, or correcting a stored sale: the same form with another start. */
export function SalePage() {
  const { t } = useTranslation('selling');
  const { id: companyId } = useCompany();
  const route = useRoute();
  const opened = route.place === 'sale' ? route : undefined;
  const draftId = opened?.draftId as SalesDraftId | undefined;
  const correctsId = opened?.correctsId as InvoiceRowId | undefined;
  const start = useStart(companyId, { draftId, correctsId });
  // The switch may be turned while one writes.
  const senders = useQuery('sending.senders', { companyId });
  return (
    <Page width={1040}>
      <h1 className="visually-hidden" tabIndex={-1} data-page-title>
        {t(correctsId === undefined ? 'new' : 'form.kind.correction')}
      </h1>
      <Loaded query={start} rows={12}>
        {({ written, after, senders: known }) => (
          <SaleEditor
            key={`${draftId} ${correctsId}`}
            companyId={companyId}
            start={written}
            draftId={draftId}
            after={after}
            senders={senders.data ?? known}
          />
        )}
      </Loaded>
    </Page>
  );
}
