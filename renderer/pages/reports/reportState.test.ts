import { expect, it } from 'vitest';
import type { ReceiptView } from '../../../shared/contract/receipts';
import type { ConnectionId } from '../../../shared/domain/ids';
import { monthsToChoose, reportState } from './reportState';

const [a, b] = ['a', 'b'] as unknown as readonly [ConnectionId, ConnectionId];
const receipt = (connectionId: ConnectionId, state?: NonNullable<ReceiptView['checked']>['state']): ReceiptView => ({
  connectionId,
  path: '/x',
  bytes: 1,
  sha256: '',
  verifiedBy: 'checksum',
  at: '2026-10-01T00:00:00.000Z',
  ...(state === undefined ? {} : { checked: { state, at: '2026-10-02T00:00:00.000Z' } }),
});

it('tells where a report lies', () => {
  expect(reportState({ receipts: [] }, [])).toMatchObject({ is: 'here' });
  expect(reportState({ receipts: [] }, [a, b])).toMatchObject({ is: 'missing' });
  expect(reportState({ receipts: [receipt(a)] }, [a, b])).toMatchObject({ is: 'partly', done: 1, all: 2 });
  expect(reportState({ receipts: [receipt(a, 'same'), receipt(b, 'moved')] }, [a, b])).toMatchObject({ is: 'there' });
});

it('says where a check found it gone, until it was sent again', () => {
  expect(reportState({ receipts: [receipt(a, 'gone'), receipt(b)] }, [a, b])).toMatchObject({
    is: 'lost',
    lostAt: [a],
  });
  expect(reportState({ receipts: [receipt(a, 'changed'), receipt(a)] }, [a])).toMatchObject({
    is: 'there',
    lostAt: [],
  });
});

it('offers the last months and the one it has', () => {
  expect(monthsToChoose('2026-02', undefined, 3)).toEqual(['2026-02', '2026-01', '2025-12']);
  expect(monthsToChoose('2026-02', '2024-07', 2)).toEqual(['2026-02', '2026-01', '2024-07']);
});
