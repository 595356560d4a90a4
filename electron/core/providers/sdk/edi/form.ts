// Fields that both kinds of account are asked for. No address is offered: the service that the interface comes from is closed, and a token
// that goes there goes to whoever answers now.
import { setting } from '../formFields';

export const addressField = setting('base_url', 'url', { required: true, check: 'address' });
export const codeField = setting('registry_code', 'text', { required: true });
