// A sign-in that holds for some internet addresses only: over a loopback socket, against a service that keeps to it.
import { describe, expect, it } from 'vitest';
import { parseValues } from '../../../../shared/forms/parseValues';
import { bench, count, specOf } from '../../../../tests/support/ksefBench';
import ksef from './index';
import { openKsefClient } from './ksefClient';
import { openSession } from './session';
import { firmSeal } from './simulator/keys/authority';
import { verify } from './verify';

const NIP = '5265877635';
const START = /^POST .*\/auth\/(ksef-token|xades-signature)$/;
const OFFICE = '203.0.113.7';
const POLICY = '203.0.113.7, 203.0.113.10-203.0.113.20, 198.51.100.0/24';

async function office(kind: 'token' | 'certificate', clientIp: string, allowed_ips = POLICY) {
  const b = await bench({ clientIp }, { allowed_ips });
  const made = b.control.certificate({ subject: firmSeal(NIP, 'Zielona Kuźnia sp. z o.o.') });
  const files = { certificate: made.certificatePem, key: made.keyPem };
  return { b, context: () => (kind === 'token' ? b.context() : b.withCertificate(files)) };
}

describe.each(['token', 'certificate'] as const)('a sign-in with a %s for some addresses', (kind) => {
  it.each([OFFICE, '203.0.113.15', '198.51.100.200'])('works from %s', async (clientIp) => {
    const { context } = await office(kind, clientIp);
    expect(await verify(context(), () => undefined)).toMatchObject({ settings: { nip: NIP } });
  });

  it('is not even begun from elsewhere, and says from where', async () => {
    const { b, context } = await office(kind, '192.0.2.55');
    expect(await specOf(openSession(context()).signInAnew())).toMatchObject({
      kind: 'permission',
      key: 'ip_not_allowed',
      params: { ip: '192.0.2.55' },
    });
    expect(count(b, START)).toBe(0);
  });

  it('is refused by KSeF when the computer moves on, in words', async () => {
    const { b, context } = await office(kind, OFFICE);
    await openSession(context()).signInAnew();
    b.control.comeFrom('192.0.2.55');
    expect(await specOf(openKsefClient(context()).limits.rates())).toMatchObject({
      kind: 'permission',
      key: 'ip_not_allowed',
      params: { ip: '192.0.2.55' },
    });
  });

  it('leaves a session of the old limit when the limit changes', async () => {
    const { b, context } = await office(kind, OFFICE);
    await openSession(context()).run((bearer) => Promise.resolve(bearer));
    const before = count(b, START);
    const other = { ...context().connection, settings: { ...context().connection.settings, allowed_ips: OFFICE } };
    await openSession({ ...context(), connection: other }).run((bearer) => Promise.resolve(bearer));
    expect(count(b, START)).toBe(before + 1);
  });

  it('refuses to go without a limit that cannot be read', async () => {
    const { b, context } = await office(kind, OFFICE, 'biuro');
    expect(await specOf(Promise.resolve().then(() => openSession(context())))).toMatchObject({
      kind: 'user_input',
      fieldErrors: { allowed_ips: 'connect.field.allowed_ips_shape' },
    });
    expect(b.simulator.seen).toEqual([]);
  });
});

describe('the field', () => {
  it('is checked while one types, and may stay empty', () => {
    const field = ksef.fields.filter(({ id }) => id === 'allowed_ips');
    expect(field).toMatchObject([{ advanced: true, required: false }]);
    expect(parseValues(field, { allowed_ips: '203.0.113.7;10.0.0.1 - 10.0.0.9' })).toEqual({
      allowed_ips: '203.0.113.7, 10.0.0.1-10.0.0.9',
    });
    expect(parseValues(field, { allowed_ips: ' ' })).toEqual({});
    expect(() => parseValues(field, { allowed_ips: '10.0.0.9-10.0.0.1' })).toThrow();
  });
});
