// The texts of a cloud that one signs in to: those of its own table, and those of the common code.
import { fileURLToPath } from 'node:url';
import { STATUS } from '../../electron/core/providers/sdk/cloud/errorTable';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { RefusalRow } from '../../electron/core/providers/sdk/refusals';
import { textsSuite } from './texts.suite';

export function cloudTextsSuite(
  manifest: ProviderManifest,
  codes: ReadonlyMap<string, RefusalRow>,
  more: { readonly problems?: readonly string[]; readonly composed?: readonly string[] } = {},
): void {
  const everywhere = ['in_the_way', 'scope_missing', 'account_closed', 'damaged_on_way'];
  textsSuite(manifest, {
    folder: fileURLToPath(new URL('../../electron/core/providers/sdk/cloud', import.meta.url)),
    problems: [
      ...[...codes.values(), ...STATUS.values()].map(([, key]) => key),
      ...everywhere,
      ...(more.problems ?? []),
    ],
    composed: ['fact.signed_in_until.none', ...(more.composed ?? [])],
  });
}
