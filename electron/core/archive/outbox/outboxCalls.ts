// The outbox of the writer: files first, then the record that names them. Each call is safe to be killed in and safe to be made again.
import { Failure } from '../../../../shared/errors';
import { explainDisk } from '../../db/diskProblems';
import type { Exclusive } from '../exclusive';
import { saveRecord } from '../records/saveRecord';
import type { Store } from '../store';
import type { OutboxStep, OutboxWriter } from './types';
import { TarGzWriter } from '../zip/tarGzWriter';
import { ZipWriter } from '../zip/zipWriter';
import { checkedFile, keepFile } from './files';

/** Packages must not differ when they are made again. */
const PACKED_AT = '2026-02-01T00:00:00.000Z';

export function outboxCalls(store: Store, exclusive: Exclusive): OutboxWriter {
  const stored = store.db.prepare('SELECT state, receipt_sha256 AS receipt FROM outbox WHERE id = ?');
  const row = (id: string) => stored.get(id) as { state: string; receipt: string | null } | undefined;
  const place = store.db.prepare(`SELECT o.sha256, c.uuid AS company FROM outbox o JOIN company c ON c.id = o.company_id
    WHERE o.id = ?`);
  return {
    addOutbox: ({ companyId, at, content, ...item }) =>
      exclusive(() => {
        if (row(item.id) !== undefined) return;
        const sha256 = keepFile(store, companyId, content);
        const { connectionId: connection, providerId: provider, ...rest } = item;
        const body = { ...rest, connection, provider, sha256, bytes: content.length };
        saveRecord(store, companyId, { kind: 'outbox', at, body });
      }),
    stepOutbox: (companyId, at, steps) =>
      exclusive(() => {
        const open = steps.filter((step) => mayStep(row(step.id)?.state, step));
        if (open.length > 0) saveRecord(store, companyId, { kind: 'outbox_steps', at, body: { steps: [...open] } });
      }),
    saveOutboxReceipt: (companyId, at, { ids, fileName, content }) =>
      exclusive(() => {
        const owed = ids.filter((id) => row(id)?.receipt === null);
        if (owed.length === 0) return;
        const sha256 = keepFile(store, companyId, content);
        saveRecord(store, companyId, { kind: 'outbox_receipt', at, body: { ids: owed, sha256, fileName } });
      }),
    packOutbox: (ids, toPath, packaging) =>
      exclusive(async () => {
        const content = (id: string): Buffer => {
          const found = place.get(id) as { sha256: string; company: string } | undefined;
          if (!found) throw new Failure({ kind: 'user_input', key: 'sending.gone' });
          return checkedFile(store.folders(found.company).outbox, found.sha256).content;
        };
        const archive = packaging === 'zip' ? zipTo(toPath) : new TarGzWriter(toPath, { at: PACKED_AT });
        try {
          for (const id of ids) await archive.add(`${id}.xml`, content(id));
          await archive.finish();
        } catch (error) {
          throw explainDisk(error);
        } finally {
          archive.abandon();
        }
      }),
  };
}

function zipTo(toPath: string): Pick<TarGzWriter, 'add' | 'finish' | 'abandon'> {
  const zip = new ZipWriter(toPath, { at: PACKED_AT, hash: 'none' });
  return {
    add: (name, content) => {
      zip.addDeflated(name, content);
      return Promise.resolve();
    },
    finish: () => {
      zip.finish();
      return Promise.resolve();
    },
    abandon: () => {
      zip.abandon();
    },
  };
}

/** What was accepted or withdrawn stays so, whatever a late word says. */
function mayStep(state: string | undefined, step: OutboxStep): boolean {
  if (state === undefined || state === 'discarded') return false;
  return state !== 'accepted' || step.state === 'accepted';
}
