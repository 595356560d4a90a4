// The check of a connection: reads only, uses no export, ticks as it goes.
import { isFailure } from '../../../../shared/errors';
import type { FoundCompany, Tick } from '../../../../shared/contract/connect';
import { formatNip } from '../../../../shared/domain/taxId';
import type { ProviderContext } from '../sdk/context';
import type { VerifyResult } from '../sdk/defineProvider';
import { badInput } from '../sdk/errors';
import { queryMetadata, queryOwnGrants } from './client';
import type { Ksef } from './call';
import { environmentLabel } from './environments';
import { addMonths, fromMs } from './instants';
import { forgetPublicKeys, publicKeyFor } from './publicKeys';
import { learnRates } from './rates';
import { openSession, type Session } from './session';
import { contextText, nipOf, type ContextIdentifier } from './context';
import type { InvoiceMetadata } from './wire';

type Note = Pick<Tick, 'note' | 'noteParams'>;
type Report = (note: Note) => void;
const SKIPPED = Symbol('skipped');

/** Waiting longer for the hourly allowance of queries would make the check slow for a nicety. */
const NEWEST_DEADLINE_MS = 5000;

export async function verify(ctx: ProviderContext, tick: (tick: Tick) => void): Promise<VerifyResult> {
  const session = openSession(ctx);
  const nip = nipOf(session.context);
  const step = steps(ctx, tick);

  await step('reachable', () => checkReachable(ctx, session.ksef));
  await step('signed_in', async (report) => {
    await session.signInAnew((attempt) => {
      report({ note: 'verify.signed_in.waiting', noteParams: { attempt } });
    });
    const note = session.means === 'token' ? 'verify.signed_in.token' : 'verify.signed_in.certificate';
    await learnRates(ctx, session, true);
    return { note, noteParams: { environment: session.ksef.environment.name } };
  });
  // KSeF signs nobody in to a context that the token was not made for, or where the certificate's holder has no right.
  await step('company_found', () => Promise.resolve(noteOfContext(session)));
  let newest: Newest | null = null;
  await step('rights', async () => {
    const scopes = await heldScopes(session);
    if (scopes.includes('InvoiceRead')) return noteOfRights(scopes);
    // An owner's right is not in that list (dossier §9): the question itself is the proof, and a 403 says what is missing.
    newest = await findNewest(ctx, session);
    return { note: newest === 'no_allowance' ? 'verify.rights.unlisted' : 'verify.rights.proven' };
  });
  await step('newest', async () => {
    newest ??= await findNewest(ctx, session);
    return newest === 'no_allowance' ? SKIPPED : noteOfNewest(newest);
  });

  const company = companyOf(session.context, newest);
  return {
    identity: `${session.context.value}@${environmentLabel(session.ksef.environment)}`,
    suggestedTitle: session.ksef.environment.id === 'prod' ? 'KSeF' : `KSeF ${session.ksef.environment.name}`,
    company,
    settings: nip === null ? {} : { nip },
  };
}

function steps(ctx: ProviderContext, tick: (tick: Tick) => void) {
  return async (id: string, work: (report: Report) => Promise<Note | typeof SKIPPED>): Promise<void> => {
    const startedAt = ctx.clock.monotonic();
    const ms = () => Math.max(0, Math.round(ctx.clock.monotonic() - startedAt));
    tick({ id, state: 'running' });
    try {
      const note = await work((running) => {
        tick({ id, state: 'running', ...running });
      });
      if (note === SKIPPED) tick({ id, state: 'skipped', note: `verify.${id}.skipped`, ms: ms() });
      else tick({ id, state: 'done', ...note, ms: ms() });
    } catch (error) {
      tick({ id, state: 'failed', ms: ms() });
      throw error;
    }
  };
}

/** The public keys are what every sign-in needs first and what no other service answers like this. */
async function checkReachable(ctx: ProviderContext, ksef: Ksef): Promise<Note> {
  forgetPublicKeys(ksef);
  try {
    await publicKeyFor(ksef, 'KsefTokenEncryption', ctx.clock.now());
  } catch (error) {
    throw ksef.environment.id === 'custom' ? asWrongAddress(error) : error;
  }
  return { note: 'verify.reachable.answers', noteParams: { environment: ksef.environment.name } };
}

const OTHER_SERVICE = ['wrong_address', 'unexpected_answer', 'request_refused', 'wall', 'net.not_json', 'net.html'];

/** Behind an own address something answers, but not KSeF: the address is wrong, not the token. */
function asWrongAddress(error: unknown): unknown {
  if (!isFailure(error) || !OTHER_SERVICE.includes(error.spec.key)) return error;
  const { details } = error.spec;
  return badInput('wrong_address', {
    fieldErrors: { base_url: 'wrong_address.what' },
    ...(details === undefined ? {} : { details }),
    cause: error,
  });
}

async function heldScopes(session: Session): Promise<readonly string[]> {
  const { permissions } = await session.run((bearer) => queryOwnGrants(session.ksef, bearer));
  return [...new Set(permissions.map((one) => one.permissionScope))].toSorted();
}

function noteOfRights(scopes: readonly string[]): Note {
  if (scopes.includes('InvoiceWrite')) return { note: 'verify.rights.read_and_write' };
  const more = scopes.filter((scope) => scope !== 'InvoiceRead');
  if (more.length > 0) return { note: 'verify.rights.read_and_more', noteParams: { rights: more.join(', ') } };
  return { note: 'verify.rights.read_only' };
}

type Newest = InvoiceMetadata | 'none' | 'no_allowance';

async function findNewest(ctx: ProviderContext, session: Session): Promise<Newest> {
  // Two months back, well inside the three that one question may cover: enough to show the newest and to learn the name.
  const from = addMonths(fromMs(ctx.clock.now()), -2);
  const filters = { subjectType: 'Subject1', dateRange: { dateType: 'PermanentStorage', from } } as const;
  try {
    const page = await session.run((bearer) =>
      queryMetadata(session.ksef, bearer, {
        filters,
        pageOffset: 0,
        pageSize: 10,
        sortOrder: 'Desc',
        deadlineMs: NEWEST_DEADLINE_MS,
      }),
    );
    return page.invoices[0] ?? 'none';
  } catch (error) {
    if (isFailure(error) && error.spec.kind === 'rate_limited') return 'no_allowance';
    throw error;
  }
}

function noteOfNewest(newest: InvoiceMetadata | 'none'): Note {
  if (newest === 'none') return { note: 'verify.newest.none' };
  const noteParams = { number: newest.invoiceNumber ?? newest.ksefNumber, date: newest.issueDate ?? '' };
  return { note: 'verify.newest.found', noteParams };
}

function noteOfContext({ context, means }: Session): Note {
  if (context.type !== 'Nip') return { note: 'verify.company_found.other', noteParams: { id: context.value } };
  const note = means === 'token' ? 'verify.company_found.nip' : 'verify.company_found.certificate';
  return { note, noteParams: { nip: contextText(context) } };
}

function companyOf(context: ContextIdentifier, newest: Newest | null): FoundCompany {
  const nip = nipOf(context);
  if (nip === null) return { name: context.value };
  const seller = typeof newest === 'object' ? newest?.seller : undefined;
  const name = seller?.nip === nip ? seller.name : undefined;
  return { name: name ?? `NIP ${formatNip(nip)}`, taxId: nip };
}
