import { z } from 'zod';
import { CompanyId, Instant } from '../domain/ids';
import { COMPANY_NAME_CHARS, line } from '../domain/line';
import { AppError } from '../errors';
import { command, event, query } from './define';

export const PurchaseMonthRule = z.enum(['issue_date', 'received_date']);

export const CompanyView = z.strictObject({
  id: CompanyId,
  name: z.string(),
  country: z.enum(['PL', 'DE', 'EE']),
  taxId: z.string().optional(),
  isDemo: z.boolean(),
  purchaseMonthRule: PurchaseMonthRule,
  createdAt: Instant,
  invoiceCount: z.int(),
});
export type CompanyView = z.infer<typeof CompanyView>;

export const companies = {
  list: query(z.void(), z.array(CompanyView)),
  create: command(
    z.strictObject({
      name: line(COMPANY_NAME_CHARS),
      country: z.enum(['PL', 'DE', 'EE']),
      taxId: line(32).optional(),
    }),
    z.strictObject({ id: CompanyId }),
  ),
  update: command(
    z.strictObject({ id: CompanyId, name: line(COMPANY_NAME_CHARS), purchaseMonthRule: PurchaseMonthRule }),
    z.void(),
  ),
  /** Makes the demo company with its simulated services, connects them and syncs; returns at once, progress as runs. */
  openDemo: command(z.void(), z.strictObject({ id: CompanyId })),
  /** Removes the demo company, its connections and its archive without a trace. */
  removeDemo: command(z.void(), z.void()),
  /** What is damaged in its archive folder, until it is mended. */
  findings: query(z.strictObject({ companyId: CompanyId }), z.array(AppError)),
  changed: event(z.strictObject({ id: CompanyId.optional() })),
};
