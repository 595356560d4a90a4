// The post box keeps what every provider keeps.
import { providerSuite } from '../../../../tests/contract/provider.suite';
import krediidiinfo from './index';

providerSuite(krediidiinfo, {
  wrong: { client_token: 'SmpKlient0demo1Tunnus2vanaks9sai' },
  other: { registry_code: '10000640', client_token: 'TeiseKliendiTunnus0000000000z143' },
});
