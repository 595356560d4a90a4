// Every call of the contract and who answers it.
import type { PanelService } from '../desktop/desktopOf';
import type { DesktopSettingsService } from '../desktop/desktopSettings';
import type { AllHandlers } from '../dispatcher';
import type { ImportService } from '../imports/importService';
import type { LocalApi } from '../api/localApi';
import type { IntegrationService } from '../services/integrations/integrationService';
import type { DestinationService } from '../services/destinations/destinationService';
import type { ReconcileService } from '../services/reconcileService';
import type { Safety } from '../services/safety/safetyOf';
import type { ScheduleService } from '../services/scheduleService';
import type { SalesOffice } from '../services/sending/salesOffice';
import { apiHandlers } from './api.handlers';
import { appHandlers, type AppHandlerParts } from './app.handlers';
import { catalogueHandlers, type CatalogueParts } from './catalogue.handlers';
import { closingHandlers } from './closing.handlers';
import { desktopHandlers } from './desktop.handlers';
import type { ExpiryService } from '../services/expiries/expiryService';
import { expiryHandlers } from './expiries.handlers';
import { fiscalHandlers, type FiscalHandlerParts } from './fiscal.handlers';
import { destinationHandlers } from './destinations.handlers';
import { importHandlers } from './imports.handlers';
import { invoiceHandlers, type InvoiceParts } from './invoices.handlers';
import { reconcileHandlers } from './reconcile.handlers';
import { reportHandlers, type ReportHandlerParts } from './reports.handlers';
import { safetyHandlers } from './safety.handlers';
import { scheduleHandlers } from './schedules.handlers';
import { sellingHandlers } from './selling.handlers';
import { sendingHandlers } from './sending.handlers';
import { workHandlers, type WorkParts } from './work.handlers';

export interface HandlerParts
  extends AppHandlerParts, CatalogueParts, FiscalHandlerParts, InvoiceParts, WorkParts, ReportHandlerParts {
  readonly manifests: AppHandlerParts['manifests'];
  readonly reconcile: ReconcileService;
  readonly schedules: ScheduleService;
  readonly expiries: ExpiryService;
  readonly desktop: DesktopSettingsService;
  readonly panel: PanelService;
  readonly imports: ImportService;
  readonly destinations: DestinationService;
  readonly office: Omit<SalesOffice, 'sending'>;
  readonly integrations: IntegrationService;
  readonly api: LocalApi;
  readonly safety: Safety;
}

export function allHandlers(parts: HandlerParts): AllHandlers {
  return {
    ...appHandlers(parts),
    ...catalogueHandlers(parts),
    ...closingHandlers(parts.closing),
    ...safetyHandlers(parts.safety),
    ...scheduleHandlers(parts.schedules),
    ...desktopHandlers(parts.desktop, parts.panel, parts.host.tray),
    ...expiryHandlers(parts.expiries),
    ...fiscalHandlers(parts),
    ...importHandlers(parts),
    ...invoiceHandlers(parts),
    ...sellingHandlers(parts.office.selling),
    ...sendingHandlers({ ...parts.office, sending: parts.sending, dialogs: parts.dialogs, texts: parts.texts }),
    ...reconcileHandlers(parts),
    ...workHandlers(parts),
    ...apiHandlers(parts.api),
    integrations: parts.integrations,
    ...reportHandlers(parts),
    ...destinationHandlers(parts.destinations),
  };
}
