// The calendar of what expires, over all companies: what providers read out of the sign-ins, and what somebody wrote down.
import { writeFile } from 'node:fs/promises';
import type { EndlessView, expiries as contract, ExpiryView } from '../../../../shared/contract/expiries';
import type { InputOf } from '../../../../shared/contract/define';
import { dayOf } from '../../../../shared/domain/calendar';
import { HOME_ZONES } from '../../../../shared/domain/schedule/suggested';
import { dateInZone, instantInZone } from '../../../../shared/domain/schedule/zone';
import { Failure } from '../../../../shared/errors';
import type { Company, CompanyRepo } from '../../db/repositories/company.repo';
import type { Connection, ConnectionRepo } from '../../db/repositories/connection.repo';
import type { ExpiryNote, ExpiryNoteRepo } from '../../db/repositories/expiryNote.repo';
import type { EventBus } from '../../events/eventBus';
import { refusedByDisk } from '../../paper/refusedByDisk';
import type { Clock, Dialogs } from '../../ports';
import type { ProviderManifest } from '../../providers/sdk/defineProvider';
import type { Expiry } from '../../providers/sdk/expiry';
import type { Texts } from '../../texts';
import { instantOf, msOf } from '../../time';
import type { ProviderRuntime } from '../providerRuntime';
import { icalendar } from './icalendar';
import { isUrgent, stateOf } from './expiryRules';

export interface ExpiryService {
  list(): Promise<{ dated: ExpiryView[]; undated: EndlessView[] }>;
  note(order: InputOf<(typeof contract)['note']>): Promise<void>;
  save(): Promise<{ savedTo?: string }>;
  /** What somebody should hear of by now: neither the demo's nor what is paused. */
  soon(): Promise<readonly ExpiryView[]>;
  /** What the last look at `soon` found and cannot wait. Asks nobody: the panel is drawn at every change of anything. */
  urgent(): readonly ExpiryView[];
}

export interface ExpiryParts {
  readonly notes: ExpiryNoteRepo;
  readonly connections: ConnectionRepo;
  readonly companies: Pick<CompanyRepo, 'list'>;
  readonly manifestOf: (providerId: string) => ProviderManifest;
  readonly runtime: ProviderRuntime;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly dialogs: Dialogs;
  readonly texts: Texts;
}

const REMIND_DAYS = 7;
const quiet = { info: () => undefined, warn: () => undefined };

interface Told {
  readonly dated: ExpiryView[];
  readonly undated: EndlessView[];
}

export function expiryService(parts: ExpiryParts): ExpiryService {
  const { connections, clock, events, manifestOf, notes, runtime } = parts;
  let known: readonly ExpiryView[] = [];

  /** Null: it cannot be read now, because the vault is locked. What stands in the way is explained elsewhere. */
  const found = async (connection: Connection): Promise<readonly Expiry[] | null> => {
    const manifest = manifestOf(connection.providerId);
    if (!manifest.expiries) return [];
    try {
      const target = await runtime.stored(connection.id, manifest);
      const find = await manifest.expiries();
      return await find(runtime.context(target, { signal: new AbortController().signal, log: quiet }));
    } catch {
      return null;
    }
  };

  const look = async (isWanted: (connection: Connection, company: Company) => boolean): Promise<Told> => {
    const companies = new Map((await parts.companies.list()).map((company) => [company.id, company]));
    // A store that is away: what was written down is not known, the rest is.
    const noted = new Map((await notes.list().catch(() => [])).map((note) => [note.connectionId, note]));
    const told: Told = { dated: [], undated: [] };
    for (const connection of await connections.list()) {
      const company = companies.get(connection.companyId);
      const hasSecrets = manifestOf(connection.providerId).fields.some(({ store }) => store === 'credentials');
      if (!company || !hasSecrets || !isWanted(connection, company)) continue;
      const own = await found(connection);
      const note = noted.get(connection.id);
      const { id: connectionId, companyId, providerId, title } = connection;
      const place: EndlessView = { connectionId, companyId, providerId, title, company: company.name };
      const dated = [...(own ?? []).map((one) => viewOf(one, company)), ...(note ? [noteView(note, company)] : [])];
      for (const one of dated)
        told.dated.push({ ...place, ...one, state: stateOf(one, msOf(one.endsAt), clock.now()) });
      if (own !== null && dated.length === 0) told.undated.push(place);
    }
    told.dated.sort((a, b) => (a.endsAt < b.endsAt ? -1 : 1));
    return told;
  };

  return {
    list: () => look(() => true),
    note: async ({ connectionId, kind, endsOn }) => {
      if ((await connections.find(connectionId)) === null)
        throw new Failure({ kind: 'user_input', key: 'error.connection_gone' });
      if (endsOn === undefined) await notes.delete(connectionId);
      else await notes.save({ connectionId, kind, endsOn }, instantOf(clock.now()));
      events.emit('connections.changed', { connectionId });
    },
    save: async () => {
      const t = await parts.texts();
      const suggestedName = `${t('expiries_file')}.ics`;
      const path = await parts.dialogs.saveFile({ suggestedName, title: t('save_expiries') });
      if (path === null) return {};
      const { dated } = await look((_, { isDemo }) => !isDemo);
      const entries = dated.map((one) => ({
        uid: [one.connectionId, one.field ?? one.kind].join('-'),
        date: one.endsOn,
        title: t(`expiries_ends_${one.kind}`, { title: one.title }),
        text: t('expiries_text', { company: one.company }),
        remindDays: REMIND_DAYS,
      }));
      await writeFile(path, icalendar(entries, instantOf(clock.now()))).catch(refusedByDisk);
      return { savedTo: path };
    },
    soon: async () => {
      const { dated } = await look(({ state }, { isDemo }) => !isDemo && state !== 'paused');
      known = dated.filter(({ state }) => state !== 'later');
      return known;
    },
    urgent: () => known.filter((one) => isUrgent(one, msOf(one.endsAt), clock.now())),
  };
}

type End = Omit<ExpiryView, keyof EndlessView | 'state'>;

function viewOf({ kind, field, endsAtMs, announced, actionId, isExtendedByUse }: Expiry, company: Company): End {
  return {
    kind,
    endsAt: instantOf(endsAtMs),
    endsOn: dateInZone(endsAtMs, HOME_ZONES[company.country]),
    isExtendedByUse: isExtendedByUse ?? false,
    isNoted: false,
    ...(field === undefined ? {} : { field }),
    ...(announced === undefined ? {} : { announced }),
    ...(actionId === undefined ? {} : { actionId }),
  };
}

/** A day ends where the company is. */
function noteView({ kind, endsOn }: ExpiryNote, company: Company): End {
  const endsAtMs = instantInZone(dayOf(endsOn) + 1, 0, HOME_ZONES[company.country]) - 1;
  return { kind, endsAt: instantOf(endsAtMs), endsOn, isExtendedByUse: false, isNoted: true };
}
