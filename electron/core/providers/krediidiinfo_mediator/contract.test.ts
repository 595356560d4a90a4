// The mediator keeps what every provider keeps.
import { providerSuite } from '../../../../tests/contract/provider.suite';
import { demoOrigin } from '../sdk/demoOrigin';
import mediator from './index';

const alone = { base_url: demoOrigin('krediidiinfo_mediator') };

providerSuite(mediator, {
  wrong: { mediator_token: 'Kd3moVahendajaTunnus0000000vana9' },
  other: { ...alone, registry_code: '10000062', mediator_token: 'TeineVahendajaTunnus000000000y58' },
  values: alone,
});
