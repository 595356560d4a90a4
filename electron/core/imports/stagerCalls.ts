import type { CallStyle } from '../archive/remoteCalls';
import type { Stager } from './types';

export const STAGER_CALLS: Readonly<Record<keyof Stager, CallStyle>> = {
  stage: 'tracked',
  look: 'plain',
  plan: 'tracked',
  close: 'plain',
};
