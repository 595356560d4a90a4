// The document that a certificate sign-in signs, held against the official schema.
import { readFileSync } from 'node:fs';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { referencePath } from '../../../../../tests/support/reference';
import { authRequestXml, type AuthRequest } from './authRequest';

const file = referencePath('ksef', 'schemas', 'schemat_auth_v2-1.xsd');
const request: Omit<AuthRequest, 'context'> = {
  challenge: '20250514-CR-226FB7B000-3ACF9BE4C0-10',
  subject: 'certificateSubject',
  allowedIps: { ip4Addresses: ['10.0.0.1'], ip4Ranges: ['10.0.0.1-10.0.0.9'], ip4Masks: ['10.0.0.0/24'] },
};
const validate = (xml: string) => {
  const schema = XmlDocument.fromBuffer(readFileSync(file ?? ''));
  const validator = XsdValidator.fromDoc(schema);
  try {
    validator.validate(XmlDocument.fromString(xml));
  } finally {
    validator.dispose();
    schema.dispose();
  }
};

describe.skipIf(file === null)('the sign-in document', () => {
  // The schema's patterns of the two other kinds hold anchors, which a strict reader takes for characters.
  it.each([
    ['Nip', '5265877635'],
    ['InternalId', '5265877635-12345'],
  ] as const)('is valid against the official schema: %s', (type, value) => {
    expect(() => {
      validate(authRequestXml({ ...request, context: { type, value } }));
    }).not.toThrow();
  });

  it('is held against it in earnest', () => {
    expect(() => {
      validate(authRequestXml({ ...request, challenge: 'nonsense', context: { type: 'Nip', value: '5265877635' } }));
    }).toThrow();
  });
});

describe('the sign-in document', () => {
  it('escapes what could end an element', () => {
    const xml = authRequestXml({ ...request, challenge: 'a<b>&c\r', context: { type: 'Nip', value: '1' } });
    expect(xml).toContain('<Challenge>a&lt;b&gt;&amp;c&#xD;</Challenge>');
  });

  it('takes at most ten addresses of a kind', () => {
    const ip4Addresses = Array.from({ length: 11 }, (_, index) => `10.0.0.${String(index)}`);
    expect(() =>
      authRequestXml({
        ...request,
        context: { type: 'Nip', value: '1' },
        allowedIps: { ip4Addresses, ip4Ranges: [], ip4Masks: [] },
      }),
    ).toThrow(RangeError);
  });
});
