// Brings rows and folder together at start: what was finished on disk but not committed is adopted in the order of the chain,
// what was not finished is swept. With an empty database that is a rebuild.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { markOpened } from '../closedWell';
import { removeQuietly } from '../disk';
import type { Store } from '../store';
import type { Recovered } from '../types';
import { clearProjections, wipeRows } from '../work/erase';
import { ERASE_PREFIX } from './erasePrefix';
import { findings, saveFindings } from './findings';
import { isMended, recoverCompany, type Tally } from './recoverCompany';

const COMPANY_FOLDER = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function recover(store: Store): Recovered {
  // Somebody has put a file back: everything is read anew, and what was lost with it is there again.
  const isBack = findings(store.db).some((finding) => isMended(store, finding));
  if (isBack || isFromBeforeTexts(store)) clearProjections(store);
  const { problems, ...done } = walk(store);
  saveFindings(store.db, problems);
  markOpened(store.db);
  return { ...done, problems: findings(store.db) };
}

/** Rows of an archive that was made before migration 3 have no words beside them; one speaks for all. */
function isFromBeforeTexts({ db }: Store): boolean {
  const sql = `SELECT 1 FROM invoice i WHERE i.id = (SELECT min(id) FROM invoice)
    AND NOT EXISTS (SELECT 1 FROM invoice_text t WHERE t.id = i.id)`;
  return db.prepare(sql).get() !== undefined;
}

/** Answers what this walk met; what an earlier start met is kept beside it. */
function walk(store: Store): Recovered {
  const tally: Tally = { adoptedSegments: 0, sweptFiles: 0, adoptedRecords: 0, problems: [] };
  for (const name of readdirSync(store.archive).sort()) {
    if (name.startsWith(ERASE_PREFIX)) finishErasing(store, name, tally);
    else if (COMPANY_FOLDER.test(name)) recoverCompany(store, name, tally);
  }
  return tally;
}

function finishErasing(store: Store, name: string, tally: Tally): void {
  wipeRows(store, name.slice(ERASE_PREFIX.length));
  removeQuietly(join(store.archive, name));
  tally.sweptFiles += 1;
}
