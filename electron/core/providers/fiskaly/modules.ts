// Every TSS of the account as the archive's countdown and the screens see it.
import type { FiscalModule, ListFiscalModules } from '../sdk/fiscal';
import { openFiskaly } from './session';
import { everyItem, listTss } from './signDe';
import { nameOfTss, type Tss } from './wire';

/** Of a deleted or evicted one nothing is left. */
const STATES: Readonly<Partial<Record<Tss['state'], FiscalModule['state']>>> = {
  CREATED: 'preparing',
  UNINITIALIZED: 'preparing',
  INITIALIZED: 'signing',
  DISABLED: 'ended',
  DEFECTIVE: 'broken',
};

export const listModules: ListFiscalModules = async (ctx) => {
  const api = openFiskaly(ctx);
  const modules: FiscalModule[] = [];
  for await (const tss of everyItem((order) => listTss(api, order))) {
    const state = STATES[tss.state];
    if (state === undefined) continue;
    modules.push({
      id: tss._id,
      name: nameOfTss(tss),
      serial: tss.serial_number ?? '',
      state,
      sinceMs: msOf(tss.time_init),
      untilMs: msOf(tss.time_disable ?? tss.time_defective),
    });
  }
  return modules;
};

function msOf(seconds: number | null | undefined): number | null {
  return seconds === null || seconds === undefined ? null : seconds * 1000;
}
