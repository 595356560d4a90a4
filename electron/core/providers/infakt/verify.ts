// The check: who the key belongs to, and which of the two rights it holds. Only reading.
import { createHash } from 'node:crypto';
import { formatNip } from '../../../../shared/domain/taxId';
import type { FoundCompany } from '../../../../shared/contract/connect';
import { checkSteps, type Checked } from '../sdk/checkSteps';
import type { Verify } from '../sdk/defineProvider';
import { authFailed, permissionMissing } from '../sdk/errors';
import { isRefusal } from '../sdk/refusals';
import type { Fields } from '../../formats/json/fields';
import { taxIdOf } from '../../formats/json/fields';
import { openApi, type Api, type InfaktRow, type ListName } from './api';

type Held = 'held' | 'denied' | 'unauthorised';

export const verify: Verify = async (ctx, tick) => {
  const api = openApi(ctx);
  const step = checkSteps(ctx, tick);
  const reach = async () => {
    const note = { note: 'verify.reachable.answers', noteParams: { host: api.host } };
    return { value: await accountDetails(api), note };
  };
  const details = await step('reachable', reach, 'signed_in');
  await step('signed_in', () => {
    const user = details?.text('email', 'username');
    const noteParams = user === undefined ? {} : { user };
    return Promise.resolve({
      value: null,
      note: { note: user === undefined ? 'verify.signed_in.key' : 'verify.signed_in.as', noteParams },
    });
  });
  const company = await step('company_found', () => Promise.resolve(companyOf(details)));
  const cost = await step('costs', () => checkList(api, 'documents/costs', 'costs'));
  const sale = await step('sales', () => checkList(api, 'invoices', 'sales'));
  if (cost === 'unauthorised' && sale === 'unauthorised') throw authFailed('key_refused');
  if (cost !== 'held' && sale !== 'held') throw permissionMissing('no_permission');

  const readable = [...(cost === 'held' ? ['cost'] : []), ...(sale === 'held' ? ['sale'] : [])].join(' ');
  const key = ctx.connection.credential('api_key') ?? '';
  // A key that may not read the account page is told apart by itself; the hash leads back to nothing.
  const identity = company.taxId ?? `key-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
  return {
    identity: api.host === 'api.infakt.pl' ? identity : `${identity}@${api.host}`,
    suggestedTitle: 'inFakt',
    ...(details === null ? {} : { company }),
    settings: { readable },
  };
};

/** Which scope the page needs is not stated: without it the lists still decide. A missing one may answer 401, as a wrong key does. */
async function accountDetails(api: Api): Promise<Fields | null> {
  try {
    return await api.accountDetails();
  } catch (error) {
    if (isRefusal(error, 403) || (isRefusal(error, 401) && (await opensAnyList(api)))) return null;
    throw error;
  }
}

async function opensAnyList(api: Api): Promise<boolean> {
  for (const [name, id] of [
    ['documents/costs', 'costs'],
    ['invoices', 'sales'],
  ] as const)
    if ((await checkList(api, name, id)).value !== 'unauthorised') return true;
  return false;
}

function companyOf(details: Fields | null): Checked<FoundCompany> {
  const all = details === null ? [] : [details, details.object('company'), details.object('company_data')];
  const name = all.map((one) => one.text('company_name', 'name')).find((text) => text !== undefined);
  const taxId = taxIdOf(all.map((one) => one.text('tax_id', 'nip')).find((text) => text !== undefined));
  if (name === undefined && taxId === undefined)
    return { value: { name: 'inFakt' }, note: { note: 'verify.company_found.unknown' } };
  const company = { name: name ?? taxId ?? '', ...(taxId === undefined ? {} : { taxId }) };
  const noteParams = { name: company.name, nip: formatNip(taxId ?? '–') };
  return { value: company, note: { note: 'verify.company_found.named', noteParams } };
}

async function checkList(api: Api, name: ListName, id: 'costs' | 'sales'): Promise<Checked<Held>> {
  try {
    const order = name === 'documents/costs' ? 'created_at desc' : 'invoice_date desc';
    const [newest] = await api.list(name, { order }, 1, 1);
    return { value: 'held', note: noteOf(id, newest) };
  } catch (error) {
    if (!isRefusal(error, 401, 403)) throw error;
    return { value: error.status === 401 ? 'unauthorised' : 'denied', note: { note: `verify.${id}.denied` } };
  }
}

function noteOf(id: string, newest: InfaktRow | undefined) {
  if (newest === undefined) return { note: `verify.${id}.none` };
  const noteParams = { number: newest.fields.text('number') ?? newest.id.slice(0, 8), date: newest.date ?? '–' };
  return { note: `verify.${id}.newest`, noteParams };
}
