import { describe, expect, it } from 'vitest';
import type { CompanyId } from '../../../../shared/domain/ids';
import type { Company } from '../../db/repositories/company.repo';
import type { Connection } from '../../db/repositories/connection.repo';
import krediidiinfo from '../../providers/krediidiinfo';
import ksef from '../../providers/ksef';
import { senders } from './senders';

const all = [krediidiinfo, ksef];
const connections = all.map(
  ({ id }) => ({ id: `c-${id}`, title: id, providerId: id, settings: {}, state: 'ok' }) as unknown as Connection,
);

describe('the connections that the form may send through', () => {
  it.each([
    ['PL', 'ksef'],
    ['EE', 'krediidiinfo'],
  ])('of %s take what it writes there: %s', async (country, way) => {
    const { list } = senders({
      companies: { find: () => Promise.resolve({ country } as Company) },
      connections: { list: () => Promise.resolve(connections), find: () => Promise.resolve(null) },
      manifestOf: (providerId) => all.find(({ id }) => id === providerId) ?? ksef,
      saveSettings: () => Promise.resolve(),
    });
    expect((await list('one' as CompanyId)).map(({ title }) => title)).toEqual([way]);
  });
});
