// The service as the demo company meets it.
import { createEdiSimulator, type EdiOptions, type EdiSimulator } from '../sdk/edi/simulator/index';

export const createMediatorSimulator = (options: EdiOptions): EdiSimulator => createEdiSimulator(options);
