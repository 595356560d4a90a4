// Workers that live for one piece of work. Tests do the same work without a worker.
import type { FiscalChecker } from './fiscal/types';
import { workerChecker } from './fiscal/workerChecker';
import type { Stager } from './imports/types';
import { workerStager } from './imports/workerStager';
import type { Keeper } from './keeping/types';
import { workerKeeper } from './keeping/workerKeeper';
import type { PaperDrawer } from './paper/types';
import { workerDrawer } from './paper/workerDrawer';
import type { Host } from './ports';

export interface ShortWorkers {
  readonly newDrawer: (host: Host) => PaperDrawer;
  readonly newStager: (host: Host) => Stager;
  readonly newChecker: (host: Host) => FiscalChecker;
  readonly newKeeper: (host: Host) => Keeper;
}

export const shortWorkers: ShortWorkers = {
  newDrawer: workerDrawer,
  newStager: workerStager,
  newChecker: workerChecker,
  newKeeper: workerKeeper,
};
