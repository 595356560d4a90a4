// Fakturownia keeps what every provider keeps.
import { providerSuite } from '../../../../tests/contract/provider.suite';
import fakturownia from './index';
import { createFakturowniaSimulator } from './simulator/index';

const OTHER = 'Zk7another1token';

providerSuite(fakturownia, {
  wrong: { api_token: 'Zk7wrong00token0' },
  other: { subdomain: 'inna-firma', api_token: OTHER },
  values: { since: '2026-08-01' },
  simulator: (options) =>
    createFakturowniaSimulator({ ...options, months: 3, perMonth: 12, tokens: ['Zk7demo0token1Fa', OTHER] }),
});
