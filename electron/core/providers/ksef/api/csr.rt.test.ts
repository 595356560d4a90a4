// A certificate request is signed and read back by other code than the one that wrote it, in Node and in Electron.
import { describe, expect, it } from 'vitest';
import { readCsr } from '../simulator/account/csr';
import { newCertificateRequest } from './csr';

const data = {
  commonName: 'Zażółć Gęślą',
  countryName: 'PL',
  givenName: 'Zażółć',
  surname: 'Gęślą',
  serialNumber: 'PNOPL-90010112345',
  organizationName: undefined,
  organizationIdentifier: undefined,
  uniqueIdentifier: undefined,
};

describe('a certificate request', () => {
  it.each(['ec', 'rsa'] as const)('holds the subject as it was dictated, in %s', async (kind) => {
    const { csr, privateKey } = await newCertificateRequest(data, kind);
    const read = readCsr(csr);
    expect(read.publicKey.asymmetricKeyType).toBe(kind);
    expect(privateKey.asymmetricKeyType).toBe(kind);
    expect(read.subject).toEqual([
      { oid: '2.5.4.3', text: 'Zażółć Gęślą' },
      { oid: '2.5.4.6', text: 'PL' },
      { oid: '2.5.4.42', text: 'Zażółć' },
      { oid: '2.5.4.4', text: 'Gęślą' },
      { oid: '2.5.4.5', text: 'PNOPL-90010112345' },
    ]);
  });
});
