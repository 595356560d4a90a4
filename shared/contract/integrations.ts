// Connections as other programs on this computer see them: the words and shapes of the original guide, in snake_case. The local HTTP API
// serves these calls and nothing else. Credentials go in and never come out.
import { z } from 'zod';
import { Tag } from '../domain/dateRange';
import { ConnectionSlug, Instant, Month, PlainDate, ProviderId, RunId } from '../domain/ids';
import { ErrorKind, MessageParams } from '../errors';
import { COMPANY_NAME_CHARS, line, TITLE_CHARS } from '../domain/line';
import { FieldValue } from '../forms/fields';
import { ConnectionState } from './connections';
import { command, query } from './define';
import { Capability } from './providers';
import { RunKind, RunState } from './runs';

/** The guide's two, and what it did not know of. */
export const IntegrationType = z.enum(['accounting', 'cloud_storage', 'e_invoicing', 'edi', 'fiscal']);
export type IntegrationType = z.infer<typeof IntegrationType>;

/** Fields of the provider by their ids; which of them are secret, the provider says. */
const Values = z.record(z.string().max(64), FieldValue);
const Title = line(TITLE_CHARS);
/** A company by its id, its tax id or its whole name. */
const CompanyName = line(COMPANY_NAME_CHARS);

/** A problem in the words that a screen would show, in the language of the settings. */
export const ProblemWords = z.strictObject({
  kind: ErrorKind,
  key: z.string(),
  params: MessageParams,
  what: z.string(),
  why: z.string(),
  todo: z.string(),
  safe: z.string(),
  /** What is wrong with which field. */
  field_errors: z.record(z.string(), z.string()).optional(),
  retry_at: z.string().optional(),
  details: z.string().optional(),
  /** Under it the log tells more. */
  support_id: z.string(),
});
export type ProblemWords = z.infer<typeof ProblemWords>;

export const IntegrationProvider = z.strictObject({
  id: ProviderId,
  name: z.string(),
  integration_type: IntegrationType,
  countries: z.array(z.string()),
  capabilities: z.array(Capability),
  fields: z.array(
    z.strictObject({
      id: z.string(),
      label: z.string(),
      kind: z.string(),
      is_secret: z.boolean(),
      is_required: z.boolean(),
      choices: z.array(z.string()).optional(),
      default: FieldValue.optional(),
      /** Asked for only when another field has one of these values. */
      only_when: z.strictObject({ field: z.string(), is: z.array(z.string()) }).optional(),
    }),
  ),
});
export type IntegrationProvider = z.infer<typeof IntegrationProvider>;

const CompanyRef = z.strictObject({ id: z.string(), name: z.string(), tax_id: z.string().optional() });

export const IntegrationView = z.strictObject({
  id: ConnectionSlug,
  provider: ProviderId,
  integration_type: IntegrationType,
  title: z.string(),
  company: CompanyRef,
  state: ConnectionState,
  /** Why it needs attention. */
  problem: ProblemWords.optional(),
  /** The account that was found at the other end; absent before the first check. */
  identity: z.string().optional(),
  base_url: z.string().optional(),
  settings: Values,
  /** Names of the secret fields that hold a value. */
  stored_credentials: z.array(z.string()),
  created_at: Instant,
  last_good_run_at: Instant.optional(),
  running_run: RunId.optional(),
});
export type IntegrationView = z.infer<typeof IntegrationView>;

export const RunWords = z.strictObject({
  id: RunId,
  kind: RunKind,
  trigger: z.string(),
  state: RunState,
  started_at: Instant,
  ended_at: Instant.optional(),
  month: z.string().optional(),
  date_from: PlainDate.optional(),
  date_to: PlainDate.optional(),
  project_id: z.string().optional(),
  parts: z.array(
    z.strictObject({
      /** Absent for work that belongs to no connection, and for one that is gone. */
      integration: ConnectionSlug.optional(),
      state: RunState,
      done: z.number(),
      /** Absent while nobody knows. */
      total: z.number().optional(),
      unit: z.string(),
      new_count: z.int(),
      changed_count: z.int(),
      known_count: z.int(),
      unreadable_count: z.int(),
      waits_until: Instant.optional(),
      problem: ProblemWords.optional(),
    }),
  ),
  problem: ProblemWords.optional(),
});
export type RunWords = z.infer<typeof RunWords>;

