// An accounting program's client over the real HTTP engine, against its simulator on a loopback port.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Tick } from '../../shared/contract/connect';
import type { FieldValues } from '../../shared/forms/fields';
import type { ProviderManifest, PullRequest } from '../../electron/core/providers/sdk/defineProvider';
import type { PageItem, PullPage } from '../../electron/core/providers/sdk/pages';
import { serveOnLoopback, type Simulator, type SimulatorOptions } from '../../electron/core/providers/sdk/simulatorKit';
import { setUp } from './httpSetUp';
import { jumpingClock, testContext } from './providerContext';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((it) => it.close()));
});

/** A Tuesday morning in Poland. */
export const NOW = Date.parse('2026-10-06T08:00:00.000Z');

export async function accountingBench<S extends Simulator>(
  manifest: ProviderManifest,
  make: (options: SimulatorOptions) => S,
  values: FieldValues = {},
) {
  const clock = jumpingClock(NOW);
  let made: S | undefined;
  const served = await serveOnLoopback((baseUrl) => {
    made = make({ now: () => clock.now(), baseUrl, seed: 1 });
    return made;
  });
  open.push(served);
  if (!made) throw new Error('the simulator was not made');
  const simulator = made;
  const all: FieldValues = { ...manifest.demoValues, base_url: served.url, ...values };
  const isSecret = (id: string) => manifest.fields.some((it) => it.id === id && it.store === 'credentials');
  const settings: FieldValues = Object.fromEntries(Object.entries(all).filter(([id]) => !isSecret(id)));
  const credentials = Object.fromEntries(
    Object.entries(all).flatMap(([id, value]) => (isSecret(id) ? [[id, String(value)]] : [])),
  );
  const checkpoints = new Map<string, string>();
  const stored = new Map<string, PageItem>();

  const context = () => testContext({ http: setUp({ parallel: 2 }).http, clock, settings, credentials });

  async function pull(more: Partial<PullRequest> = {}): Promise<PullPage[]> {
    const pages: PullPage[] = [];
    const request: PullRequest = {
      checkpoints: new Map(checkpoints),
      startedAtMs: clock.now(),
      known: ({ prefix, from, to }) =>
        Promise.resolve(
          [...stored.values()]
            .filter(({ naturalKey, facts, isDeleted }) => {
              const date = facts?.issueDate ?? '';
              return isDeleted !== true && naturalKey.startsWith(prefix) && date >= from && date <= to;
            })
            .map(({ naturalKey }) => naturalKey),
        ),
      ...more,
    };
    const read = await manifest.invoices?.pull();
    if (!read) throw new Error('no source');
    for await (const page of read(context(), request)) {
      pages.push(page);
      checkpoints.set(page.checkpoint.stream, page.checkpoint.value);
      for (const item of page.content.kind === 'items' ? page.content.items : []) stored.set(item.naturalKey, item);
    }
    return pages;
  }

  /** The service's own file of a record, as far as it offers one. */
  async function file(item: Pick<PageItem, 'naturalKey' | 'content'>, direction: 'sale' | 'purchase') {
    const files = await manifest.invoices?.sourceFiles?.();
    const record = { naturalKey: item.naturalKey, direction, content: Buffer.from(textOf(item), 'utf8') };
    if (files?.has(record) !== true) return null;
    const [ctx, told] = [context(), [] as number[]];
    const toPath = join(ctx.spool, 'file');
    const { name, isPackage = false } = await files.fetch(ctx, {
      record,
      toPath,
      onBytes: (bytes) => told.push(bytes),
    });
    const bytes = readFileSync(toPath);
    return { name, isPackage, bytes, start: bytes.subarray(0, 5).toString('latin1'), told };
  }

  return {
    file,
    url: served.url,
    clock,
    simulator,
    settings,
    checkpoints,
    stored,
    context,
    pull,
    itemsOf: (pages: readonly PullPage[]): readonly PageItem[] =>
      pages.flatMap(({ content }) => (content.kind === 'items' ? content.items : [])),
    /** `ticks`: for whoever wants to see those of a check that fails. */
    check: async (ticks: Tick[] = []) => {
      const verify = await manifest.verify();
      const result = await verify(context(), (tick) => void ticks.push(tick));
      return { result, ticks, notes: ticks.filter(({ state }) => state !== 'running').map(({ note }) => note) };
    },
    asked: () => simulator.seen.length,
  };
}

/** What a record says, as it came. */
export const textOf = ({ content }: Pick<PageItem, 'content'>): string =>
  'base64' in content ? Buffer.from(content.base64, 'base64').toString('utf8') : '';
