import { describe, expect, it } from 'vitest';
import type { CompanyId } from '../../../../shared/domain/ids';
import type { Connection } from '../../db/repositories/connection.repo';
import krediidiinfo from '../../providers/krediidiinfo';
import ksef from '../../providers/ksef';
import { senders } from './senders';

const all = [krediidiinfo, ksef];
const connections = all.map(
  ({ id }) => ({ id: `c-${id}`, title: id, providerId: id, settings: {}, state: 'ok' }) as unknown as Connection,
);

describe('the connections that the form may send through', () => {
  it('take what it writes: an Estonian post box is no way for a Polish invoice', async () => {
    const { list } = senders({
      connections: { list: () => Promise.resolve(connections), find: () => Promise.resolve(null) },
      manifestOf: (providerId) => all.find(({ id }) => id === providerId) ?? ksef,
      saveSettings: () => Promise.resolve(),
    });
    expect((await list('one' as CompanyId)).map(({ title }) => title)).toEqual(['ksef']);
  });
});
