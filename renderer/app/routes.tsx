import type { ComponentType } from 'react';
import { ActivityPage } from '../pages/activity/ActivityPage';
import { ConnectPage } from '../pages/connect/ConnectPage';
import { ConnectionsPage } from '../pages/connections/ConnectionsPage';
import { FilesPage } from '../pages/files/FilesPage';
import { ImportPage } from '../pages/import/ImportPage';
import { InvoicesPage } from '../pages/invoices/InvoicesPage';
import { OutgoingPage } from '../pages/outgoing/OutgoingPage';
import { OverviewPage } from '../pages/overview/OverviewPage';
import { ReconcilePage } from '../pages/reconcile/ReconcilePage';
import { ReportsPage } from '../pages/reports/ReportsPage';
import { SalePage } from '../pages/sale/SalePage';
import { SettingsPage } from '../pages/settings/SettingsPage';
import { TillsPage } from '../pages/tills/TillsPage';
import type { Place } from '../stores/route';

/** Every page finds its company with `useCompany()` and the rest of its address with `useRoute()`. */
export const PAGES: Readonly<Record<Place, ComponentType>> = {
  overview: OverviewPage,
  invoices: InvoicesPage,
  import: ImportPage,
  reconcile: ReconcilePage,
  outgoing: OutgoingPage,
  sale: SalePage,
  reports: ReportsPage,
  tills: TillsPage,
  files: FilesPage,
  connections: ConnectionsPage,
  connect: ConnectPage,
  activity: ActivityPage,
  settings: SettingsPage,
};
