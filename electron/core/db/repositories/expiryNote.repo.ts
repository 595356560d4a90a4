// Ends of sign-ins that somebody wrote down, one per connection. A new sign-in and a removal take them away (`connection.repo.ts`).
import { PlainDate, type ConnectionId } from '../../../../shared/domain/ids';
import { ExpiryKind } from '../../../../shared/contract/expiries';
import type { ConfigDatabase } from '../openDatabase';
import { transact } from '../transact';

export interface ExpiryNote {
  readonly connectionId: ConnectionId;
  readonly kind: ExpiryKind;
  readonly endsOn: PlainDate;
}

export interface ExpiryNoteRepo {
  list(): Promise<readonly ExpiryNote[]>;
  save(note: ExpiryNote, at: string): Promise<void>;
  delete(connectionId: ConnectionId): Promise<void>;
}

export function expiryNoteRepo(db: ConfigDatabase): ExpiryNoteRepo {
  return {
    list: async () =>
      (await db.selectFrom('expiry_note').selectAll().orderBy('ends_on').orderBy('connection_id').execute()).map(
        (row) => ({
          connectionId: row.connection_id as ConnectionId,
          kind: ExpiryKind.parse(row.kind),
          endsOn: PlainDate.parse(row.ends_on),
        }),
      ),
    save: ({ connectionId, kind, endsOn }, at) =>
      transact(db, async (trx) => {
        await trx.deleteFrom('expiry_note').where('connection_id', '=', connectionId).execute();
        await trx
          .insertInto('expiry_note')
          .values({ connection_id: connectionId, kind, ends_on: endsOn, noted_at: at })
          .execute();
      }),
    delete: async (connectionId) => {
      await db.deleteFrom('expiry_note').where('connection_id', '=', connectionId).execute();
    },
  };
}
