// iFirma keeps what every provider keeps.
import { providerSuite } from '../../../../tests/contract/provider.suite';
import ifirma from './index';
import { createIfirmaSimulator } from './simulator/index';

const keys = { faktura: 'D3A0FA5C0D3A0FA5', abonent: 'D3A0AB0A0D3A0AB0' };
const other = { faktura: '0A0B0C0D', abonent: '0A0B0C0E' };

providerSuite(ifirma, {
  wrong: { api_key: '0A0B0C0D0E0F' },
  other: { username: 'inna@firma.example', invoice_key: other.faktura, api_key: other.abonent },
  values: { since: '2026-08-01' },
  simulator: (options) =>
    createIfirmaSimulator({
      ...options,
      months: 3,
      perMonth: 8,
      accounts: { 'demo@zielona-kuznia.example': keys, 'inna@firma.example': other },
    }),
});
