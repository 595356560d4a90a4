// The outbox of the reader: lists, one invoice, and its files as they were stored.
import { OutboxItem } from '../../../../shared/contract/sending';
import { Failure, isFailure } from '../../../../shared/errors';
import type { SqliteDatabase } from '../../db/openSqlite';
import { companyFolders } from '../folders';
import { promised } from '../promised';
import type { OutboxOpen, OutboxReader } from './types';
import { checkedFile, outboxFile } from './files';

interface Row {
  readonly id: string;
  readonly companyId: string;
  readonly connectionId: string;
  readonly state: string;
  readonly mode: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly facts: string;
  readonly corrects: string | null;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly trace: string | null;
  readonly remoteNumber: string | null;
  readonly wasThere: number;
  readonly problem: string | null;
  readonly receipt: string | null;
  readonly receiptName: string | null;
}

const ITEM = `SELECT o.id, c.uuid AS companyId, o.connection_uuid AS connectionId, o.state, o.mode, o.file_name AS fileName,
  o.bytes, o.sha256, o.facts, o.corrects, o.created_at AS createdAt, o.changed_at AS changedAt, o.trace,
  o.remote_number AS remoteNumber, o.was_there AS wasThere, o.problem, o.receipt_sha256 AS receipt,
  o.receipt_name AS receiptName FROM outbox o JOIN company c ON c.id = o.company_id`;

/** What a run has to see to its end: confirmed, and not finished with its receipt. */
const OPEN = `o.state IN ('queued', 'sending', 'sent', 'unknown') OR (o.state = 'accepted' AND o.receipt_sha256 IS NULL)`;

export function outboxQueries(db: SqliteDatabase, archive: string): OutboxReader {
  const byId = db.prepare(`${ITEM} WHERE o.id = ?`);
  const list = db.prepare(`${ITEM} WHERE c.uuid = @companyId AND o.state IN (SELECT value FROM json_each(@states))
    AND (o.created_at, o.id) < (@at, @id) ORDER BY o.created_at DESC, o.id DESC LIMIT @limit`);
  const open = db.prepare(`${ITEM} WHERE o.connection_uuid = ? AND (${OPEN}) ORDER BY o.created_at, o.id`);
  const waiting = db.prepare(`SELECT DISTINCT c.uuid AS companyId, o.connection_uuid AS connectionId FROM outbox o
    JOIN company c ON c.id = o.company_id WHERE ${OPEN} ORDER BY c.uuid, o.connection_uuid`);
  const rowOf = (id: string): Row => {
    const row = byId.get(id) as Row | undefined;
    if (!row) throw new Failure({ kind: 'user_input', key: 'sending.gone' });
    return row;
  };
  const folderOf = (row: Row): string => companyFolders(archive, row.companyId).outbox;
  return {
    outbox: promised(({ companyId, states, before, limit }) => {
      const { createdAt: at, id } = before ?? { createdAt: '9', id: '' };
      return (list.all({ companyId, states: JSON.stringify(states), at, id, limit }) as Row[]).map(view);
    }),
    outboxItem: promised((id) => view(rowOf(id))),
    openOutbox: promised((connectionId) =>
      (open.all(connectionId) as Row[]).map((row): OutboxOpen => {
        const corrected = row.corrects === null ? undefined : rowOf(row.corrects).sha256;
        return {
          item: view(row),
          ...placeOf(folderOf(row), row.sha256),
          ...(row.trace === null ? {} : { trace: JSON.parse(row.trace) as NonNullable<OutboxOpen['trace']> }),
          ...(corrected === undefined ? {} : { correctsSha256: corrected }),
        };
      }),
    ),
    outboxConnections: promised(() => waiting.all() as { companyId: string; connectionId: string }[]),
    outboxContent: promised((id, which) => {
      const row = rowOf(id);
      const sha256 = which === 'invoice' ? row.sha256 : row.receipt;
      if (sha256 === null) throw new Failure({ kind: 'user_input', key: 'sending.no_receipt' });
      const fileName = which === 'invoice' ? row.fileName : (row.receiptName ?? `UPO_${row.id}.xml`);
      return { bytes: checkedFile(folderOf(row), sha256).content, fileName, mediaType: 'application/xml' };
    }),
  };
}

/** One damaged file is told beside the others, not in their place. */
function placeOf(folder: string, sha256: string): Pick<OutboxOpen, 'path' | 'isDamaged'> {
  try {
    return { path: checkedFile(folder, sha256).path };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { path: outboxFile(folder, sha256), isDamaged: true };
  }
}

function view(row: Row): OutboxItem {
  const { facts, corrects, trace: _, remoteNumber, wasThere, problem, receipt, receiptName: __, ...rest } = row;
  return OutboxItem.parse({
    ...rest,
    facts: JSON.parse(facts) as unknown,
    hasReceipt: receipt !== null,
    ...(corrects === null ? {} : { corrects }),
    ...(remoteNumber === null ? {} : { remoteNumber }),
    ...(wasThere === 1 ? { wasThere: true } : {}),
    ...(problem === null ? {} : { problem: JSON.parse(problem) as unknown }),
  });
}
