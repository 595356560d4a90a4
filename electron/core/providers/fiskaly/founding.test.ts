// A TSS whose life goes on elsewhere, or whose answers are lost, against the simulated fiskaly.
import { describe, expect, it } from 'vitest';
import { fiskaly } from '../../../../tests/support/fiskalyBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import type { TaskContext } from '../sdk/actions';
import type { WorkContext } from '../sdk/context';
import { foundTssAction } from './actions';
import { DEMO_TSS } from './simulator/index';
import { listTss } from './signDe';
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
