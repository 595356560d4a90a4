// What every provider keeps, whatever stands behind it: run through the whole core, against the provider's own simulator.
import { describe, expect, it } from 'vitest';
import { defineProvider, type ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { Simulator } from '../../electron/core/providers/sdk/simulatorKit';
import type { FieldValues } from '../../shared/forms/fields';
import type { ErrorKind } from '../../shared/errors';
import { missingTexts } from '../support/problemTexts';
import { closeBenches, openBench, type Bench } from './bench';
import { badlyStored, missingDeclarations } from './declares';
import { destinationSuite } from './destination.suite';
import { answering, cut, type Fault, type MakeSimulator } from './gate';
import { senderSuite, type SenderDetails } from './sender.suite';
import { sourceSuite } from './source.suite';

export interface SuiteDetails {
  /** Credentials of the right shape that the service does not know. */
  readonly wrong: FieldValues;
  /** Another account of the same service: an existing connection must not become it unnoticed. */
  readonly other?: FieldValues;
  /** On top of the demo values. */
  readonly values?: FieldValues;
  /** A simulator with less data than the demo's. */
  readonly simulator?: MakeSimulator;
  /** How a sender is tested; every provider with `sending` has it. */
  readonly sender?: SenderDetails;
  /** What lies at a destination, by path. */
  readonly files?: (simulator: Simulator) => ReadonlyMap<string, Buffer>;
}

const HTML = '<!DOCTYPE html><html><body>Planned maintenance</body></html>';
const PAGE = answering(200, HTML, { 'content-type': 'text/html' });
const FAULTS: readonly (readonly [string, Fault, readonly ErrorKind[]])[] = [
  ['a connection that breaks', cut, ['unavailable']],
  ['500', answering(500), ['unavailable']],
  ['503 with a page', answering(503, HTML, { 'content-type': 'text/html' }), ['unavailable']],
  ['429 with seconds', answering(429, '', { 'retry-after': '7' }), ['rate_limited']],
  ['429 with a date', answering(429, '', { 'retry-after': 'Tue, 06 Oct 2026 08:00:07 GMT' }), ['rate_limited']],
  ['429 without a word', answering(429), ['rate_limited']],
  ['a page of HTML with status 200', PAGE, ['user_input', 'unavailable']],
  ['an empty answer with status 200', answering(200), ['user_input', 'unavailable']],
  ['half an answer', answering(200, '{"half":', { 'content-type': 'application/json' }), ['user_input', 'unavailable']],
  ['401 without a word', answering(401), ['auth', 'user_input']],
  ['403 without a word', answering(403), ['permission', 'auth', 'user_input', 'unavailable']],
];

export function providerSuite(manifest: ProviderManifest, details: SuiteDetails): void {
  const bench = (): Promise<Bench> => openBench({ manifest, ...details });

  describe(`${manifest.name} as every provider`, () => {
    closeBenches();

    it('declares itself whole: fields, steps, guide and allowances have their names', () => {
      expect(() => defineProvider(manifest)).not.toThrow();
      expect(missingDeclarations(manifest)).toEqual([]);
      expect(details.sender !== undefined, 'a sender is tested as one').toBe(manifest.sending !== undefined);
      expect(badlyStored(manifest)).toEqual([]);
    });

    it('ticks through the steps it named, in their order, and saves nothing before', async () => {
      const { kontor, values } = await bench();
      const { id: flowId } = await kontor.call('connect.start', { providerId: manifest.id });
      const { view } = await kontor.check(flowId, values);
      expect(view.current).toMatchObject({ step: 'checked' });
      expect(view.current).not.toHaveProperty('identity', '');
      const ticks = view.current.step === 'checked' ? view.current.ticks : [];
      expect(ticks.map(({ id }) => id)).toEqual(manifest.verifySteps);
      expect(ticks.filter(({ state }) => state !== 'done' && state !== 'skipped')).toEqual([]);
      expect(await kontor.call('companies.list', undefined)).toEqual([]);
    });

    it('tells wrong credentials in its own words, keeps the flow, and goes on with the right ones', async () => {
      const { kontor, values } = await bench();
      const { id: flowId } = await kontor.call('connect.start', { providerId: manifest.id });
      const refused = (await kontor.check(flowId, { ...values, ...details.wrong })).view.current;
      expect(refused).toMatchObject({ step: 'form', problem: { kind: 'auth' } });
      const key = refused.step === 'form' ? (refused.problem?.key ?? '') : '';
      expect(missingTexts(key, [manifest])).toEqual([]);
      expect(await kontor.call('companies.list', undefined)).toEqual([]);
      const [run] = await kontor.call('runs.list', { kind: 'verify', limit: 1 });
      expect(run).toMatchObject({ state: 'failed', problem: { key } });
      expect((await kontor.check(flowId, values)).view.current).toMatchObject({ step: 'checked' });
    });

    it.each(FAULTS)('explains %s, from the first request or in between, and recovers', async (_, fault, kinds) => {
      const { gate, kontor, values } = await bench();
      const { id: flowId } = await kontor.call('connect.start', { providerId: manifest.id });
      expect((await kontor.check(flowId, values)).view.current).toMatchObject({ step: 'checked' });
      for (const good of new Set([0, Math.floor(gate.asked() / 2)])) {
        gate.fail(fault, good);
        const { current } = (await kontor.check(flowId, values)).view;
        const problem = current.step === 'form' ? current.problem : undefined;
        expect(kinds, JSON.stringify(current)).toContain(problem?.kind);
        expect(missingTexts(problem?.key ?? '', [manifest])).toEqual([]);
        gate.heal();
      }
      expect((await kontor.check(flowId, values)).view.current).toMatchObject({ step: 'checked' });
    });

    it('refuses the same account a second time, and names the connection it is', async () => {
      const { kontor, values, connect } = await bench();
      const { companyId } = await connect();
      const title = (await kontor.call('connections.list', { companyId }))[0]?.title;
      const { id: flowId } = await kontor.call('connect.start', { providerId: manifest.id, companyId });
      const { current } = (await kontor.check(flowId, values)).view;
      expect(current).toMatchObject({
        step: 'form',
        problem: { kind: 'conflict', key: 'connect.already_connected', params: { title } },
      });
    });

    it.skipIf(details.other === undefined)('does not become another account when signing in again', async () => {
      const { kontor, values, connect } = await bench();
      const { connectionId, companyId } = await connect();
      const { id: flowId } = await kontor.call('connect.start', { providerId: manifest.id, connectionId });
      const { current } = (await kontor.check(flowId, { ...values, ...details.other })).view;
      expect(current).toMatchObject({ step: 'form', problem: { key: 'connect.wrong_account' } });
      const [kept] = await kontor.call('connections.list', { companyId });
      expect(kept).toMatchObject({ id: connectionId, state: 'ok' });
    });

    it('stops at once when the user leaves while an answer is awaited', async () => {
      const { gate, kontor, values } = await bench();
      const { id: flowId } = await kontor.call('connect.start', { providerId: manifest.id });
      const held = gate.hold();
      await kontor.call('connect.check', { flowId, values });
      await held;
      await kontor.call('connect.cancel', { flowId });
      await kontor.stop();
    });

    it('checks a saved connection as a run, and keeps to its own limit of calls at once', async () => {
      const { gate, kontor, connect, ended } = await bench();
      const { connectionId } = await connect();
      expect(await ended(kontor.call('connections.verify', { connectionId }))).toMatchObject({ state: 'done' });
      expect(gate.busiest()).toBeLessThanOrEqual(manifest.limits.parallel);
    });
  });

  if (manifest.invoices) sourceSuite(manifest, bench);
  if (manifest.files) destinationSuite(manifest, bench, details.files);
  if (manifest.sending && details.sender) senderSuite(manifest, bench, details.sender);
}
