// From token to certificate: the new sign-in is checked and saved first, then the old session is ended and, if wished, the old token revoked.
import type { FieldValues } from '../../../../shared/forms/fields';
import type { ProviderContext } from '../sdk/context';
import { openKsefClient } from './ksefClient';
import { signOut } from './signOut';
import { cleanToken, referenceOfToken } from './token';

/** With the connection as it was. A token may revoke itself, without any other right. */
export async function leaveToken(old: ProviderContext, answers: FieldValues): Promise<void> {
  const reference = referenceOfToken(cleanToken(old.connection.credential('token') ?? ''));
  try {
    if (answers['revoke_token'] === true && reference !== null) await openKsefClient(old).tokens.revoke(reference);
  } finally {
    await signOut(old);
  }
}
