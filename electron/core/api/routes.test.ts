import { describe, expect, it } from 'vitest';
import { contract } from '../../../shared/contract/index';
import { findPath, ROUTES } from './routes';

describe('routes', () => {
  it('serve every call for other programs once', () => {
    const served = ROUTES.map(({ call }) => call).sort();
    expect(served).toEqual(
      Object.keys(contract.integrations)
        .map((name) => `integrations.${name}`)
        .sort(),
    );
  });

  it('are the paths of the guide, with and without a slash at the end', () => {
    expect(findPath('/api/integrations/')).toEqual({ path: '/integrations', values: {} });
    expect(findPath('/api/integrations')).toEqual({ path: '/integrations', values: {} });
    expect(findPath('/api/integrations/moja-ifirma/sync/invoices')).toEqual({
      path: '/integrations/{id}/sync/invoices',
      values: { id: 'moja-ifirma' },
    });
  });

  it('take a word before a value', () => {
    expect(findPath('/api/integrations/providers')?.path).toBe('/integrations/providers');
    expect(findPath('/api/integrations/actions/sync-all-invoices')?.path).toBe(
      '/integrations/actions/sync-all-invoices',
    );
  });
});
