// The check of a connection: which client, is the service there, do the keys sign in, whose are they, what may they read. Reads only.
import type { FoundCompany, Tick } from '../../../../shared/contract/connect';
import { createHash } from 'node:crypto';
import { isFailure } from '../../../../shared/errors';
import type { ProviderContext } from '../sdk/context';
import type { VerifyResult } from '../sdk/defineProvider';
import { badInput, unavailable } from '../sdk/errors';
import { checkSteps, type StepNote } from '../sdk/checkSteps';
import { managementUrlOf } from './environments';
import { baseUrlOf, openFiskaly, type Fiskaly, type Versions } from './session';
import { everyItem, listAllExports, listAllRegisters, listTss } from './signDe';
import { Organization, SignInAnswer, type Tss } from './wire';

interface Account {
  readonly env: string;
  /** As the sign-in tells it; stays the same whatever else is found. */
  readonly claimed: string;
  readonly organizationId: string | null;
}

export async function verify(ctx: ProviderContext, tick: (tick: Tick) => void): Promise<VerifyResult> {
  const step = checkSteps(ctx, tick);
  const api = openFiskaly(ctx);
  // The keys themselves have to be tried, not a token that they once brought.
  await api.forget();
  const versions = await step('client', async () => {
    const value = await api.versions();
    return { value, note: noteOfVersions(value) };
  });
  await step('reachable', async () => {
    await checkReachable(api);
    const host = new URL(baseUrlOf(ctx)).host;
    return { value: null, note: { note: 'verify.reachable.answers', noteParams: { host } } };
  });
  const account = await step('signed_in', async () => {
    const value = await signIn(ctx, api);
    return { value, note: { note: 'verify.signed_in.env', noteParams: { env: value.env } } };
  });
  const organization = await step('organization', async () => {
    const value = await findOrganization(ctx, account);
    const name = value?.name ?? '';
    const note =
      name === ''
        ? { note: 'verify.organization.unnamed' }
        : { note: 'verify.organization.name', noteParams: { name } };
    return { value, note };
  });
  const all = await step('tss', async () => {
    const value: Tss[] = [];
    for await (const tss of everyItem((order) => listTss(api, order))) value.push(tss);
    return { value, note: noteOfTss(value) };
  });
  await step('rights', async () => {
    const [registers] = [
      await listAllRegisters(api, { limit: 1, offset: 0 }),
      await listAllExports(api, { limit: 1, offset: 0 }),
    ];
    return { value: null, note: { note: 'verify.rights.reads', noteParams: { registers: registers.count } } };
  });
  const title = organization?.name ?? all.find(({ state }) => state === 'INITIALIZED')?.description ?? '';
  return {
    identity: `${account.organizationId ?? keyName(ctx)}@${account.claimed.toLowerCase()}`,
    suggestedTitle: title === '' ? `fiskaly ${account.env}` : `fiskaly ${title}`,
    ...companyOf(organization),
    settings: {
      client_version: versions.client,
      smaers_version: versions.smaers ?? '',
      api_environment: account.env,
    },
  };
}

function noteOfVersions({ client, smaers }: Versions): StepNote {
  if (smaers === null) return { note: 'verify.client.no_smaers', noteParams: { client } };
  return { note: 'verify.client.versions', noteParams: { client, smaers } };
}

/** Clients before 1.2 have no self-test: then the sign-in shows it. What the backend says is a text or a map of texts. */
async function checkReachable(api: Fiskaly): Promise<void> {
  const result = await api.selfTest().catch((error: unknown) => {
    if (isFailure(error) && error.spec.details?.includes('-32601') === true) return null;
    throw error;
  });
  const backend = result?.['backend'];
  const words = typeof backend === 'object' && backend !== null ? Object.values(backend) : [backend ?? 'OK'];
  if (words.some((word) => /^Http(Trouble|Timeout)$/.test(String(word)))) throw unavailable('not_reachable');
}

async function signIn(ctx: ProviderContext, api: Fiskaly): Promise<Account> {
  // Asked for by itself: only this answer tells whose key it is and whether it is for tests.
  const body = {
    api_key: ctx.connection.credential('api_key')?.trim(),
    api_secret: ctx.connection.credential('api_secret')?.trim(),
  };
  const asking = api.ask({ method: 'POST', path: '/auth', body }, SignInAnswer);
  const { access_token_claims } = await asking.catch(asWrongAddress);
  const { env, organization_id } = access_token_claims ?? {};
  return {
    env: env ?? (await envOfModules(api)),
    claimed: env ?? 'TEST',
    organizationId: organization_id ?? null,
  };
}

/** Only the token itself is guaranteed. Every TSS tells it as well; what nobody tells counts as LIVE, where nothing is tried out. */
async function envOfModules(api: Fiskaly): Promise<string> {
  const { data } = await listTss(api, { limit: 1, offset: 0 });
  return data[0]?._env ?? 'LIVE';
}

/** While it is being set up the address is what is wrong; later on it is the way there. */
function asWrongAddress(error: unknown): never {
  if (!isFailure(error) || !['wrong_address', 'unexpected_answer'].includes(error.spec.key)) throw error;
  const { details } = error.spec;
  throw badInput('wrong_address', {
    fieldErrors: { base_url: 'wrong_address.what' },
    ...(details === undefined ? {} : { details }),
    cause: error,
  });
}

/** A nicety: keys of some accounts may not read it, and an own address may not have it. */
async function findOrganization(ctx: ProviderContext, account: Account): Promise<Organization | null> {
  const base = managementUrlOf(baseUrlOf(ctx));
  if (base === null || account.organizationId === null) return null;
  try {
    return await openFiskaly(ctx, base).ask(
      { method: 'GET', path: `/organizations/${account.organizationId}` },
      Organization,
    );
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    return null;
  }
}

function noteOfTss(all: readonly Tss[]): StepNote {
  const count = (state: Tss['state']): number => all.filter((tss) => tss.state === state).length;
  if (all.length === 0) return { note: 'verify.tss.none' };
  if (count('DEFECTIVE') > 0) return { note: 'verify.tss.defective', noteParams: { defective: count('DEFECTIVE') } };
  return { note: 'verify.tss.found', noteParams: { ready: count('INITIALIZED'), all: all.length } };
}

function companyOf(organization: Organization | null): { readonly company?: FoundCompany } {
  const name = organization?.name ?? '';
  if (organization === null || name === '') return {};
  const { vat_id, address_line1, zip, town } = organization;
  const address = [address_line1, [zip, town].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return {
    company: {
      name,
      ...(vat_id ? { taxId: vat_id } : {}),
      ...(address === '' ? {} : { address }),
    },
  };
}

function keyName(ctx: ProviderContext): string {
  return createHash('sha256')
    .update(ctx.connection.credential('api_key')?.trim() ?? '')
    .digest('hex')
    .slice(0, 16);
}
