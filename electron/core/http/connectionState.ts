// What outlives a single run of a connection: its places for parallel calls and the circuits to its servers.
import { admit, type Admission, type Circuit, closedCircuit, failed, halfOpened, undecided } from './circuitBreaker';
import { Gate } from './gate';

export class ConnectionState {
  readonly gate: Gate;
  readonly #circuits = new Map<string, Circuit>();
  readonly #origins = new Set<string>();

  constructor(parallel: number) {
    this.gate = new Gate(parallel);
  }

  /** Everything it has talked to since its sockets were last closed. */
  get origins(): ReadonlySet<string> {
    return this.#origins;
  }

  closeCircuits(): void {
    this.#circuits.clear();
  }

  halfOpenCircuits(nowMs: number): void {
    for (const [origin, circuit] of this.#circuits) this.#circuits.set(origin, halfOpened(circuit, nowMs));
  }

  leave(): void {
    this.#origins.clear();
  }

  admit(origin: string, nowMs: number): Admission {
    this.#origins.add(origin);
    const admission = admit(this.#circuits.get(origin) ?? closedCircuit, nowMs);
    if (admission.admitted && admission.circuit !== closedCircuit) this.#circuits.set(origin, admission.circuit);
    return admission;
  }

  settle(origin: string, verdict: 'good' | 'bad' | null, nowMs: number): void {
    const circuit = this.#circuits.get(origin) ?? closedCircuit;
    if (verdict === 'good') this.#circuits.delete(origin);
    else if (verdict === 'bad') this.#circuits.set(origin, failed(circuit, nowMs));
    else if (circuit !== closedCircuit) this.#circuits.set(origin, undecided(circuit));
  }
}
