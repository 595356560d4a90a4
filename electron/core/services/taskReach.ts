// What tasks may reach beyond their own connection, put together.
import type { Host } from '../ports';
import type { Texts } from '../texts';
import type { ConnectParts } from './connectParts';
import { handOnService } from './handOnService';
import { keepConnectionService, type KeepConnectionParts } from './keepConnection';

export function taskReach(
  host: Pick<Host, 'clock' | 'ids' | 'dialogs' | 'clipboard'>,
  texts: Texts,
  kept: Omit<KeepConnectionParts, 'clock' | 'ids'>,
): Pick<ConnectParts, 'keepConnection' | 'handOn'> & { stop(): Promise<void> } {
  const { clock, ids, dialogs, clipboard } = host;
  const { copy, stop } = handOnService({ dialogs, clipboard, clock, texts });
  return { keepConnection: keepConnectionService({ ...kept, clock, ids }), handOn: copy, stop };
}
