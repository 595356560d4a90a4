// Pages that a sign-in needs: in the system browser, or followed inside this process where the service is a simulated one.
import type { Language } from '../../../shared/domain/ids';
import type { Host, Opener, Transport } from '../ports';
import type { VisitPage } from '../providers/sdk/context';
import type { ProviderManifest } from '../providers/sdk/defineProvider';
import { demoOrigin } from '../providers/sdk/demoOrigin';
import type { Texts } from '../texts';
import { followingOpener } from './followPage';
import { returnTexts } from './returnPage';
import { visitPages } from './visitPage';

export interface PageParts {
  readonly host: Pick<Host, 'opener' | 'clock'>;
  readonly manifests: readonly ProviderManifest[];
  /** With the simulated services of the demo company in it. */
  readonly transport: Transport;
  readonly language: () => Promise<Language>;
  readonly texts: Texts;
}

export function signInPages({ host, manifests, transport, language, texts }: PageParts): {
  readonly opener: Opener;
  readonly visit: VisitPage;
} {
  const simulated = new Set(manifests.map(({ id }) => demoOrigin(id)));
  const opener = followingOpener(host.opener, transport, (origin) => simulated.has(origin));
  return { opener, visit: visitPages({ opener, clock: host.clock, texts: () => returnTexts(language, texts) }) };
}
