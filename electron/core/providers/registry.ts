// Every provider of Kontor: one line each.
import type { ProviderManifest } from './sdk/defineProvider';
import ksef from './ksef/index';

export const registry: readonly ProviderManifest[] = [ksef];
