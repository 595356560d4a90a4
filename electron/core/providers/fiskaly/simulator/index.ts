// The fiskaly simulator: SIGN DE V2 (middleware and backend), the management API and the vendor's local service as one fetch handler.
import { scripted, type Simulator } from '../../sdk/simulatorKit';
import { fillDemoAccount } from './demoAccount';
import { dispatch } from './dispatch';
import { localService } from './localService';
import { complete, type FiskalyOptions } from './options';
import { World, type TssState } from './world';

/** For tests only: looks behind the service and changes it. */
export interface FiskalyControl {
  /** Takes a key back: its tokens go on until they end. */
  revokeKey(key: string): void;
  /** Ends every access token, or every token. */
  endTokens(which: 'access' | 'all'): void;
  setState(tssId: string, state: TssState): void;
  counterOf(tssId: string): number;
  /** Every signed message of a TSS, as the export has it. */
  logsOf(tssId: string): readonly { readonly name: string; readonly file: Buffer; readonly counter: number }[];
  transactionCount(tssId: string): number;
  publicKeyOf(tssId: string): Buffer;
}

export interface FiskalySimulator extends Simulator {
  readonly control: FiskalyControl;
}

export function createFiskalySimulator(options: FiskalyOptions): FiskalySimulator {
  const world = new World(complete(options));
  fillDemoAccount(world);
  const simulator = scripted(async (request, pathname, fault) => {
    const body = Buffer.from(await request.arrayBuffer());
    return pathname.endsWith('/invoke') ? invoke(request, body) : dispatch(world, request, body, fault);
  });
  const invoke = localService(world, simulator.handle);
  return { ...simulator, control: controlOf(world) };
}

function controlOf(world: World): FiskalyControl {
  const tss = (id: string) => {
    const found = world.tss.get(id);
    if (!found) throw new Error(`no TSS ${id}`);
    return found;
  };
  return {
    revokeKey: (key) => void world.keys.delete(key),
    endTokens: (which) => {
      world.access.clear();
      if (which === 'all') world.refresh.clear();
    },
    setState: (id, state) => void (tss(id).state = state),
    counterOf: (id) => tss(id).counter,
    logsOf: (id) => tss(id).logs,
    transactionCount: (id) => tss(id).transactions.size,
    publicKeyOf: (id) => tss(id).signer?.publicKey ?? Buffer.alloc(0),
  };
}

export { named, type NamedFault } from './faults';
export { DEMO_TSS, KEYS, ORGANIZATION, type FiskalyOptions } from './options';
