// What every sender keeps: off until it is switched on, nothing without a confirmation, each invoice there once with its number and its
// receipt, whatever ends a run in between.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { Simulator } from '../../electron/core/providers/sdk/simulatorKit';
import type { OutboxId } from '../../shared/contract/sending';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import type { FieldValues } from '../../shared/forms/fields';
import { closeBenches, type Bench } from './bench';
import { answering, cut } from './gate';
import { places } from './places';

export interface SenderDetails {
  /** Values of an account that may send. */
  readonly values: (simulator: Simulator) => FieldValues;
  /** A document that the service would take now; another one each time. */
  readonly draft: (simulator: Simulator) => Buffer;
  /** Every document that the service has. */
  readonly held: (simulator: Simulator) => readonly Buffer[];
}

interface Office {
  readonly bench: Bench;
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  readonly ids: readonly OutboxId[];
  readonly documents: readonly Buffer[];
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export function senderSuite(manifest: ProviderManifest, open: () => Promise<Bench>, details: SenderDetails): void {
  const { sending } = manifest;
  if (!sending) throw new Error('no sender');

  async function office(isOn = true): Promise<Office> {
    const bench = await open();
    const { kontor, gate, values } = bench;
    const company = { name: 'Zielona Kuźnia', country: 'PL', taxId: '5265877635' } as const;
    const { id: companyId } = await kontor.call('companies.create', company);
    const order = { providerId: manifest.id, companyId };
    const { connectionId } = await kontor.connect(order, { ...values, ...details.values(gate.simulator) });
    if (isOn)
      await kontor.call('connections.saveSettings', { connectionId, settings: { [sending?.switchField ?? '']: true } });
    const documents = [details.draft(gate.simulator), details.draft(gate.simulator)];
    const ids: OutboxId[] = [];
    for (const document of documents) {
      const base64 = document.toString('base64');
      const draft = { companyId, connectionId, fileName: 'invoice.xml', base64, mode: 'online' } as const;
      ids.push((await kontor.call('sending.draft', draft)).id);
    }
    return { bench, companyId, connectionId, ids, documents };
  }
  const confirm = async ({ bench, ids }: Office) => {
    const { token = '' } = await bench.kontor.call('sending.prepare', { ids: [...ids] });
    return bench.ended(bench.kontor.call('sending.confirm', { token }));
  };
  const goOn = ({ bench, connectionId }: Office) => bench.ended(bench.kontor.call('sending.resume', { connectionId }));
  /** Where the service cannot be asked, a person looks what it has, and says so. */
  async function decideOpen({ bench, ids }: Office): Promise<void> {
    for (const id of sending?.asksPerson === true ? ids : []) {
      const { state, sha256 } = await bench.kontor.call('sending.get', { id });
      const hasArrived = details.held(bench.gate.simulator).map(hashOf).includes(sha256);
      if (state === 'unknown') await bench.ended(bench.kontor.call('sending.decide', { id, hasArrived }));
    }
  }
  async function expectEachOnce({ bench, ids, documents }: Office): Promise<void> {
    const held = details.held(bench.gate.simulator).map(hashOf);
    for (const document of documents) expect(held.filter((hash) => hash === hashOf(document))).toHaveLength(1);
    for (const id of ids) {
      const item = await bench.kontor.call('sending.get', { id });
      expect(item).toMatchObject({ state: 'accepted', hasReceipt: true });
      expect(item.remoteNumber ?? '').not.toBe('');
    }
  }

  describe(`${manifest.name} as every sender`, () => {
    closeBenches();

    it('is off on a new connection, and lets nothing out before it is switched on and confirmed', async () => {
      const one = await office(false);
      const { kontor, gate } = one.bench;
      expect(await kontor.refused('sending.prepare', { ids: [...one.ids] })).toMatchObject({ key: 'sending.off' });
      const sent = () =>
        gate.simulator.seen.filter(({ method, url }) => sending.isSendingCall(method, new URL(url))).length;
      const { connectionId } = one;
      await kontor.call('connections.saveSettings', { connectionId, settings: { [sending.switchField]: true } });
      await kontor.call('sending.prepare', { ids: [...one.ids] });
      expect(sent()).toBe(0);
      expect(await confirm(one)).toMatchObject({ state: 'done' });
      expect(sent()).toBeGreaterThan(0);
      await expectEachOnce(one);
    });

    it('has each invoice once after a service that went away, anywhere in between', { timeout: 180_000 }, async () => {
      const calm = await office();
      const before = calm.bench.gate.asked();
      expect(await confirm(calm)).toMatchObject({ state: 'done' });
      await expectEachOnce(calm);
      const requests = calm.bench.gate.asked() - before;
      for (const at of places(requests)) {
        const one = await office();
        one.bench.gate.fail(at % 2 === 0 ? cut : answering(503), at);
        await confirm(one);
        one.bench.gate.heal();
        await one.bench.restart();
        expect(await goOn(one), `from request ${String(at)} on`).toMatchObject({ state: 'done' });
        await decideOpen(one);
        await expectEachOnce(one);
      }
    });
  });
}
