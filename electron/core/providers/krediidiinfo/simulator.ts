// The service as the demo company meets it.
import { createEdiSimulator, type EdiOptions, type EdiSimulator } from '../sdk/edi/simulator/index';

export const createKrediidiinfoSimulator = (options: EdiOptions): EdiSimulator => createEdiSimulator(options);
