// What every source of invoices keeps: all of it, once, whatever ends a run in between.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { CompanyId } from '../../shared/domain/ids';
import { damageOriginal } from '../support/damage';
import { lookedThrough } from '../support/lookedThrough';
import { closeBenches, type Bench } from './bench';
import { answering, cut } from './gate';
import { places } from './places';

const FRESH_MS = 15 * 60_000;

/** Every record of the source by what it says and by the bytes it came in: also those that stand beneath another one's. */
async function contentOf({ kontor }: Bench, companyId: CompanyId): Promise<string[]> {
  const [connection] = await kontor.call('connections.list', { companyId });
  const filter = { companyId, ...(connection && { connectionId: connection.id }) };
  const { rows } = await kontor.call('invoices.list', { filter, sort: 'date_asc', limit: 500 });
  const lines = [];
  for (const { id, number, issueDate, gross } of rows) {
    const { sha256 } = await kontor.call('invoices.get', { id });
    lines.push([number, issueDate, gross.amount, gross.currency, sha256].join(' '));
  }
  return lines.toSorted();
}

export function sourceSuite(manifest: ProviderManifest, open: () => Promise<Bench>): void {
  const sync = (bench: Bench, companyId: CompanyId) => bench.ended(bench.kontor.call('sync.start', { companyId }));

  describe(`${manifest.name} as every source`, () => {
    closeBenches();

    it('brings every invoice once; the next run finds nothing new and doubles nothing', async () => {
      const bench = await open();
      const { companyId, connectionId } = await bench.connect();
      const first = await sync(bench, companyId);
      expect(first).toMatchObject({ state: 'done', parts: [{ connectionId }] });
      const content = await contentOf(bench, companyId);
      expect(content.length).toBeGreaterThan(0);
      const { newCount = 0, unreadable = [] } = first.parts[0] ?? {};
      expect(newCount + unreadable.length).toBe(content.length);
      await bench.kontor.host.clock.advance(FRESH_MS);
      expect((await sync(bench, companyId)).parts).toMatchObject([{ state: 'done', newCount: 0 }]);
      expect(await contentOf(bench, companyId)).toEqual(content);
      expect(bench.gate.busiest()).toBeLessThanOrEqual(manifest.limits.parallel);
    });

    it(
      'ends as an undisturbed run does after a service that went away, anywhere in between',
      { timeout: 120_000 },
      async () => {
        const calm = await open();
        const { companyId: calmId } = await calm.connect();
        const before = calm.gate.asked();
        await sync(calm, calmId);
        const content = await contentOf(calm, calmId);
        for (const [at, place] of places(calm.gate.asked() - before).entries()) {
          const bench = await open();
          const { companyId, connectionId } = await bench.connect();
          bench.gate.fail(at % 2 === 0 ? cut : answering(503), place);
          expect(await sync(bench, companyId)).toMatchObject({ state: 'failed', problem: { kind: 'unavailable' } });
          bench.gate.heal();
          await bench.restart();
          expect(await sync(bench, companyId)).toMatchObject({ state: 'done' });
          const [connection] = await bench.kontor.call('connections.list', { companyId });
          expect(connection).toMatchObject({ id: connectionId, state: 'ok' });
          expect(await contentOf(bench, companyId), `after request ${String(place)}`).toEqual(content);
        }
      },
    );

    it.runIf(manifest.invoices?.original)('gives a damaged original again by its number, as it was', async () => {
      const bench = await open();
      const { companyId } = await bench.connect();
      await sync(bench, companyId);
      const { kontor } = bench;
      damageOriginal(join(kontor.host.paths.archive, companyId));
      expect(await lookedThrough(kontor)).toMatchObject([{ canFetch: true, damages: [{ params: { count: 1 } }] }]);
      await kontor.host.clock.advance(FRESH_MS);
      await kontor.call('safety.fetchAgain', { companyId });
      expect(await lookedThrough(kontor)).toMatchObject([{ damages: [] }]);
    });

    it('stops when the user cancels while an answer is awaited, and goes on later', async () => {
      const bench = await open();
      const { companyId } = await bench.connect();
      const held = bench.gate.hold();
      const { runId } = await bench.kontor.call('sync.start', { companyId });
      await held;
      await bench.kontor.call('runs.cancel', { runId });
      expect(await bench.kontor.ended(runId)).toMatchObject({ state: 'cancelled' });
      expect(await sync(bench, companyId)).toMatchObject({ state: 'done' });
    });

    it('needs attention when its credentials are refused, and says so', async () => {
      const bench = await open();
      const { companyId } = await bench.connect();
      await bench.restart();
      bench.gate.fail(answering(401));
      const { state, problem } = await sync(bench, companyId);
      bench.gate.heal();
      expect([state, problem?.kind]).toEqual(['failed', 'auth']);
      const [connection] = await bench.kontor.call('connections.list', { companyId });
      expect(connection).toMatchObject({ state: 'needs_attention', problem: { kind: 'auth' } });
    });
  });
}
