// The writer's end of a parser thread: batches are answered in their order, and an answer says when there is none to be had.
import type { Worker } from 'node:worker_threads';
import type { SentFailure } from '../rpc';
import type { HandedOver, PackedBatch, ReadFacts } from './readPacked';

export type ReadOutcome = { readonly facts: ReadFacts } | { readonly failure: SentFailure };

export interface ReadBatch {
  /** The bytes that were sent. */
  readonly data: HandedOver;
  readonly outcomes: readonly ReadOutcome[];
}

/** The first thing that the thread says. */
export const PARSER_READY = 'ready';

/** What it makes is short-lived: more room for the young only makes the process larger. */
export const PARSER_LIMITS = { maxYoungGenerationSizeMb: 12 } as const;

export class ParserThread {
  private readonly open: () => Worker | null;
  private worker: Worker | null = null;
  private readonly waiting: ((answer: ReadBatch | null) => void)[] = [];
  private hasBegun = false;
  private isGone = false;

  constructor(open: () => Worker | null) {
    this.open = open;
  }

  /** It has read its own code: what is sent is read at once. */
  get isReady(): boolean {
    return this.hasBegun && !this.isGone;
  }

  /** Nothing is done where it runs or is gone. */
  start(): void {
    if (!this.isGone) this.worker ??= this.started();
  }

  /** Null when the thread is gone: nothing is lost, for it only ever held copies. */
  read(batch: PackedBatch): Promise<ReadBatch | null> {
    this.start();
    const { worker } = this;
    if (worker === null || this.isGone) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      worker.postMessage(batch, [batch.data.buffer]);
    });
  }

  stop(): void {
    this.gone();
    void this.worker?.terminate();
    this.worker = null;
  }

  private started(): Worker | null {
    const worker = this.open();
    this.isGone = worker === null;
    // Ours and of one build.
    worker?.on('message', (message: ReadBatch | typeof PARSER_READY) => {
      if (message === PARSER_READY) this.hasBegun = true;
      else this.answer(message);
    });
    worker?.on('error', () => this.gone());
    worker?.on('exit', () => this.gone());
    return worker;
  }

  private answer(answer: ReadBatch | null): void {
    this.waiting.shift()?.(answer);
  }

  private gone(): void {
    this.isGone = true;
    while (this.waiting.length > 0) this.answer(null);
  }
}
