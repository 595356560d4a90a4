// The check, and what a mediator does for its clients, against the simulated service: also when it dies or the answer is lost in between.
import { describe, expect, it } from 'vitest';
import { ediBench } from '../../../../tests/support/ediBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import type { Tick } from '../../../../shared/contract/connect';
import type { FieldValues } from '../../../../shared/forms/fields';
import type { RunTask, TaskContext } from '../sdk/actions';
import { CLIENTS, MEDIATORS, NEWCOMER } from '../sdk/edi/simulator/index';
import { lookUpAction, registerAction, removeAction, renewAction } from './actions';
import { verify } from './verify';

async function office(settings: FieldValues = {}) {
  const b = await ediBench({ waiting: 1 }, { registry_code: MEDIATORS.demo.code, ...settings });
  const ticks: Tick[] = [];
  const act = (task: RunTask, answers: FieldValues, ctx: TaskContext = b.task()) =>
    task(ctx, answers, (tick) => void ticks.push(tick));
  return { ...b, ticks, act };
}
const newcomer = { client_code: NEWCOMER, client_name: 'Uus OÜ' };

describe('the check', () => {
  it.each([
    [MEDIATORS.demo.code, 'verify.client.none'],
    [CLIENTS.others.code, 'verify.client.of'],
  ])('of %s says %s, and sends the first question without a token', async (registry_code, note) => {
    const o = await office({ registry_code });
    const ticks: Tick[] = [];
    const { identity } = await verify(o.context(), (tick) => void ticks.push(tick));
    expect(identity).toBe(`${registry_code}@${new URL(o.url).host}`);
    expect(ticks.filter(({ state }) => state === 'done').map((tick) => tick.note)).toEqual([
      'verify.reachable.answers',
      'verify.signed_in.mediator',
      note,
    ]);
    expect(o.simulator.seen.map(({ status }) => status)[0]).toBe(401);
  });

  it('does not give the token to what is another service', async () => {
    const o = await office();
    o.simulator.script([{ match: /./, times: 1, kind: { type: 'status', status: 200, body: '[]' } }]);
    expect(await failureOf(verify(o.context(), () => undefined))).toMatchObject({
      key: 'wrong_address',
      kind: 'user_input',
    });
    expect(o.calls(/./)).toHaveLength(1);
  });

  it('tells a client’s token from a mediator’s', async () => {
    const o = await office();
    const ctx = o.context({ mediator_token: CLIENTS.demo.token });
    expect(await failureOf(verify(ctx, () => undefined))).toMatchObject({ key: 'not_allowed', kind: 'permission' });
  });
});

