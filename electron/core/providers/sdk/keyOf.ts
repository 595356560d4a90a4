// A key that somebody pasted: without the spaces around it, or a failure that names it (texts `key_missing`, with its name).
import type { ProviderContext } from './context';
import { authFailed } from './errors';

/** `name` is what the service itself calls the key. */
export function keyOf(ctx: Pick<ProviderContext, 'connection'>, field: string, name: string): string {
  const value = (ctx.connection.credential(field) ?? '').trim();
  if (value === '')
    throw authFailed('key_missing', { params: { name }, fieldErrors: { [field]: 'connect.field.required' } });
  return value;
}
