// KSeF keeps what every provider keeps.
import { providerSuite } from '../../../../tests/contract/provider.suite';
import ksef from './index';
import { createKsefSimulator } from './simulator/index';

providerSuite(ksef, {
  wrong: { token: `${String(ksef.demoValues['token']).slice(0, -4)}0000` },
  values: { since: '2026-08-01' },
  simulator: (options) => createKsefSimulator({ ...options, months: 3, count: 40 }),
});
