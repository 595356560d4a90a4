// The check: which keys are there and whether they sign. Only reading; the key for expenses cannot be tried without writing.
import { checkSteps, type Checked } from '../sdk/checkSteps';
import type { ProviderContext } from '../sdk/context';
import type { Verify } from '../sdk/defineProvider';
import { polishDate } from '../sdk/calendar';
import { openApi, type Api } from './api';
import { hasKey, hexKey, lookAtKeys } from './keys';

export const verify: Verify = async (ctx, tick) => {
  const api = openApi(ctx);
  const step = checkSteps(ctx, tick);
  await step('keys', () => Promise.resolve(checkKeys(ctx)));
  await step('reachable', () => checkAllowance(ctx, api));
  await step('sales', async () => {
    const rows = await api.list({ from: polishDate(ctx.clock.now()), page: 1, size: 1 });
    return { value: rows, note: { note: 'verify.sales.readable' } };
  });
  await step('costs', () =>
    Promise.resolve({ value: null, note: { note: 'verify.costs.not_given' }, isSkipped: true }),
  );
  const name = String(ctx.connection.settings['company_name'] ?? '').trim();
  await step('company_found', () => {
    const note =
      name === ''
        ? { note: 'verify.company_found.unknown' }
        : { note: 'verify.company_found.as_typed', noteParams: { name } };
    return Promise.resolve({ value: null, note, isSkipped: name === '' });
  });
  const login = api.login.toLowerCase();
  return {
    identity: api.host === 'www.ifirma.pl' ? login : `${login}@${api.host}`,
    suggestedTitle: name === '' ? 'iFirma' : `iFirma ${name}`,
    company: { name: name === '' ? api.login : name },
  };
};

/** Missing and odd keys are named; only the one for invoices is needed to read. */
function checkKeys(ctx: ProviderContext): Checked<null> {
  const { missing, odd } = lookAtKeys(ctx);
  for (const name of missing) ctx.log.warn('log.key_missing', { name });
  for (const name of odd) ctx.log.warn('log.key_odd', { name });
  hexKey(ctx, 'invoice_key');
  if (odd.length > 0) return { value: null, note: { note: 'verify.keys.odd', noteParams: { names: odd.join(', ') } } };
  if (missing.length > 0)
    return { value: null, note: { note: 'verify.keys.missing', noteParams: { names: missing.join(', ') } } };
  return { value: null, note: { note: 'verify.keys.all' } };
}

async function checkAllowance(ctx: ProviderContext, api: Api): Promise<Checked<null>> {
  if (!hasKey(ctx, 'api_key')) return { value: null, note: { note: 'verify.reachable.not_asked' }, isSkipped: true };
  const told = await api.allowance();
  const [used, granted] = [told.text('LimitWykorzystany') ?? '–', told.text('LimitPrzyznany') ?? '–'];
  return { value: null, note: { note: 'verify.reachable.allowance', noteParams: { host: api.host, used, granted } } };
}
