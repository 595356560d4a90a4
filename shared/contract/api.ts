// The local HTTP API as Settings shows it. Of this computer alone.
import { z } from 'zod';
import { AppError } from '../errors';
import { command, event, query } from './define';

export const ApiSettings = z.strictObject({ isOn: z.boolean(), port: z.int().min(1).max(65_535) });
export type ApiSettings = z.infer<typeof ApiSettings>;

export const ApiView = z.strictObject({
  ...ApiSettings.shape,
  state: z.enum(['off', 'listening', 'stopped']),
  hasToken: z.boolean(),
  /** Switched on by KONTOR_API_TOKEN or KONTOR_API_PORT: these settings do not count. */
  isFromEnvironment: z.boolean(),
  /** Why nobody can reach it although it is on. */
  problem: AppError.optional(),
});
export type ApiView = z.infer<typeof ApiView>;

export const api = {
  view: query(z.void(), ApiView),
  /** `token`: made when it is switched on for the first time, told this once. */
  save: command(ApiSettings, z.strictObject({ view: ApiView, token: z.string().optional() })),
  /** The old token opens nothing from now on. */
  renew: command(z.void(), z.strictObject({ token: z.string() })),
  changed: event(z.void()),
};
