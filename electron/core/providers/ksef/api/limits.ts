// What KSeF allows: sizes, certificates, calls. The calls feed the limiter that everything in the app shares.
import { z } from 'zod';
import type { RateWindow } from '../../sdk/http';
import type { Signed } from './caller';
import { optional } from './schemas';

const Sizes = z.looseObject({
  maxInvoiceSizeInMB: z.int(),
  maxInvoiceWithAttachmentSizeInMB: z.int(),
  maxInvoices: z.int(),
});
const ContextLimits = z.looseObject({ onlineSession: Sizes, batchSession: Sizes });
const SubjectLimits = z.looseObject({
  enrollment: optional(z.looseObject({ maxEnrollments: optional(z.int()) })),
  certificate: optional(z.looseObject({ maxCertificates: optional(z.int()) })),
});

/** A group that is told in another shape, or not at all, keeps the documented numbers. */
const Values = z.looseObject({ perSecond: z.int(), perMinute: z.int(), perHour: z.int() });
const RateLimits = z.record(z.string(), Values.optional().catch(undefined));
export type RateLimits = z.infer<typeof RateLimits>;

export function limitsApi({ json }: Signed) {
  const get = <S extends z.ZodType>(path: string, answer: S) => json({ method: 'GET', path, group: 'other', answer });
  return {
    context: () => get('/limits/context', ContextLimits),
    subject: () => get('/limits/subject', SubjectLimits),
    rates: () => get('/rate-limits', RateLimits),
  };
}

/** As sliding windows; a value below one says nothing that could be kept. */
export function rateWindows(limits: RateLimits): Readonly<Record<string, readonly RateWindow[]>> {
  const groups = Object.entries(limits).flatMap(([name, values]) => {
    if (!values) return [];
    const windows = [
      { seconds: 1, limit: values.perSecond },
      { seconds: 60, limit: values.perMinute },
      { seconds: 3600, limit: values.perHour },
    ].filter(({ limit }) => limit > 0);
    return windows.length === 0 ? [] : [[name, windows] as const];
  });
  return Object.fromEntries(groups);
}
