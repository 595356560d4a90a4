// What records of the outbox do to its rows. Texts of JSON are written in the order of their schema, so that a record that is made now and
// the same one read again leave the same row.
import { OutboxFacts } from '../../../../shared/contract/sending';
import { AppError } from '../../../../shared/errors';
import type { RecordBody } from '../records/recordLine';
import type { CompanyRow, Store } from '../store';

export function addItem(store: Store, company: CompanyRow, at: string, body: RecordBody<'outbox'>): void {
  const { id, connection, provider, mode, fileName, bytes, sha256, facts, corrects } = body;
  store.statements.addOutbox.run(
    id,
    company.id,
    connection,
    provider,
    mode,
    fileName,
    bytes,
    sha256,
    JSON.stringify(OutboxFacts.parse(facts)),
    corrects ?? null,
    at,
    at,
  );
}

export function applySteps(store: Store, at: string, { steps }: RecordBody<'outbox_steps'>): void {
  for (const { id, state, trace, remoteNumber, wasThere, problem } of steps) {
    store.statements.stepOutbox.run({
      id,
      at,
      state,
      trace: trace === undefined ? null : JSON.stringify(trace),
      remoteNumber: remoteNumber ?? null,
      wasThere: wasThere === true ? 1 : 0,
      problem: problem === undefined ? null : JSON.stringify(AppError.parse(problem)),
    });
  }
}

export function addReceiptFile(store: Store, at: string, body: RecordBody<'outbox_receipt'>): void {
  for (const id of body.ids) store.statements.receiptOutbox.run(body.sha256, body.fileName, at, id);
}