/** Work that goes on: `follow` tells how it stands, `events` streams it. */
export const StartedRun = z.strictObject({
  run: RunId,
  follow: z.string(),
  events: z.string(),
  /** Everything was read to its end less than 15 minutes ago: nothing was asked again, the run is the one of then. */
  answered_from: Instant.optional(),
});
export type StartedRun = z.infer<typeof StartedRun>;

const RunPage = z.strictObject({
  runs: z.array(RunWords),
  /** `before` of the next page; absent on the last one. */
  next: z.string().optional(),
});

export const BulkLine = z.strictObject({
  integration: ConnectionSlug,
  company: z.string(),
  /** `fresh`: nothing was asked again; `skipped` and `refused` say why. */
  result: z.enum(['started', 'fresh', 'skipped', 'refused']),
  run: RunId.optional(),
  reason: z.enum(['unverified', 'paused']).optional(),
  problem: ProblemWords.optional(),
});
export type BulkLine = z.infer<typeof BulkLine>;
const BulkAnswer = z.strictObject({ results: z.array(BulkLine) });

const Page = {
  limit: z.int().min(1).max(200).optional(),
  /** As `next` of the page before told it. */
  before: z
    .string()
    .regex(/^[0-9TZ:.-]{24}_[0-9a-f-]{36}$/)
    .optional(),
};
const ById = { id: ConnectionSlug };
const Year = z.int().min(2000).max(2100);
const MonthNumber = z.int().min(1).max(12);
const Range = { date_from: PlainDate.optional(), date_to: PlainDate.optional(), project_id: Tag.optional() };

export const integrations = {
  providers: query(z.void(), z.array(IntegrationProvider)),
  companies: query(z.void(), z.array(z.strictObject({ ...CompanyRef.shape, country: z.string() }))),
  addCompany: command(
    z.strictObject({ name: CompanyName, country: z.enum(['PL', 'DE', 'EE']), tax_id: line(20).optional() }),
    z.strictObject({ id: z.string() }),
  ),
  create: command(
    z.strictObject({
      ...ById,
      provider: ProviderId,
      integration_type: IntegrationType,
      credentials: Values,
      base_url: z.string().max(2000).optional(),
      settings: Values.optional(),
      title: Title.optional(),
      company: CompanyName.optional(),
    }),
    IntegrationView,
  ),
  list: query(z.strictObject({ company: CompanyName.optional() }), z.array(IntegrationView)),
  get: query(z.strictObject(ById), IntegrationView),
  /** What is not sent stays as it is; an empty text takes a value away. Changed credentials have to be verified again. */
  update: command(
    z.strictObject({
      ...ById,
      provider: ProviderId.optional(),
      integration_type: IntegrationType.optional(),
      credentials: Values.optional(),
      base_url: z.string().max(2000).optional(),
      settings: Values.optional(),
      title: Title.optional(),
    }),
    IntegrationView,
  ),
  /** `keep`, the default: its invoices stay in the archive. */
  remove: command(z.strictObject({ ...ById, archive: z.enum(['keep', 'delete']).optional() }), z.void()),
  verify: command(z.strictObject(ById), StartedRun),
  /** One that was never verified is verified first. */
  syncInvoices: command(z.strictObject({ ...ById, ...Range }), StartedRun),
  /** Without a name: the month's bundle, built first when there is none that is up to date. */
  uploadReport: command(
    z.strictObject({ ...ById, report_name: z.string().min(1).max(200).optional(), year: Year, month: MonthNumber }),
    StartedRun,
  ),
  /** Every run of the connection, checks too, newest first. */
  logs: query(z.strictObject({ ...ById, ...Page }), RunPage),
  syncAll: command(z.strictObject({ company: CompanyName.optional() }), BulkAnswer),
  /** Last month, unless another one is asked for. */
  uploadAll: command(
    z.strictObject({ company: CompanyName.optional(), year: Year.optional(), month: MonthNumber.optional() }),
    /** Nothing was started: no month was looked for. */
    z.strictObject({ ...BulkAnswer.shape, month: Month.optional() }),
  ),
  runs: query(z.strictObject({ company: CompanyName.optional(), kind: RunKind.optional(), ...Page }), RunPage),
  run: query(
    z.strictObject({ run: RunId }),
    z.strictObject({
      ...RunWords.shape,
      log: z.array(z.strictObject({ at: Instant, level: z.string(), key: z.string(), params: MessageParams })),
    }),
  ),
  cancelRun: command(z.strictObject({ run: RunId }), z.void()),
};
