// One log message of a TSE (BSI TR-03151): who signed what, under which number, and over which bytes.

export class BrokenLog extends Error {
  override readonly name = 'BrokenLog';
}

export interface LogMessage {
  readonly kind: 'transaction' | 'system' | 'audit';
  readonly counter: number;
  /** The bytes that the signature covers: everything but the signature, without the outer sequence. */
  readonly signed: Buffer;
  readonly signature: Buffer;
  /** SHA-256 of the public key, hex. */
  readonly serial: string;
  readonly algorithm: string;
}

const KINDS: Readonly<Record<string, LogMessage['kind']>> = {
  '04007f000703070101': 'transaction',
  '04007f000703070102': 'system',
  '04007f000703070103': 'audit',
};
const [INTEGER, OCTETS, OID, SEQUENCE] = [0x02, 0x04, 0x06, 0x30];

export interface Element {
  readonly tag: number;
  readonly content: Buffer;
  readonly start: number;
}

export function readLogMessage(file: Buffer): LogMessage {
  const outer = elementsOf(file);
  // The file wraps the signed elements and the signature in one sequence; some writers leave it out.
  const [wrapper] = outer;
  const content = outer.length === 1 && wrapper?.tag === SEQUENCE ? wrapper.content : file;
  const parts = content === file ? outer : elementsOf(content);
  const signature = parts.at(-1);
  const algorithm = parts.findIndex(({ tag }) => tag === SEQUENCE);
  const serial = parts.slice(0, Math.max(algorithm, 0)).findLast(({ tag }) => tag === OCTETS);
  const counter = parts.slice(algorithm + 1).find(({ tag }) => tag === INTEGER);
  const type = parts.find(({ tag }) => tag === OID);
  if (signature?.tag !== OCTETS || algorithm < 0 || !serial || !counter || !type)
    throw new BrokenLog('parts are missing');
  const kind = KINDS[type.content.toString('hex')];
  if (kind === undefined) throw new BrokenLog('not a kind of log message');
  return {
    kind,
    counter: numberOf(counter.content),
    signed: content.subarray(0, signature.start),
    signature: signature.content,
    serial: serial.content.toString('hex'),
    algorithm: (parts[algorithm]?.content ?? Buffer.alloc(0)).toString('hex'),
  };
}

export function elementsOf(bytes: Buffer): readonly Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const start = at;
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1];
    if (first === undefined) throw new BrokenLog('cut short');
    const more = first < 0x80 ? 0 : first & 0x7f;
    if (more > 4 || (first >= 0x80 && more === 0)) throw new BrokenLog('a length is damaged');
    const head = at + 2 + more;
    if (head > bytes.length) throw new BrokenLog('cut short');
    const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
    if (head + length > bytes.length) throw new BrokenLog('cut short');
    found.push({ tag, content: bytes.subarray(head, head + length), start });
    at = head + length;
  }
  return found;
}

function numberOf(content: Buffer): number {
  if (content.length === 0 || content.length > 7) throw new BrokenLog('a counter is damaged');
  return Number.parseInt(content.toString('hex'), 16);
}
