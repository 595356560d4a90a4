// The account that the demo company finds: one TSS with one register, and a few receipts a day of the last months.
import { DEMO_TSS, KEYS, type CompleteOptions } from './options';
import { addRegister } from './registers';
import { begin, write } from './transactions';
import { deploy, logSystem, newTss } from './tss';
import { World } from './world';

const DAY = 86_400;
const MONTH = 30 * DAY;

export function fillDemoAccount(world: World): void {
  const { months, receiptsPerMonth } = world.options;
  if (months === 0) return;
  const now = world.seconds();
  let at = now - months * MONTH;
  // The same account, seen by a clock of its own.
  const past = atTime(world, () => at);
  const { organization, env } = KEYS.demo;
  const tss = newTss(past, DEMO_TSS.id, { organization, env, puk: DEMO_TSS.puk });
  deploy(past, tss, 'UNINITIALIZED');
  tss.pin = DEMO_TSS.pin;
  logSystem(past, tss, 'unblockUser');
  deploy(past, tss, 'INITIALIZED');
  tss.description = 'Blumenladen Birkenhof, Kasse 1';
  const register = addRegister(tss, DEMO_TSS.clientId, DEMO_TSS.clientSerial, at);
  logSystem(past, tss, 'registerClient');
  const closed = new Map<string, number>();
  const step = Math.floor(MONTH / receiptsPerMonth);
  for (let index = 1; index <= months * receiptsPerMonth; index++) {
    at = now - months * MONTH + index * step - 3600;
    const id = demoId(world.options.seed, index);
    const [, tx] = begin(past, tss, register, id, { state: 'ACTIVE', client_id: register.id });
    at += 20 + (index % 40);
    const amount = `${String(3 + ((index * 37) % 80))}.${String((index * 13) % 100).padStart(2, '0')}`;
    write(past, tss, tx, register, {
      state: 'FINISHED',
      client_id: register.id,
      schema: {
        standard_v1: {
          receipt: {
            receipt_type: 'RECEIPT',
            amounts_per_vat_rate: [{ vat_rate: index % 3 === 0 ? 'NORMAL' : 'REDUCED_1', amount }],
            amounts_per_payment_type: [
              { payment_type: index % 2 === 0 ? 'CASH' : 'NON_CASH', amount, currency_code: 'EUR' },
            ],
          },
        },
      },
    });
    const day = new Date(at * 1000).toISOString().slice(0, 10);
    closed.set(day, (closed.get(day) ?? 0) + 1);
  }
  if (!world.options.hasClosings) return;
  for (const [businessDate, transactions] of closed)
    world.closings.push({ id: world.unique('closing'), organization, env, businessDate, transactions });
}

function atTime(world: World, seconds: () => number): World {
  const options: CompleteOptions = { ...world.options, now: () => seconds() * 1000 };
  const past = new World(options);
  return Object.assign(past, { tss: world.tss });
}

function demoId(seed: number, index: number): string {
  const tail = (seed * 1_000_000 + index).toString(16).padStart(12, '0').slice(-12);
  return `5a1e0000-0000-4000-8000-${tail}`;
}
