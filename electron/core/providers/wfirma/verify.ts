// The check: whose keys these are, for which company, and which of the two lists they may read. Only reading.
import type { FoundCompany } from '../../../../shared/contract/connect';
import { formatNip } from '../../../../shared/domain/taxId';
import { checkSteps, type Checked } from '../sdk/checkSteps';
import type { Verify } from '../sdk/defineProvider';
import { badInput, permissionMissing } from '../sdk/errors';
import { readableSetting } from '../sdk/readableSides';
import type { Fields } from '../../formats/json/fields';
import { openApi, type Api, type ListModule } from './api';
import { isCodedRefusal } from '../sdk/refusals';

export const verify: Verify = async (ctx, tick) => {
  const api = openApi(ctx);
  const step = checkSteps(ctx, tick);
  const reach = async () => {
    const note = { note: 'verify.reachable.answers', noteParams: { host: api.host } };
    return { value: await api.userCompanies(), note };
  };
  const companies = await step('reachable', reach, 'signed_in');
  await step('signed_in', () => {
    const noteParams = { count: companies.length };
    return Promise.resolve({ value: null, note: { note: 'verify.signed_in.companies', noteParams } });
  });
  const { companyId, company } = await step('company_found', async () => {
    const chosen = chosenCompany(String(ctx.connection.settings['company_id'] ?? '').trim(), companies);
    api.use(chosen);
    return companyOf(chosen, await api.company(chosen));
  });
  const cost = await step('costs', () => checkList(api, 'expenses', 'costs'));
  const sale = await step('sales', () => checkList(api, 'invoices', 'sales'));
  if (!cost && !sale) throw permissionMissing('no_permission');
  return {
    identity: api.host === 'api2.wfirma.pl' ? companyId : `${companyId}@${api.host}`,
    suggestedTitle: 'wFirma',
    company,
    settings: {
      company_id: companyId,
      ...readableSetting([...(cost ? ['cost' as const] : []), ...(sale ? ['sale' as const] : [])]),
    },
  };
};

/** How the number of a company is told is not documented: beside the record's own id, or in a record of the company. */
const idOf = (row: Fields): string => row.text('company_id') ?? row.object('company').text('id') ?? '';

/** The number that was typed, when the keys know it; without one the only company there is. */
function chosenCompany(typed: string, companies: readonly Fields[]): string {
  const ids = companies.map(idOf).filter((id) => id !== '');
  const list = companies
    .map((row) => [idOf(row), row.object('company').text('name') ?? row.text('name') ?? ''].join(' ').trim())
    .join(', ');
  if (typed === '') {
    const [only] = ids;
    if (only !== undefined && ids.length === 1) return only;
    if (only === undefined)
      throw badInput('company_id_missing', { fieldErrors: { company_id: 'company_id_missing.what' } });
    throw badInput('company_choice', { params: { list }, fieldErrors: { company_id: 'company_choice.todo' } });
  }
  // A list without numbers proves nothing.
  if (ids.length > 0 && !ids.includes(typed))
    throw badInput('company_unknown', {
      params: { id: typed, list },
      fieldErrors: { company_id: 'company_unknown.what' },
    });
  return typed;
}

function companyOf(companyId: string, row: Fields): Checked<{ companyId: string; company: FoundCompany }> {
  const told = row.text('id');
  // The service may answer about another company of the same user.
  if (told !== undefined && told !== companyId)
    throw badInput('company_unknown', {
      params: { id: companyId, list: told },
      fieldErrors: { company_id: 'company_unknown.what' },
    });
  const taxId = row.taxId('nip');
  const name = row.text('name', 'altname') ?? taxId ?? companyId;
  const company = { name, ...(taxId === undefined ? {} : { taxId }) };
  const noteParams = { name, nip: formatNip(taxId ?? '–') };
  return { value: { companyId, company }, note: { note: 'verify.company_found.named', noteParams } };
}

async function checkList(api: Api, module: ListModule, id: 'costs' | 'sales'): Promise<Checked<boolean>> {
  try {
    const [newest] = await api.find(module, { order: 'date', page: 1, size: 1 });
    if (newest === undefined) return { value: true, note: { note: `verify.${id}.none` } };
    const noteParams = { number: newest.fields.text('fullnumber') ?? newest.id, date: newest.date ?? '–' };
    return { value: true, note: { note: `verify.${id}.newest`, noteParams } };
  } catch (error) {
    if (!isCodedRefusal(error, 'ACCESS DENIED', 'DENIED SCOPE REQUESTED', 'HTTP 403')) throw error;
    return { value: false, note: { note: `verify.${id}.denied` } };
  }
}