describe('registering a client', () => {
  it('leads to a connection of its own, with its token sealed there and shown nowhere', async () => {
    const o = await office();
    const { lines, once } = await o.act(registerAction, newcomer);
    const token = o.control.world.clients.get(NEWCOMER)?.token ?? '';
    expect(token).not.toBe('');
    expect(o.kept).toEqual([
      {
        providerId: 'krediidiinfo',
        identity: `${NEWCOMER}@${new URL(o.url).host}`,
        title: `Krediidiinfo EDI ${NEWCOMER}`,
        company: { name: 'Uus OÜ', taxId: NEWCOMER },
        values: { base_url: o.url, registry_code: NEWCOMER, client_token: token },
      },
    ]);
    expect(lines.map(({ key }) => key)).toEqual(['action.register_client.done', 'action.kept.new']);
    expect(once).toBeUndefined();
    expect(JSON.stringify([lines, o.ticks, [...o.notes]])).not.toContain(token);
    expect(o.ticks.filter(({ state }) => state === 'done').map(({ id }) => id)).toEqual([
      'looked_up',
      'registered',
      'token',
      'kept',
    ]);
    expect([...o.notes.keys()]).toEqual([]);
  });

  it.each([
    ['before it is registered', /^POST .*clients$/, 'cut'],
    ['after it was registered', /^POST .*clients$/, 'lose_answer'],
    ['before the token', /^POST .*tokens$/, 'cut'],
    ['after the token was made', /^POST .*tokens$/, 'lose_answer'],
  ] as const)('that is cut off %s is taken up again', async (_, match, type) => {
    const o = await office();
    o.simulator.script([{ match, times: 1, kind: { type } }]);
    expect(await failureOf(o.act(registerAction, newcomer))).toMatchObject({ kind: 'unavailable' });
    await o.act(registerAction, newcomer);
    expect(o.kept).toHaveLength(1);
    expect(o.kept[0]?.values['client_token']).toBe(o.control.world.clients.get(NEWCOMER)?.token);
  });

  it('that died before the token was sealed is taken up again; nothing is registered twice', async () => {
    const o = await office();
    const dying: TaskContext = { ...o.task(), keepConnection: () => Promise.reject(new Error('killed')) };
    await expect(o.act(registerAction, newcomer, dying)).rejects.toThrow('killed');
    await o.act(registerAction, newcomer);
    expect(o.kept).toHaveLength(1);
    expect(o.calls(/^POST .*clients$/)).toHaveLength(1);
  });

  it('refuses one that is ours, and one of another mediator, before anything is changed', async () => {
    const o = await office();
    expect(await failureOf(o.act(registerAction, { ...newcomer, client_code: CLIENTS.demo.code }))).toMatchObject({
      key: 'client_is_ours',
    });
    expect(await failureOf(o.act(registerAction, { ...newcomer, client_code: CLIENTS.others.code }))).toMatchObject({
      key: 'other_mediator',
      kind: 'permission',
      params: { mediator: MEDIATORS.other.code },
    });
    expect(o.calls(/^POST/)).toEqual([]);
    expect(await failureOf(o.act(registerAction, { ...newcomer, client_code: 'kaks sõna' }))).toMatchObject({
      key: 'code_shape',
    });
  });
});

describe('a client', () => {
  it('gets a new token, which takes the place of the one before', async () => {
    const o = await office();
    await o.act(renewAction, { client_code: CLIENTS.demo.code });
    expect(o.kept[0]?.values['client_token']).toBe(o.control.world.clients.get(CLIENTS.demo.code)?.token);
    expect(o.kept[0]?.values['client_token']).not.toBe(CLIENTS.demo.token);
    expect(await failureOf(o.act(renewAction, { client_code: NEWCOMER }))).toMatchObject({ key: 'client_unknown' });
  });

  it('is looked up: nobody’s, ours, somebody else’s', async () => {
    const o = await office();
    const asked = [NEWCOMER, CLIENTS.demo.code, CLIENTS.others.code].map((client_code) =>
      o.act(lookUpAction, { client_code }),
    );
    expect((await Promise.all(asked)).map(({ lines }) => lines[0]?.key)).toEqual([
      'action.look_up_client.nobody',
      'action.look_up_client.ours',
      'action.look_up_client.other',
    ]);
  });

  it('is removed when its code was typed twice, once', async () => {
    const o = await office();
    const client_code = CLIENTS.demo.code;
    expect(await failureOf(o.act(removeAction, { client_code, confirmation: 'yes' }))).toMatchObject({
      key: 'confirmation_wrong',
    });
    expect(o.calls(/./)).toEqual([]);
    o.simulator.script([{ match: /^DELETE/, times: 1, kind: { type: 'lose_answer' } }]);
    const twice = { client_code, confirmation: client_code };
    expect((await o.act(removeAction, twice)).lines[0]?.key).toBe('action.remove_client.done');
    expect((await o.act(removeAction, twice)).lines[0]?.key).toBe('action.remove_client.was_not_there');
    expect(o.control.world.clients.has(client_code)).toBe(false);
    const others = { client_code: CLIENTS.others.code, confirmation: CLIENTS.others.code };
    expect(await failureOf(o.act(removeAction, others))).toMatchObject({ kind: 'permission', key: 'other_mediator' });
  });
});
