// A secret that a person has to give to somebody else: copied by main after a question of its own, gone from the clipboard after a minute.
// No window is ever told what it is.
import type { Clipboard, Clock, Dialogs } from '../ports';
import type { Texts } from '../texts';

const LIES_MS = 60_000;

export interface HandOnParts {
  readonly dialogs: Pick<Dialogs, 'confirm'>;
  readonly clipboard: Clipboard;
  readonly clock: Clock;
  readonly texts: Texts;
}

export function handOnService({ dialogs, clipboard, clock, texts }: HandOnParts) {
  let lying: { readonly abort: AbortController; readonly gone: Promise<void> } | null = null;

  const stop = async (): Promise<void> => {
    lying?.abort.abort();
    await lying?.gone;
  };
  return {
    copy: async (secret: string, title: string): Promise<boolean> => {
      const t = await texts();
      const answer = await dialogs.confirm({
        message: t('hand_on'),
        detail: `${title}\n${t('hand_on_detail')}`,
        yes: t('hand_on_copy'),
        no: t('hand_on_keep'),
      });
      if (!answer) return false;
      await stop();
      await clipboard.write(secret);
      const abort = new AbortController();
      const gone = clock
        .sleep(LIES_MS, abort.signal)
        .catch(() => undefined)
        .then(() => clipboard.clear(secret));
      lying = { abort, gone };
      return true;
    },
    /** Nothing of it outlives the program. */
    stop,
  };
}
