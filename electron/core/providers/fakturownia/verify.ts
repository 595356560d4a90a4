// The check: three questions, all of them only reading.
import type { FoundCompany } from '../../../../shared/contract/connect';
import { formatNip } from '../../../../shared/domain/taxId';
import { checkSteps, type Checked } from '../sdk/checkSteps';
import type { Verify } from '../sdk/defineProvider';
import { permissionMissing } from '../sdk/errors';
import { isRefusal } from '../sdk/refusals';
import type { Fields } from '../../formats/json/fields';
import { openApi, type Api, type Kind, type ListedInvoice } from './api';
import { asUnknownAccount } from './errors';
import { readableSetting } from './rights';

type Newest = ListedInvoice | 'none' | 'denied';

export const verify: Verify = async (ctx, tick) => {
  const api = openApi(ctx);
  const step = checkSteps(ctx, tick);
  const { host, subdomain } = api.account;

  const reach = async (): Promise<Checked<Fields | 'denied'>> => {
    const note = { note: 'verify.reachable.answers', noteParams: { host } };
    return { value: await accountDetails(api), note };
  };
  const details = await step('reachable', reach, 'signed_in');
  // A role without the account page may still read invoices: the lists decide.
  await step('signed_in', () => {
    const login = details === 'denied' ? undefined : details.text('email', 'login');
    return Promise.resolve({
      value: null,
      note:
        login === undefined
          ? { note: 'verify.signed_in.role' }
          : { note: 'verify.signed_in.as', noteParams: { user: login } },
    });
  });
  const cost = await step('costs', () => checkList(api, 'cost'));
  const sale = await step('sales', () => checkList(api, 'sale'));
  if (cost === 'denied' && sale === 'denied') throw permissionMissing('no_permission');
  const company = await step('company_found', () => Promise.resolve(checkCompany(subdomain, cost, sale)));

  const kinds = (['cost', 'sale'] as const).filter((kind) => (kind === 'cost' ? cost : sale) !== 'denied');
  return {
    identity: host.endsWith('.fakturownia.pl') ? host : `${subdomain}@${host}`,
    suggestedTitle: `Fakturownia ${subdomain}`,
    company,
    settings: { subdomain, ...readableSetting(kinds) },
  };
};

async function accountDetails(api: Api): Promise<Fields | 'denied'> {
  try {
    return await api.accountDetails();
  } catch (error) {
    if (isRefusal(error, 403)) return 'denied';
    throw asUnknownAccount(error, api.account.host);
  }
}

async function checkList(api: Api, kind: Kind): Promise<Checked<Newest>> {
  const id = kind === 'cost' ? 'costs' : 'sales';
  try {
    const [newest] = await api.list({ kind, page: 1, perPage: 1, order: 'updated_at.desc' });
    if (newest === undefined) return { value: 'none', note: { note: `verify.${id}.none` } };
    const noteParams = { number: newest.fields.text('number') ?? newest.id, date: newest.date ?? '' };
    return { value: newest, note: { note: `verify.${id}.newest`, noteParams } };
  } catch (error) {
    if (!isRefusal(error, 403)) throw error;
    return { value: 'denied', note: { note: `verify.${id}.denied` } };
  }
}

/** The API has no page about the company itself: an invoice names it, as its seller on sales and as its buyer on costs. */
function checkCompany(subdomain: string, cost: Newest, sale: Newest): Checked<FoundCompany> {
  const told =
    typeof sale === 'object'
      ? partyOf(sale.fields, 'seller')
      : typeof cost === 'object'
        ? partyOf(cost.fields, 'buyer')
        : null;
  if (told === null) return { value: { name: subdomain }, note: { note: 'verify.company_found.unknown' } };
  const noteParams = { name: told.name, nip: formatNip(told.taxId ?? '–') };
  return { value: told, note: { note: 'verify.company_found.named', noteParams } };
}

function partyOf(fields: Fields, side: 'seller' | 'buyer'): FoundCompany {
  const taxId = fields.taxId(`${side}_tax_no`);
  return { name: fields.text(`${side}_name`) ?? taxId ?? '', ...(taxId === undefined ? {} : { taxId }) };
}
