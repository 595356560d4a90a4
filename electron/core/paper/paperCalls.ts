import type { CallStyle } from '../archive/remoteCalls';
import type { PaperDrawer } from './types';

export const PAPER_CALLS: Readonly<Record<keyof PaperDrawer, CallStyle>> = {
  draw: 'plain',
  drawCompleteness: 'plain',
  drawYear: 'plain',
  drawInto: 'plain',
  close: 'plain',
};
