// The demo's pages are followed here: simulated services inside this process need neither browser nor socket.
import type { Opener, Transport } from '../ports';

const MOST_STEPS = 5;
const PATIENCE_MS = 10_000;

export function followingOpener(
  browser: Opener,
  transport: Transport,
  isSimulated: (origin: string) => boolean,
): Opener {
  const isOurs = (url: string): boolean => isSimulated(new URL(url).origin);

  /** Where the page leads to; null: it stays. */
  async function step(url: string): Promise<string | null> {
    const { status, headers, body } = await transport.send({
      method: 'GET',
      url,
      headers: { accept: 'text/html' },
      idleTimeoutMs: PATIENCE_MS,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await body[Symbol.asyncIterator]().return?.();
    const to = headers['location'];
    return status >= 300 && status < 400 && to !== undefined ? new URL(to, url).href : null;
  }

  async function follow(first: string): Promise<string> {
    let url = first;
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      const next = await step(url);
      if (next === null) throw new Error(`${new URL(url).pathname} leads nowhere`);
      if (!isOurs(next)) return next;
      url = next;
    }
    throw new Error(`${new URL(first).pathname} leads on and on`);
  }

  return {
    open: async (url) => {
      if (isOurs(url)) await step(url);
      else await browser.open(url);
    },
    follower: (url) => (isOurs(url) ? follow : (browser.follower?.(url) ?? null)),
  };
}
