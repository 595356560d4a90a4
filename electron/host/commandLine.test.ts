import { expect, it } from 'vitest';
import { Command, commandOf, fileOrderOf, PLAIN, withoutOrders } from './commandLine';

it.each([
  [['/opt/kontor'], PLAIN],
  [['/opt/kontor', '--no-sandbox', '--user-data-dir=/x'], PLAIN],
  [['electron', '.', '--hidden'], { ...PLAIN, isHidden: true }],
  [['kontor', '--headless'], { ...PLAIN, isHeadless: true }],
  [['kontor', '--sync', '--hidden'], { ...PLAIN, isHidden: true, isSync: true }],
  [['kontor', '--upload-month', '2026-10'], { ...PLAIN, uploads: ['2026-10'] }],
  [['kontor', '--upload-month=2026-10', '--upload-month', '2026-09'], { ...PLAIN, uploads: ['2026-10', '2026-09'] }],
])('%j', (argv, command) => {
  expect(commandOf(argv)).toEqual(command);
  expect(Command.parse(JSON.parse(JSON.stringify(commandOf(argv))))).toEqual(command);
});

it.each([['--upload-month'], ['--upload-month', '2026-13'], ['--upload-month=October'], ['--upload-month', '--sync']])(
  'a month that is none is named: %j',
  (...argv) => {
    expect(commandOf(['kontor', ...argv])).toHaveProperty('wrong');
  },
);

it('a restart brings the window and repeats no order', () => {
  const argv = ['.', '--hidden', '--user-data-dir=/x', '--sync', '--upload-month', '2026-10', '--upload-month=2026-09'];
  expect(withoutOrders(argv)).toEqual(['.', '--user-data-dir=/x']);
});

it.each([
  [['kontor'], null],
  [['kontor', '--sync', '/x/firm.kontor-backup'], null],
  [['kontor', '--backup', '/x/firm.kontor-backup'], { kind: 'backup', file: '/x/firm.kontor-backup' }],
  [['kontor', '--no-sandbox', '--restore=a=b'], { kind: 'restore', file: 'a=b' }],
  [['kontor', '--backup'], { lacksFile: '--backup' }],
  [['kontor', '--restore='], { lacksFile: '--restore' }],
  [['kontor', '--backup', '--headless'], { lacksFile: '--backup' }],
])('a backup or a restore names its file: %j', (argv, order) => {
  expect(fileOrderOf(argv)).toEqual(order);
});
