// wFirma keeps what every provider keeps.
import { providerSuite } from '../../../../tests/contract/provider.suite';
import wfirma from './index';
import { createWfirmaSimulator, DEMO, type Account } from './simulator/index';

const OTHER: Account = {
  keys: { accesskey: 'other0access', secretkey: 'other0secret', appkey: DEMO.keys.appkey },
  companies: ['451299'],
};

providerSuite(wfirma, {
  wrong: { secret_key: 'another0secret' },
  other: { access_key: 'other0access', secret_key: 'other0secret', company_id: '451299' },
  values: { since: '2026-08-01' },
  simulator: (options) => createWfirmaSimulator({ ...options, months: 3, perMonth: 12, accounts: [DEMO, OTHER] }),
});
