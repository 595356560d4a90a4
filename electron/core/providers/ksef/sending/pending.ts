// What only one invoice or one package still waits for: everything else of the run is done first, then it is told.
import { isFailure } from '../../../../../shared/errors';

/** KSeF has decided nothing yet, has dropped something, or owes a receipt. */
const WAITING: ReadonlySet<string> = new Set(['send_waiting', 'send_dropped', 'receipt_waiting', 'receipt_damaged']);

export class Pending {
  #first: Error | null = null;

  async during(work: () => Promise<void>, isItsOwn: (error: unknown) => boolean = () => false): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isFailure(error) || (!WAITING.has(error.spec.key) && !isItsOwn(error))) throw error;
      this.#first ??= error;
    }
  }

  tell(): void {
    if (this.#first !== null) throw this.#first;
  }
}
