// The manifest of a provider that a connection names.
import type { ProviderManifest } from './sdk/defineProvider';

export function lookUp(known: readonly ProviderManifest[]): (id: string) => ProviderManifest {
  return (id) => {
    const manifest = known.find((candidate) => candidate.id === id);
    if (!manifest) throw new Error(`no provider ${id}`);
    return manifest;
  };
}
