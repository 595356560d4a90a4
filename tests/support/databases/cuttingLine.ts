// A line to a server that breaks at the nth thing that the client says: before it arrives, or after it was carried out and before the answer.
import { connect } from 'node:net';
import { rawServer, type Loopback } from '../loopback';

export interface CuttingLine {
  readonly port: number;
  /** Armed anew; Infinity for a line that holds. */
  cutAt(nth: number, when: 'before' | 'after'): void;
  /** It broke since it was armed. */
  wasCut(): boolean;
  close(): Promise<void>;
}

export async function cuttingLine(serverPort: number): Promise<CuttingLine> {
  let left = Infinity;
  let when: 'before' | 'after' = 'before';
  let isCut = false;
  const proxy: Loopback = await rawServer((client) => {
    const server = connect(serverPort, '127.0.0.1');
    const cut = (): void => {
      isCut = true;
      client.destroy();
      server.destroy();
    };
    let isAnswerAwaited = false;
    client.on('data', (piece: Buffer) => {
      left -= 1;
      if (left === 0 && when === 'before') {
        cut();
        return;
      }
      if (left === 0) isAnswerAwaited = true;
      server.write(piece);
    });
    server.on('data', (piece: Buffer) => {
      // The answer says that it was carried out.
      if (isAnswerAwaited) cut();
      else client.write(piece);
    });
    server.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('close', () => server.destroy());
  });
  return {
    port: proxy.port,
    cutAt: (nth, at) => {
      left = nth;
      when = at;
      isCut = false;
    },
    wasCut: () => isCut,
    close: () => proxy.close(),
  };
}
