// Tasks that go on after what happened elsewhere, or after answers that were lost, against the simulated fiskaly.
import { describe, expect, it } from 'vitest';
import { fiskaly } from '../../../../tests/support/fiskalyBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import type { TaskContext } from '../sdk/actions';
import type { WorkContext } from '../sdk/context';
import { foundTssAction } from './actions';
import { signReceiptAction } from './signReceiptAction';
import { DEMO_TSS } from './simulator/index';
import { listTransactions, listTss } from './signDe';
import { addRegister, pukOf } from './tssLife';

const taskOf = (ctx: WorkContext): TaskContext => ({
  ...ctx,
  keepConnection: () => Promise.reject(new Error('no other connection')),
  handOn: () => Promise.resolve(false),
});

describe('a TSS', () => {
  it('is left as no admin, also when the answer to the sign-in was lost', async () => {
    const f = await fiskaly();
    f.simulator.script([{ match: /^POST .*\/admin\/auth$/, times: 1, kind: { type: 'lose_answer' } }]);
    const adding = addRegister(f.context(), f.api(), DEMO_TSS.id, DEMO_TSS.pin, 'KASSE-09');
    expect(await failureOf(adding)).toMatchObject({ kind: 'unavailable' });
    const events = f.control.logsOf(DEMO_TSS.id).map(({ name }) => /_Log-Sys_(\w+)/.exec(name)?.[1]);
    expect(events.slice(-2)).toEqual(['authenticateUser', 'logOut']);
  });

  it.each(['EVICTED', 'DELETED', 'DEFECTIVE', 'DISABLED'] as const)(
    'that became %s before it was ready is not called founded: another one is',
    async (state) => {
      const f = await fiskaly({ months: 0 });
      const found = () =>
        foundTssAction(taskOf(f.context()), { admin_pin: '975310', description: 'Kasse 2' }, () => undefined);
      f.simulator.script([{ match: /^PATCH .*\/tss\/[^/]+$/, times: 9, kind: { type: 'cut' } }]);
      expect(await failureOf(found())).toMatchObject({ kind: 'unavailable' });
      f.simulator.script([]);
      const [begun] = (await listTss(f.api(), { limit: 9, offset: 0 })).data;
      f.control.setState(begun?._id ?? '', state);
      const { once } = await found();
      const ready = (await listTss(f.api(), { limit: 9, offset: 0 })).data.filter((tss) => tss.state === 'INITIALIZED');
      expect(ready).toMatchObject([{ description: 'Kasse 2' }]);
      expect(once).toEqual([{ label: 'action.puk', value: await pukOf(f.context(), ready[0]?._id ?? '') }]);
    },
  );
});

describe('a receipt by hand', () => {
  const sign = (f: Awaited<ReturnType<typeof fiskaly>>, amount: string) =>
    signReceiptAction(taskOf(f.context()), { amount, vat_rate: 'normal', payment_kind: 'cash' }, () => undefined).then(
      ({ once = [] }) => once[0]?.value.split(';')[3],
    );

  it.each([
    ['start', 0],
    ['finish', 1],
  ])('of another amount is not the one whose answer to the %s was lost', async (_, passes) => {
    const f = await fiskaly();
    const match = /^PUT .*\/tx\//;
    f.simulator.script([
      ...(passes === 0 ? [] : [{ match, times: passes, kind: { type: 'named', name: 'none' } } as const]),
      { match, times: 1, kind: { type: 'lose_answer' } },
      { match: /^GET .*\/tx\//, times: 3, kind: { type: 'cut' } },
    ]);
    expect(await failureOf(sign(f, '10,00'))).toMatchObject({ key: 'signature_unknown' });
    expect(await sign(f, '20,00')).toBe('Beleg^20.00_0.00_0.00_0.00_0.00^20.00:Bar');
    const open = await listTransactions(f.api(), DEMO_TSS.id, { limit: 10, offset: 0, states: ['ACTIVE'] });
    expect(open.data).toEqual([]);
    expect(f.notes.size).toBe(0);
  });

  it('is signed once, however often its answer was lost', async () => {
    const f = await fiskaly();
    const before = f.control.transactionCount(DEMO_TSS.id);
    f.simulator.script([
      { match: /^PUT .*\/tx\//, times: 1, kind: { type: 'lose_answer' } },
      { match: /^GET .*\/tx\//, times: 3, kind: { type: 'cut' } },
    ]);
    expect(await failureOf(sign(f, '10,00'))).toMatchObject({ key: 'signature_unknown' });
    expect(await sign(f, '10,00')).toBe('Beleg^10.00_0.00_0.00_0.00_0.00^10.00:Bar');
    expect(f.control.transactionCount(DEMO_TSS.id) - before).toBe(1);
  });
});
