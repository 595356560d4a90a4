// Every provider of Kontor: one line each.
import type { ProviderManifest } from './sdk/defineProvider';
import ksef from './ksef/index';
import fiskaly from './fiskaly/index';
import nextcloud from './nextcloud/index';

export const registry: readonly ProviderManifest[] = [ksef, nextcloud, fiskaly];
