// Reads files in the thread that it is made in: the worker, and tests.
import { lookAtTable } from './stage/lookAtTable';
import { planFiles } from './stage/planFiles';
import { stageFiles } from './stage/stageFiles';
import type { Stager } from './types';

export function createStager(): Stager {
  return {
    stage: stageFiles,
    look: ({ file, encoding, separator }, company) => lookAtTable(file, encoding, separator, company),
    plan: planFiles,
    close: () => Promise.resolve(),
  };
}
