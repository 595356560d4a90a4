// The list of encryption certificates, and the refusal of a key that is not in it.
import { badRequest, json, type Refusal } from '../http/answers';
import type { Route } from '../http/call';
import type { World } from '../world';

export const unknownKey = (keyId: string): Refusal =>
  badRequest(
    21470,
    'Przesłany identyfikator klucza jest nieznany lub wskazuje na wycofany klucz.',
    `Klucz o identyfikatorze ${keyId} nie jest wspierany.`,
  );

export function keyRoutes(world: World): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/security/public-key-certificates',
      access: 'public',
      handle: async () => json(200, await world.keys.list()),
    },
  ];
}
