import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../../shared/errors';
import type { FieldValues } from '../../../../shared/forms/fields';
import { nipOf, signInContext } from './context';
import { cleanToken, contextOfToken } from './token';

const SECRET = '919f704466624ce29cd5ac7b65ded5e7cccc112eee314f2aaa76e02cd16df7b9';
const TOKEN = `20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-5265877635|${SECRET}`;
const INTERNAL = `20251010-EC-1DCE3E3000-12ECB5B36E-45|internalId-5265877635-12345|${SECRET}`;
const refusal = (settings: FieldValues, token: string | null) => {
  try {
    return signInContext(settings, token);
  } catch (error) {
    return isFailure(error) ? error.spec : error;
  }
};

describe('the context of a sign-in', () => {
  it('is what the token was made for', () => {
    expect(contextOfToken(TOKEN)).toEqual({ type: 'Nip', value: '5265877635' });
    expect(signInContext({ nip: '5265877635' }, INTERNAL)).toEqual({ type: 'InternalId', value: '5265877635-12345' });
  });

  it('is the NIP of the form for a token of unknown shape', () => {
    expect(signInContext({ nip: '526-587-76-35' }, cleanToken('some new kind'))).toEqual({
      type: 'Nip',
      value: '5265877635',
    });
  });

  it('is refused before anything is sent when token and NIP belong to two companies', () => {
    expect(refusal({ nip: '1111111111' }, TOKEN)).toMatchObject({
      kind: 'user_input',
      key: 'token_other_nip',
      params: { tokenNip: '526-587-76-35' },
    });
  });

  it.each([
    [{ nip: '526-587-76-35' }, { type: 'Nip', value: '5265877635' }],
    [
      { context_type: 'Nip', nip: '5265877635', internal_id: 'x' },
      { type: 'Nip', value: '5265877635' },
    ],
    [
      { context_type: 'InternalId', internal_id: '5265877635 12345' },
      { type: 'InternalId', value: '5265877635-12345' },
    ],
    [
      { context_type: 'NipVatUe', nip_vat_ue: '5265877635-atu12345678' },
      { type: 'NipVatUe', value: '5265877635-ATU12345678' },
    ],
    [
      { context_type: 'PeppolId', peppol_id: 'ppl123456' },
      { type: 'PeppolId', value: 'PPL123456' },
    ],
  ])('of a certificate is what the form says: %j', (settings: FieldValues, expected) => {
    expect(signInContext(settings, null)).toEqual(expected);
  });

  it.each([
    [{ context_type: 'InternalId', internal_id: '5265877636-12345' }, 'internal_id'],
    [{ context_type: 'NipVatUe', nip_vat_ue: '5265877635-ATX' }, 'nip_vat_ue'],
    [{ context_type: 'PeppolId', peppol_id: 'PL123456' }, 'peppol_id'],
  ])('is refused before anything is sent when it cannot be one: %j', (settings: FieldValues, field) => {
    expect(refusal(settings, null)).toMatchObject({
      kind: 'user_input',
      key: 'context_invalid',
      fieldErrors: { [field]: 'context_invalid.what' },
    });
  });

  it('of an EU firm or a Peppol provider takes no token', () => {
    expect(refusal({ context_type: 'PeppolId', peppol_id: 'PPL123456' }, TOKEN)).toMatchObject({
      key: 'token_wrong_context',
    });
  });

  it('has a taxpayer behind it, but for Peppol', () => {
    expect(nipOf({ type: 'InternalId', value: '5265877635-12345' })).toBe('5265877635');
    expect(nipOf({ type: 'PeppolId', value: 'PPL123456' })).toBeNull();
  });
});
