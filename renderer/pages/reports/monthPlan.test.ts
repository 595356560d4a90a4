import { expect, it } from 'vitest';
import type { BundleView, ReportView } from '../../../shared/contract/reports';
import { nextStep } from './monthPlan';

const bundle = (revision: number, lateCount: number, at: readonly string[]): BundleView => ({
  id: 'b' as BundleView['id'],
  companyId: 'c' as BundleView['companyId'],
  month: '2026-09',
  revision,
  fileName: '2026-09.zip',
  bytes: 1,
  sha256: '',
  identity: '',
  invoiceCount: 1,
  builtAt: '2026-10-01T00:00:00.000Z',
  totals: [],
  entries: [],
  lateCount,
  receipts: at.map((connectionId) => ({
    connectionId: connectionId as BundleView['receipts'][number]['connectionId'],
    path: '',
    bytes: 1,
    sha256: '',
    verifiedBy: 'checksum',
    at: '2026-10-01T00:00:00.000Z',
  })),
});

it('builds and uploads a month without a bundle in one step, or only builds where there is no destination', () => {
  expect(nextStep({ bundles: [], invoiceCount: 4, reports: [], fiscalFiles: [] }, ['a'], false)).toMatchObject({
    build: 'first',
    primary: 'upload',
  });
  expect(nextStep({ bundles: [], invoiceCount: 4, reports: [], fiscalFiles: [] }, [], false)).toMatchObject({
    canUpload: false,
    primary: 'build',
  });
});

it('asks for nothing when every destination has the newest revision and nothing came later', () => {
  expect(
    nextStep({ bundles: [bundle(1, 0, ['a', 'b'])], invoiceCount: 4, reports: [], fiscalFiles: [] }, ['a', 'b'], false),
  ).toMatchObject({
    build: 'none',
    canUpload: false,
    primary: undefined,
  });
});

it('uploads what one destination lacks', () => {
  expect(
    nextStep({ bundles: [bundle(1, 0, ['a'])], invoiceCount: 4, reports: [], fiscalFiles: [] }, ['a', 'b'], false)
      .primary,
  ).toBe('upload');
});

it('names the next revision when invoices came late', () => {
  expect(
    nextStep({ bundles: [bundle(2, 3, ['a'])], invoiceCount: 7, reports: [], fiscalFiles: [] }, ['a'], false),
  ).toMatchObject({
    build: 'next',
    nextRevision: 3,
    primary: 'upload',
  });
});

it('offers nothing for a month that is still ahead or has no invoice', () => {
  expect(nextStep({ bundles: [], invoiceCount: 0, reports: [], fiscalFiles: [] }, ['a'], false)).toMatchObject({
    build: 'none',
    canUpload: false,
  });
  expect(nextStep({ bundles: [], invoiceCount: 4, reports: [], fiscalFiles: [] }, ['a'], true)).toMatchObject({
    build: 'none',
    canUpload: false,
  });
});

const report = (...at: readonly string[]): ReportView => ({
  id: 'r' as ReportView['id'],
  companyId: 'c' as ReportView['companyId'],
  month: '2026-09',
  fileName: 'raport.pdf',
  bytes: 1,
  sha256: '',
  origin: 'dropped',
  addedAt: '2026-10-01T00:00:00.000Z',
  receipts: bundle(1, 0, at).receipts,
});

it('uploads a report that a destination lacks, also in a month without an invoice', () => {
  const reports = [report('a')];
  expect(nextStep({ bundles: [], invoiceCount: 0, reports, fiscalFiles: [] }, ['a', 'b'], false)).toMatchObject({
    build: 'none',
    primary: 'upload',
  });
  expect(
    nextStep({ bundles: [bundle(1, 0, ['a'])], invoiceCount: 4, reports, fiscalFiles: [] }, ['a'], false).canUpload,
  ).toBe(false);
});

it('uploads what tills have signed, with a bundle and without one', () => {
  const [lacking, there] = [[], ['a']].map((at) => bundle(1, 0, at));
  const now = { bundles: [], invoiceCount: 0, reports: [] };
  expect(nextStep({ ...now, fiscalFiles: [lacking as BundleView] }, ['a'], false)).toMatchObject({
    build: 'none',
    primary: 'upload',
  });
  expect(nextStep({ ...now, fiscalFiles: [there as BundleView] }, ['a'], false).canUpload).toBe(false);
  const both = { bundles: [bundle(1, 0, ['a'])], invoiceCount: 4, reports: [], fiscalFiles: [lacking as BundleView] };
  expect(nextStep(both, ['a'], false).primary).toBe('upload');
});
