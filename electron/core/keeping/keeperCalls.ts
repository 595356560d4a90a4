// How each call travels; both ends are of one build.
import type { CallStyle } from '../archive/remoteCalls';
import type { Keeper } from './types';

export const KEEPER_CALLS: Readonly<Record<keyof Keeper, CallStyle>> = {
  verify: 'tracked',
  backUp: 'tracked',
  part: 'tracked',
  unpack: 'tracked',
  putBack: 'tracked',
  lostIn: 'tracked',
  heal: 'tracked',
  audit: 'tracked',
  close: 'plain',
};
