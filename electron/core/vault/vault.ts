// Credentials at rest: one Fernet token per field, which also says which store, connection and field it belongs to,
// so that a row copied into another connection opens nothing.
import { z } from 'zod';
import { Failure } from '../../../shared/errors';
import type { Clock } from '../ports';
import { openFernet, sealFernet } from './fernet';
import type { KeyRing } from './ringTypes';

export interface FieldPlace {
  readonly storeId: string;
  readonly connectionUuid: string;
  /** Name of the form field; session tokens and notes use a prefix: `session:access`. */
  readonly field: string;
}

export interface Vault {
  sealField(field: FieldPlace & { readonly value: string }): string;
  /** Fails with `vault.locked`, `vault.token_unreadable` or `vault.token_moved`. */
  openField(place: FieldPlace, token: string): string;
}

const Content = z.strictObject({
  v: z.literal(1),
  storeId: z.string(),
  connectionUuid: z.string(),
  field: z.string(),
  value: z.string(),
});

export function createVault(parts: {
  readonly ring: Pick<KeyRing, 'keys'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Learns every value that was in clear, so that no log line can hold it. */
  readonly redactor: { register(value: string): void };
}): Vault {
  return {
    sealField({ storeId, connectionUuid, field, value }) {
      parts.redactor.register(value);
      const [newest] = parts.ring.keys();
      if (!newest) throw new Failure({ kind: 'unavailable', key: 'vault.locked' });
      // Canonical: exactly these names in this order, no spaces.
      const text = JSON.stringify({ v: 1, storeId, connectionUuid, field, value } satisfies z.infer<typeof Content>);
      return sealFernet(newest, Buffer.from(text, 'utf8'), { nowMs: parts.clock.now() });
    },
    openField(place, token) {
      const keys = parts.ring.keys();
      const content = readContent(() => openFernet(keys, token).plain);
      // Before the checks: what is about to be refused must not reach a log either.
      parts.redactor.register(content.value);
      const isHere =
        content.storeId === place.storeId &&
        content.connectionUuid === place.connectionUuid &&
        content.field === place.field;
      if (!isHere) throw new Failure({ kind: 'auth', key: 'vault.token_moved' });
      return content.value;
    },
  };
}

function readContent(open: () => Uint8Array): z.infer<typeof Content> {
  try {
    return Content.parse(JSON.parse(Buffer.from(open()).toString('utf8')));
  } catch {
    // Without the cause: a parser's message may quote what it read.
    throw new Failure({ kind: 'auth', key: 'vault.token_unreadable' });
  }
}
