// Unpackers by provider and name, loaded when a package of theirs comes.
import type { Unpacker } from '../providers/sdk/pages';
import { registry } from '../providers/registry';
import { refused } from './failures';

export async function providerUnpacker(providerId: string, name: string): Promise<Unpacker> {
  const unpackers = registry.find((provider) => provider.id === providerId)?.invoices?.unpackers;
  const load = unpackers !== undefined && Object.hasOwn(unpackers, name) ? unpackers[name] : undefined;
  if (load === undefined) throw refused('archive.unknown_package', { provider: providerId, unpacker: name });
  return load();
}
