// The simulator refuses what the real one refuses, and remembers what must never be asked.
import { describe, expect, it } from 'vitest';
import { createWfirmaSimulator, DEMO } from './index';

const NOW = Date.parse('2026-10-06T08:00:00Z');

describe('the simulator', () => {
  const QUERY = 'inputFormat=json&outputFormat=json&company_id=451203';
  const ask = async (path: string, body: unknown, keys: Readonly<Record<string, string>> = DEMO.keys) => {
    const simulator = createWfirmaSimulator({ now: () => NOW, baseUrl: '', seed: 1 });
    const init = body === undefined ? { headers: keys } : { method: 'POST', headers: keys, body: JSON.stringify(body) };
    const text = await (await simulator.handle(new Request(`https://api2.example/${path}`, init))).text();
    return { text, violations: simulator.violations };
  };
  const found = (parameters: unknown) => ({ expenses: { parameters } });
  const GE = { condition: { field: 'date', operator: 'ge', value: '2026-05-01' } };

  it.each(['invoices/add', 'expenses/edit/1', 'invoices/delete/1', 'invoices/send/1', 'documents/add'])(
    'remembers %s',
    async (path) => {
      expect((await ask(`${path}?${QUERY}`, {})).violations).not.toEqual([]);
    },
  );

  it.each([
    ['a list of conditions', { conditions: [GE] }],
    ['conditions that are not counted from nought', { conditions: { '1': GE } }],
    ['an operator that is none', { conditions: { '0': { condition: { field: 'date', operator: '>=', value: '1' } } } }],
    ['two orders', { order: { desc: 'date', asc: 'id' } }],
    ['a page before the first', { page: 0 }],
    ['a parameter that is none', { offset: 3 }],
  ])('refuses %s', async (_, parameters) => {
    expect((await ask(`expenses/find?${QUERY}`, found(parameters))).text).toContain('INPUT ERROR');
    expect((await ask(`expenses/find?${QUERY}`, { invoices: { parameters: {} } })).text).toContain('INPUT ERROR');
  });

  it('answers in XML unless asked otherwise, and twenty rows at once', async () => {
    expect((await ask('expenses/find?inputFormat=json&company_id=451203', found({}))).text).toContain(
      '<code>OK</code>',
    );
    const { text } = await ask(`expenses/find?${QUERY}`, found({}));
    expect(Object.keys((JSON.parse(text) as { expenses: object }).expenses)).toHaveLength(21);
  });

  it.each(['accesskey', 'secretkey', 'appkey'])('wants %s', async (name) => {
    expect((await ask(`expenses/find?${QUERY}`, found({}), { ...DEMO.keys, [name]: '' })).text).toContain('"AUTH"');
  });
});
