// Removes a company without a trace, and clears the rows that a rebuild makes again.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../db/diskProblems';
import { moveInto, removeQuietly, syncFolder } from '../disk';
import { OLDER_DATABASE } from '../folders';
import { ERASE_PREFIX } from '../recover/erasePrefix';
import { dropFindings } from '../recover/findings';
import type { Store } from '../store';

/** The folder leaves its name first: from then on a restart goes on erasing and never adopts. */
export function eraseCompany(store: Store, uuid: string): void {
  const { root } = store.folders(uuid);
  const erased = join(store.archive, ERASE_PREFIX + uuid);
  if (existsSync(root)) {
    moveInto(root, erased);
    syncFolder(store.archive);
  }
  store.options.reached('erase.renamed');
  wipeRows(store, uuid);
  store.options.reached('erase.committed');
  removeQuietly(erased);
  syncFolder(store.archive);
}

const OF_COMPANY = '(SELECT id FROM company WHERE uuid = @uuid)';
const SOURCES = `(SELECT id FROM source WHERE company_id = ${OF_COMPANY})`;
const DOCUMENTS = `(SELECT id FROM document WHERE source_id IN ${SOURCES})`;
const CONNECTIONS = `(SELECT uuid FROM source WHERE company_id = ${OF_COMPANY})`;
const BUNDLES = `(SELECT id FROM bundle WHERE company_id = ${OF_COMPANY})`;
/** What receipts are of. */
const FILE_UUIDS = `(SELECT uuid FROM bundle WHERE company_id = ${OF_COMPANY}
  UNION ALL SELECT id FROM report WHERE company_id = ${OF_COMPANY}
  UNION ALL SELECT uuid FROM fiscal_file WHERE company_id = ${OF_COMPANY})`;
const RUNS = '(SELECT id FROM run WHERE company_uuid = @uuid)';

/** Children first. */
const ROWS_OF_COMPANY = [
  'DELETE FROM note WHERE scope = @uuid',
  `DELETE FROM note WHERE scope IN ${CONNECTIONS}`,
  `DELETE FROM note WHERE scope IN (SELECT connection_uuid FROM run_part WHERE run_id IN ${RUNS})`,
  `DELETE FROM job WHERE run_id IN ${RUNS}`,
  `DELETE FROM run_log WHERE run_id IN ${RUNS}`,
  `DELETE FROM run_part WHERE run_id IN ${RUNS}`,
  'DELETE FROM run WHERE company_uuid = @uuid',
  'DELETE FROM job WHERE company_uuid = @uuid',
  ...['intent', 'receipt', 'receipt_check'].map((table) => `DELETE FROM ${table} WHERE bundle_uuid IN ${FILE_UUIDS}`),
  `DELETE FROM report WHERE company_id = ${OF_COMPANY}`,
  `DELETE FROM bundle_item WHERE bundle_id IN ${BUNDLES}`,
  `DELETE FROM bundle WHERE company_id = ${OF_COMPANY}`,
  `DELETE FROM outbox WHERE company_id = ${OF_COMPANY}`,
  `DELETE FROM fiscal_file WHERE company_id = ${OF_COMPANY}`,
  `DELETE FROM closed_month WHERE company_id = ${OF_COMPANY}`,
  `DELETE FROM record WHERE company_id = ${OF_COMPANY}`,
  `DELETE FROM checkpoint WHERE source_id IN ${SOURCES}`,
  `DELETE FROM tag WHERE source_id IN ${SOURCES}`,
  `DELETE FROM invoice_link WHERE invoice_id IN ${DOCUMENTS}`,
  `DELETE FROM link_decision WHERE a_source IN ${SOURCES}`,
  `DELETE FROM explanation WHERE source_id IN ${SOURCES}`,
  `DELETE FROM invoice_words WHERE rowid IN (SELECT id FROM invoice WHERE company_id = ${OF_COMPANY})`,
  `DELETE FROM invoice_text WHERE id IN ${DOCUMENTS}`,
  `DELETE FROM invoice_rate WHERE invoice_id IN ${DOCUMENTS}`,
  `DELETE FROM invoice WHERE company_id = ${OF_COMPANY}`,
  `DELETE FROM document_version WHERE document_id IN ${DOCUMENTS}`,
  `DELETE FROM document WHERE source_id IN ${SOURCES}`,
  `DELETE FROM segment WHERE company_id = ${OF_COMPANY}`,
  `DELETE FROM source WHERE company_id = ${OF_COMPANY}`,
  'DELETE FROM company WHERE uuid = @uuid',
];

/**
 * What was deleted is overwritten as well, also among the words of the search, and leaves the log of writes. Pages that were split or
 * moved earlier may still hold copies: only a database that is written anew has none.
 */
export function wipeRows(store: Store, uuid: string): void {
  const { db } = store;
  // From before a migration, or damaged: they hold the same rows, and the folder all that is worth keeping of them.
  for (const name of readdirSync(store.archive).filter((one) => OLDER_DATABASE.test(one)))
    removeQuietly(join(store.archive, name));
  // Off elsewhere: it costs every statement of a sync.
  db.pragma('secure_delete = ON');
  try {
    eraseRows(store, uuid);
    db.prepare(`INSERT INTO invoice_words (invoice_words) VALUES ('optimize')`).run();
    db.exec('VACUUM');
    db.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    // Without room for that the rows are gone and overwritten all the same; it must hold up neither a removal nor a start.
    if (codeOf(error) !== 'SQLITE_FULL') throw error;
  } finally {
    db.pragma('secure_delete = OFF');
  }
}

function eraseRows(store: Store, uuid: string): void {
  store.db.transaction(() => {
    dropFindings(store.db, uuid);
    for (const sql of ROWS_OF_COMPANY) {
      const statement = store.db.prepare(sql);
      statement.run({ uuid });
    }
  })();
}

/** Everything that segments and records bring back. Work in progress (notes, runs, jobs, intents) stays. */
export function clearProjections(store: Store): void {
  store.db.transaction(() => {
    // They are met again on the way, if they are still there.
    dropFindings(store.db);
    store.db.prepare(`INSERT INTO invoice_words (invoice_words) VALUES ('delete-all')`).run();
    const tables = [
      'outbox',
      'fiscal_file',
      'closed_month',
      'receipt',
      'receipt_check',
      'report',
      'bundle_item',
      'bundle',
      'record',
      'checkpoint',
      'tag',
      'invoice_link',
      'link_decision',
      'explanation',
      'invoice_rate',
      'invoice_text',
      'invoice',
    ];
    for (const table of [...tables, 'document_version', 'document', 'segment', 'source', 'company']) {
      store.db.prepare(`DELETE FROM ${table}`).run();
    }
  })();
}
