// The closed set of failures a user can meet, and the envelope in which every answer crosses a process wall.
import { z } from 'zod';

export const ErrorKind = z.enum([
  'user_input',
  'auth',
  'permission',
  'rejected',
  'rate_limited',
  'unavailable',
  'conflict',
  'cancelled',
  'bug',
]);
export type ErrorKind = z.infer<typeof ErrorKind>;

export const MessageParams = z.record(z.string(), z.union([z.string(), z.number()]));
export type MessageParams = z.infer<typeof MessageParams>;

/**
 * What the renderer may know of a failure. `key` names four texts in every language: `<key>.what`, `.why`, `.todo`, `.safe`.
 * No stack, no address, no remote body: those stay in the log under `supportId`. `details` is the redacted text under *Details*.
 */
export const AppError = z.strictObject({
  kind: ErrorKind,
  key: z.string(),
  params: MessageParams,
  fieldErrors: z.record(z.string(), z.string()).optional(),
  retryAt: z.string().optional(),
  details: z.string().optional(),
  supportId: z.string(),
});
export type AppError = z.infer<typeof AppError>;

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

export interface FailureSpec {
  readonly kind: ErrorKind;
  readonly key: string;
  readonly params?: MessageParams;
  readonly fieldErrors?: Readonly<Record<string, string>>;
  /** Instant (ISO UTC, milliseconds) before which a further try is pointless. */
  readonly retryAt?: string;
  /** Codes and addresses for support, and words of a service, which may quote what it was sent: made safe where the problem is told. */
  readonly details?: string;
  readonly cause?: unknown;
}

/** The one exception class of the core: a classified failure. Anything else that is thrown counts as `bug`. */
export class Failure extends Error {
  readonly spec: FailureSpec;
  constructor(spec: FailureSpec) {
    super(`${spec.kind}: ${spec.key}`, spec.cause === undefined ? undefined : { cause: spec.cause });
    this.name = 'Failure';
    this.spec = spec;
  }
}

export function isFailure(error: unknown): error is Failure {
  return error instanceof Failure;
}

/** The failure behind a problem that was told somewhere else. */
export function failureOf({ kind, key, params, fieldErrors, retryAt, details }: AppError): Failure {
  return new Failure({
    kind,
    key,
    params,
    ...(fieldErrors === undefined ? {} : { fieldErrors }),
    ...(retryAt === undefined ? {} : { retryAt }),
    ...(details === undefined ? {} : { details }),
  });
}

/** Turns anything thrown into the form that may cross the wall. */
export function toAppError(error: unknown, supportId: string): AppError {
  if (isFailure(error)) {
    const { kind, key, params, fieldErrors, retryAt, details } = error.spec;
    return {
      kind,
      key,
      params: params ?? {},
      supportId,
      ...(fieldErrors === undefined ? {} : { fieldErrors: { ...fieldErrors } }),
      ...(retryAt === undefined ? {} : { retryAt }),
      ...(details === undefined ? {} : { details }),
    };
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return { kind: 'cancelled', key: 'error.cancelled', params: {}, supportId };
  }
  return { kind: 'bug', key: 'error.bug', params: {}, supportId };
}
