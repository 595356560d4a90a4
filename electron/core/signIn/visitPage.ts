// Opens a sign-in page and waits for the browser to come back with its answer; in the demo the page is followed instead.
import { Failure } from '../../../shared/errors';
import type { Clock, Opener } from '../ports';
import type { PageAnswer, PageVisit, VisitPage } from '../providers/sdk/context';
import { isAnswer, listenForReturn } from './listenForReturn';
import type { ReturnTexts } from './returnPage';

const LIMIT_MS = 5 * 60_000;
/** Stands for the port where nothing listens, because nothing has to. */
const NO_PORT = 49_152;

export interface VisitParts {
  readonly opener: Opener;
  readonly clock: Clock;
  readonly texts: () => Promise<ReturnTexts>;
}

export function visitPages(parts: VisitParts): VisitPage {
  return async (visit) => {
    const { redirect } = visit;
    const port = redirect.ports[0] ?? NO_PORT;
    const unheard = `http://${redirect.host}:${String(port)}${redirect.path}`;
    const follow = parts.opener.follower?.(visit.page(unheard));
    return follow ? followed(visit, unheard, follow) : visited(parts, visit);
  };
}

async function followed(
  { page, opened, state }: PageVisit,
  redirectUri: string,
  follow: (url: string) => Promise<string>,
): Promise<PageAnswer> {
  const url = page(redirectUri);
  opened(url);
  const end = new URL(await follow(url));
  if (end.origin + end.pathname !== redirectUri || !isAnswer(end.searchParams, state))
    throw new Error('the page came back without an answer');
  return { redirectUri, answer: end.searchParams };
}

async function visited({ opener, clock, texts }: VisitParts, visit: PageVisit): Promise<PageAnswer> {
  const listening = await listenForReturn(visit.redirect, visit.state, await texts());
  const timer = new AbortController();
  try {
    const url = visit.page(listening.redirectUri);
    visit.opened(url);
    await opener.open(url);
    const limit = clock.sleep(LIMIT_MS, AbortSignal.any([visit.signal, timer.signal])).then(() => {
      throw new Failure({ kind: 'unavailable', key: 'oauth.not_finished' });
    });
    const answer = await Promise.race([listening.returned, limit]);
    return { redirectUri: listening.redirectUri, answer };
  } finally {
    timer.abort();
    await listening.close();
  }
}
