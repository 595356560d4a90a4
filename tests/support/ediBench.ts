// The EDI interface over the real HTTP engine, against its simulator on a loopback port, with an archive of a map behind it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach } from 'vitest';
import type { KeptConnection, TaskContext } from '../../electron/core/providers/sdk/actions';
import type { PullRequest } from '../../electron/core/providers/sdk/defineProvider';
import {
  createEdiSimulator,
  CLIENTS,
  MEDIATORS,
  type EdiOptions,
} from '../../electron/core/providers/sdk/edi/simulator/index';
import type { PageItem, PullPage } from '../../electron/core/providers/sdk/pages';
import { serveOnLoopback } from '../../electron/core/providers/sdk/simulatorKit';
import { pullInvoices } from '../../electron/core/providers/krediidiinfo/pull';
import type { FieldValues } from '../../shared/forms/fields';
import { setUp } from './httpSetUp';
import { jumpingClock, testContext, type TestContext } from './providerContext';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((it) => it.close()));
});

export const NOW = Date.parse('2026-10-06T08:00:00.000Z');
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A client of the first mediator, and that mediator. */
export async function ediBench(knobs: Partial<EdiOptions> = {}, settings: FieldValues = {}) {
  const clock = jumpingClock(NOW);
  const served = await serveOnLoopback((baseUrl) =>
    createEdiSimulator({ now: () => clock.now(), baseUrl, seed: 1, ...knobs }),
  );
  open.push(served);
  const simulator = served.simulator as ReturnType<typeof createEdiSimulator>;
  const notes = new Map<string, string>();
  /** By natural key: the content of each version. */
  const archive = new Map<string, string[]>();
  const unreadable = new Set<string>();

  const context = (credentials: Readonly<Record<string, string>> = {}): TestContext =>
    testContext({
      http: setUp({ parallel: 2 }).http,
      clock,
      settings: { base_url: served.url, registry_code: CLIENTS.demo.code, ...settings },
      credentials: { client_token: CLIENTS.demo.token, mediator_token: MEDIATORS.demo.token, ...credentials },
      notes,
    });

  /** For tasks: what they hand over is kept in lists. */
  const kept: KeptConnection[] = [];
  const handed: string[] = [];
  const task = (credentials: Readonly<Record<string, string>> = {}): TaskContext => ({
    ...context(credentials),
    keepConnection: (order) => {
      kept.push(order);
      return Promise.resolve({ title: order.title, company: order.company.name, isNew: true });
    },
    handOn: (secret) => Promise.resolve(handed.push(secret) > 0),
  });

  const keep = ({ naturalKey, content }: PageItem): void => {
    const bytes = 'path' in content ? readFileSync(content.path) : Buffer.from(content.base64, 'base64');
    const versions = archive.get(naturalKey) ?? [];
    if (versions.at(-1) !== sha256(bytes)) archive.set(naturalKey, [...versions, sha256(bytes)]);
  };

  /** As the core does it: while a page is stored the next one may be fetched. `dieAt`: the process ends there. */
  async function pull(
    dieAt: { readonly place: 'before' | 'after'; readonly page: number } | null = null,
    ctx = context(),
  ) {
    const pages: PullPage[] = [];
    const flight = { stored: Promise.resolve() };
    const request: PullRequest = {
      checkpoints: new Map(),
      startedAtMs: clock.now(),
      committed: () => flight.stored,
      missing: (keys) => Promise.resolve(keys.filter((key) => !archive.has(key))),
      unreadable: (keys) => Promise.resolve(keys.filter((key) => unreadable.has(key))),
    };
    const store = async (page: PullPage, at: number): Promise<void> => {
      if (dieAt?.page === at && dieAt.place === 'before') throw new Error('killed');
      await Promise.resolve();
      if (page.content.kind === 'items') page.content.items.forEach(keep);
      if (dieAt?.page === at && dieAt.place === 'after') throw new Error('killed');
    };
    for await (const page of pullInvoices(ctx, request)) {
      await flight.stored;
      flight.stored = store(page, pages.length);
      flight.stored.catch(() => undefined);
      pages.push(page);
    }
    await flight.stored;
    return { pages, logged: ctx.logged };
  }

  return {
    url: served.url,
    clock,
    simulator,
    control: simulator.control,
    notes,
    archive,
    unreadable,
    context,
    task,
    kept,
    handed,
    pull,
    box: () => simulator.control.box(CLIENTS.demo.code),
    versions: () => [...archive.values()].flat(),
    calls: (pattern: RegExp) =>
      simulator.seen
        .map(({ method, url }) => `${method} ${new URL(url).pathname}`)
        .filter((line) => pattern.test(line)),
  };
}
