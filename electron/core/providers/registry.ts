// Every provider of Kontor: one line each.
import type { ProviderManifest } from './sdk/defineProvider';

export const registry: readonly ProviderManifest[] = [];
