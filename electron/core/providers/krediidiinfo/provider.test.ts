// The check of a post box, and what can be asked of it, against the simulated service.
import { describe, expect, it } from 'vitest';
import { ediBench } from '../../../../tests/support/ediBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { CLIENTS, MEDIATORS, NEWCOMER } from '../sdk/edi/simulator/index';
import { handOnAction } from './handOn';
import { identityIn } from './identity';
import { lookUpAction } from './lookUp';
import { verify } from './verify';

const notesOf = async (b: Awaited<ReturnType<typeof ediBench>>, client_token?: string) => {
  const notes: (string | undefined)[] = [];
  await verify(b.context(client_token === undefined ? {} : { client_token }), ({ state, note }) => {
    if (state === 'done') notes.push(note);
  });
  return notes;
};

describe('the check', () => {
  it('tells who is signed in, that others can send here, and what waits; and takes nothing out', async () => {
    const b = await ediBench();
    expect(await notesOf(b)).toEqual([
      'verify.reachable.answers',
      'verify.signed_in.client',
      'verify.receives.yes',
      'verify.waiting.some',
    ]);
    expect(b.box()).toHaveLength(20);
    expect(b.calls(/^(?!GET|HEAD)/)).toEqual([]);
  });

  it('tells an empty box, and a code that the service knows no receiver for', async () => {
    const b = await ediBench({ waiting: 0 }, { registry_code: NEWCOMER });
    expect((await notesOf(b)).slice(2)).toEqual(['verify.receives.no', 'verify.waiting.none']);
  });

  it.each([
    ['a mediator’s token', MEDIATORS.demo.token, 'permission', 'not_allowed'],
    ['a token of then', 'x'.repeat(32), 'auth', 'token_refused'],
  ])('tells %s', async (_, client_token, kind, key) => {
    const b = await ediBench();
    expect(await failureOf(notesOf(b, client_token))).toMatchObject({ kind, key });
  });
});

it('looks up a receiver', async () => {
  const b = await ediBench();
  const ask = async (receiver_code: string) =>
    (await lookUpAction(b.task(), { receiver_code }, () => undefined)).lines[0]?.key;
  expect(await ask(CLIENTS.others.code)).toBe('action.look_up.receives');
  expect(await ask(NEWCOMER)).toBe('action.look_up.does_not');
});

it('hands its token on by main alone, and says whether', async () => {
  const b = await ediBench();
  const ctx = b.task();
  const done = await handOnAction(ctx, {}, () => undefined);
  expect(done).toEqual({ lines: [{ key: 'action.hand_on.done', params: {} }] });
  expect(b.handed).toEqual([CLIENTS.demo.token]);
  const declined = await handOnAction({ ...ctx, handOn: () => Promise.resolve(false) }, {}, () => undefined);
  expect(declined.lines[0]?.key).toBe('action.hand_on.kept');
});

it('knows an invoice by sight, whatever its prefixes, and invents nothing for what is none', () => {
  expect(identityIn('<Order/>')).toEqual({});
  const text =
    '<a:E_Invoice><a:SellerParty><a:Name>A &amp; B</a:Name></a:SellerParty><a:InvoiceNumber> 7 </a:InvoiceNumber><a:InvoiceDate>2026-01-15+02:00</a:InvoiceDate>';
  expect(identityIn(text)).toEqual({ number: '7', issueDate: '2026-01-15', seller: { name: 'A & B' } });
});
