// Order of the migrations; a name that was released is never changed.
import type { Migration } from 'kysely/migration';
import { up as start } from './0001-start';
import { up as budgetLimits } from './0002-budget-limits';
import { up as schedules } from './0003-schedules';
import { up as sharing } from './0004-sharing';
import { up as salesDrafts } from './0005-sales-drafts';
import { up as expiryNotes } from './0006-expiry-notes';
import { up as copies } from './0007-copies';

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-start': { up: start },
  '0002-budget-limits': { up: budgetLimits },
  '0003-schedules': { up: schedules },
  '0004-sharing': { up: sharing },
  '0005-sales-drafts': { up: salesDrafts },
  '0006-expiry-notes': { up: expiryNotes },
  '0007-copies': { up: copies },
};
