import { describe, expect, it } from 'vitest';
import { admit, type Circuit, closedCircuit, failed, halfOpened, undecided } from './circuitBreaker';

const failedTimes = (times: number, nowMs = 0): Circuit => {
  let circuit = closedCircuit;
  for (let i = 0; i < times; i++) circuit = failed(circuit, nowMs);
  return circuit;
};
const probing = (): Circuit => {
  const admission = admit(failedTimes(5), 15_000);
  if (!admission.admitted) throw new Error('refused');
  return admission.circuit;
};

describe('a circuit', () => {
  it('opens with the fifth failure', () => {
    expect(admit(failedTimes(4), 0).admitted).toBe(true);
    expect(admit(failedTimes(5), 0)).toEqual({ admitted: false, retryAtMs: 15_000 });
    expect(admit(failedTimes(5), 14_999).admitted).toBe(false);
  });

  it('lets one probe through, and nobody beside it', () => {
    expect(admit(probing(), 15_000)).toEqual({ admitted: false, retryAtMs: 30_000 });
  });

  it('stays open twice as long after a probe that failed, up to a minute', () => {
    const later = [5, 6, 7, 8, 20].map((times) => failedTimes(times, 1_000).openUntilMs);
    expect(later).toEqual([16_000, 31_000, 61_000, 61_000, 61_000]);
    expect(failed(probing(), 15_000)).toEqual({ failures: 6, openUntilMs: 45_000, isProbing: false });
  });

  it('gives a person one probe before its time, and is shut for longer when that fails', () => {
    const asked = admit(halfOpened(failedTimes(5), 1_000), 1_000);
    if (!asked.admitted) throw new Error('refused');
    expect(admit(asked.circuit, 1_000).admitted).toBe(false);
    expect(admit(halfOpened(asked.circuit, 1_000), 1_000).admitted).toBe(false);
    expect(admit(failed(asked.circuit, 1_000), 30_999)).toEqual({ admitted: false, retryAtMs: 31_000 });
  });

  it('that is shut, or may be probed already, stays as it is', () => {
    expect(halfOpened(failedTimes(4), 0)).toEqual(failedTimes(4));
    expect(halfOpened(failedTimes(5), 20_000)).toEqual(failedTimes(5));
  });

  it('gives the next call the probe when one ended without a verdict', () => {
    expect(admit(undecided(probing()), 15_000).admitted).toBe(true);
  });
});
