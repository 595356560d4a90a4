// Stops asking a server that keeps failing: five failures in a row open the circuit, then one call at a time tries it.

export interface Circuit {
  readonly failures: number;
  /** Closed while null. */
  readonly openUntilMs: number | null;
  readonly isProbing: boolean;
}

export const closedCircuit: Circuit = { failures: 0, openUntilMs: null, isProbing: false };

const failuresToOpen = 5;
const firstPauseMs = 15_000;
const longestPauseMs = 60_000;

export type Admission =
  { readonly admitted: true; readonly circuit: Circuit } | { readonly admitted: false; readonly retryAtMs: number };

export function admit(circuit: Circuit, nowMs: number): Admission {
  if (circuit.openUntilMs === null) return { admitted: true, circuit };
  if (nowMs < circuit.openUntilMs) return { admitted: false, retryAtMs: circuit.openUntilMs };
  if (circuit.isProbing) return { admitted: false, retryAtMs: nowMs + firstPauseMs };
  return { admitted: true, circuit: { ...circuit, isProbing: true } };
}

export function failed(circuit: Circuit, nowMs: number): Circuit {
  const failures = circuit.failures + 1;
  if (failures < failuresToOpen) return { ...circuit, failures };
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - failuresToOpen));
  return { failures, openUntilMs: nowMs + pause, isProbing: false };
}

/** A person asks for a try: the next call is the probe, before its time. Whether it is the only one stays as it is. */
export function halfOpened(circuit: Circuit, nowMs: number): Circuit {
  return circuit.openUntilMs === null ? circuit : { ...circuit, openUntilMs: Math.min(circuit.openUntilMs, nowMs) };
}

/** The probe ended without a verdict, e.g. it was cancelled: the next call may be the probe. */
export function undecided(circuit: Circuit): Circuit {
  return { ...circuit, isProbing: false };
}
