// The wizard: a flow lives in main, the renderer draws its current step. Secrets travel to main once and never back, but for what a task
// has to show once.
import { z } from 'zod';
import { AppError, MessageParams } from '../errors';
import { CompanyId, ConnectionId, FlowId, ProviderId } from '../domain/ids';
import { line, TITLE_CHARS } from '../domain/line';
import { FieldValues } from '../forms/fields';
import { command, event, query } from './define';

export const TickState = z.enum(['waiting', 'running', 'done', 'skipped', 'failed']);
/** One step of verify as it ticks. `note` is a key of the provider's texts with params: `with this token`. */
export const Tick = z.strictObject({
  id: z.string(),
  state: TickState,
  note: z.string().optional(),
  noteParams: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  ms: z.int().optional(),
});
export type Tick = z.infer<typeof Tick>;

export const FoundCompany = z.strictObject({
  name: z.string(),
  taxId: z.string().optional(),
  address: z.string().optional(),
});
export type FoundCompany = z.infer<typeof FoundCompany>;

/** What a task did. Keys of the provider's texts; `once` is shown now and can never be asked for again. */
export const TaskOutcome = z.strictObject({
  lines: z.array(z.strictObject({ key: z.string(), params: MessageParams })),
  once: z.array(z.strictObject({ label: z.string(), value: z.string() })),
});
export type TaskOutcome = z.infer<typeof TaskOutcome>;

export const FlowStep = z.discriminatedUnion('step', [
  /** With a problem, `ticks` tell how far the refused check came. */
  z.strictObject({
    step: z.literal('form'),
    values: FieldValues,
    problem: AppError.optional(),
    ticks: z.array(Tick).optional(),
  }),
  /** The user signs in elsewhere; `url` may be opened again. */
  z.strictObject({ step: z.literal('external'), actionId: z.string(), url: z.string() }),
  z.strictObject({ step: z.literal('check'), ticks: z.array(Tick), company: FoundCompany.optional() }),
  z.strictObject({
    step: z.literal('checked'),
    ticks: z.array(Tick),
    company: FoundCompany.optional(),
    identity: z.string(),
    suggestedTitle: z.string(),
    suggestedSlug: z.string(),
  }),
  /** A task under way, and what it did. */
  z.strictObject({ step: z.literal('act'), ticks: z.array(Tick) }),
  z.strictObject({ step: z.literal('acted'), ticks: z.array(Tick), outcome: TaskOutcome }),
  z.strictObject({ step: z.literal('done'), connectionId: ConnectionId }),
  z.strictObject({ step: z.literal('ended'), problem: AppError.optional() }),
]);
export type FlowStep = z.infer<typeof FlowStep>;

export const FlowView = z.strictObject({
  id: FlowId,
  providerId: ProviderId,
  companyId: CompanyId.optional(),
  /** Present when an existing connection signs in again. */
  connectionId: ConnectionId.optional(),
  /** The action that this flow is. */
  actionId: z.string().optional(),
  current: FlowStep,
});
export type FlowView = z.infer<typeof FlowView>;

/** What a pasted text was recognised as, before anything is sent anywhere. */
export const PasteHint = z.strictObject({
  /** Cleaned value to put into the field; absent for a secret, which main cleans again when it is sent. */
  value: z.string().optional(),
  /** Key of the provider's texts: `paste.ksef_token_for_nip`; absent when nothing is known about it. */
  hint: z.string().optional(),
  hintParams: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** Other fields that the pasted text tells: `{ nip: '5265877635' }`. */
  fills: FieldValues,
  ok: z.boolean(),
});
export type PasteHint = z.infer<typeof PasteHint>;

export const connect = {
  start: command(
    z.strictObject({
      providerId: ProviderId,
      companyId: CompanyId.optional(),
      connectionId: ConnectionId.optional(),
      actionId: z.string().optional(),
    }),
    FlowView,
  ),
  get: query(z.strictObject({ flowId: FlowId }), FlowView),
  recognise: command(
    z.strictObject({ flowId: FlowId, field: z.string(), text: z.string().max(200_000), values: FieldValues }),
    PasteHint,
  ),
  /** Sends the form and starts the check; the answer comes as `flowChanged`. */
  check: command(z.strictObject({ flowId: FlowId, values: FieldValues }), FlowView),
  /** Sends the form of a task and starts it; the answer comes as `flowChanged`. */
  act: command(z.strictObject({ flowId: FlowId, values: FieldValues }), FlowView),
  /** Starts a sign-in in the system browser. */
  external: command(z.strictObject({ flowId: FlowId, actionId: z.string(), values: FieldValues }), FlowView),
  back: command(z.strictObject({ flowId: FlowId }), FlowView),
  /** Saves what was checked. A company is created from what was found when none was given. */
  finish: command(
    z.strictObject({ flowId: FlowId, title: line(TITLE_CHARS), slug: z.string() }),
    z.strictObject({ connectionId: ConnectionId, companyId: CompanyId }),
  ),
  cancel: command(z.strictObject({ flowId: FlowId }), z.void()),
  flowChanged: event(z.strictObject({ flowId: FlowId })),
};
