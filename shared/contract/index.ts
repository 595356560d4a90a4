// The contract: everything that may cross the wall between main and renderer, and what the local HTTP API serves (`integrations`).
import { api } from './api';
import { app } from './app';
import { closing } from './closing';
import { companies } from './companies';
import { completeness } from './completeness';
import { connect } from './connect';
import { connections } from './connections';
import type { CallName, EventName } from './define';
import { desktop } from './desktop';
import { expiries } from './expiries';
import { fiscal } from './fiscal';
import { destinations } from './destinations';
import { imports } from './imports';
import { integrations } from './integrations';
import { invoices } from './invoices';
import { panel } from './panel';
import { providers } from './providers';
import { reconcile } from './reconcile';
import { reports } from './reports';
import { runs } from './runs';
import { safety } from './safety';
import { selling } from './selling';
import { sending } from './sending';
import { schedules } from './schedules';
import { sync } from './sync';

export const contract = {
  api,
  app,
  closing,
  companies,
  completeness,
  connect,
  connections,
  desktop,
  expiries,
  fiscal,
  destinations,
  imports,
  integrations,
  invoices,
  panel,
  providers,
  reconcile,
  reports,
  runs,
  safety,
  selling,
  sending,
  schedules,
  sync,
} as const;
export type KontorContract = typeof contract;
export type KontorCall = CallName<KontorContract>;
export type KontorEvent = EventName<KontorContract>;
