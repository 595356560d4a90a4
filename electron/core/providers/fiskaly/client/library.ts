// The vendor's shared library: `_fiskaly_client_invoke(CString) CString` and `_fiskaly_client_free(CString)`. The library allocates each
// answer, and each goes back to it exactly once. Calls run on worker threads, one after another: nothing says that it is thread-safe.
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FiskalyTransport } from './transport';

export class LibraryProblem extends Error {
  override readonly name = 'LibraryProblem';
  readonly reason: 'no_ffi' | 'not_found' | 'not_loaded' | 'no_answer';
  constructor(reason: LibraryProblem['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

type Invoke = (request: string) => Promise<string>;

/** It may bring a runtime and threads of its own, so it is loaded once and stays. */
const loaded = new Map<string, Promise<Invoke>>();

export async function libraryTransport(fileOrFolder: string): Promise<FiskalyTransport> {
  const file = await findLibrary(fileOrFolder);
  let invoke = loaded.get(file);
  if (invoke === undefined) {
    invoke = load(file);
    loaded.set(file, invoke);
    invoke.catch(() => loaded.delete(file));
  }
  return { invoke: await invoke, close: () => Promise.resolve() };
}

async function load(file: string): Promise<Invoke> {
  // An optional part: everything else works where it is missing.
  const { default: koffi } = await import('koffi').catch((cause: unknown) => {
    throw new LibraryProblem('no_ffi', 'koffi is not installed', { cause });
  });
  const isWindows32 = process.platform === 'win32' && process.arch === 'ia32';
  const convention = isWindows32 ? '__cdecl' : '';
  let call: { async(request: string, done: (error: unknown, answer: string | null) => void): void };
  try {
    const library = koffi.load(file);
    const free = library.func(`void ${convention} _fiskaly_client_free(void *text)`);
    // Disposable: koffi copies the text, then calls the library's own free, once.
    const answer = koffi.disposable(null, 'str', free);
    call = library.func('_fiskaly_client_invoke', answer, ['str']) as typeof call;
  } catch (cause) {
    throw new LibraryProblem('not_loaded', cause instanceof Error ? cause.message : 'not loaded', { cause });
  }
  return oneAfterAnother(
    (request) =>
      new Promise((resolve, reject) => {
        call.async(request, (error, text) => {
          if (typeof text === 'string') resolve(text);
          else reject(new LibraryProblem('no_answer', 'the library returned nothing', { cause: error }));
        });
      }),
  );
}

function oneAfterAnother(invoke: Invoke): Invoke {
  let last: Promise<unknown> = Promise.resolve();
  return (request) => {
    // A C string ends at the first NUL: JSON has it escaped.
    const turn = last.then(() => invoke(request.replaceAll('\0', '')));
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** A file as it is named; in a folder the newest version for this system. */
export async function findLibrary(fileOrFolder: string): Promise<string> {
  const found = await stat(fileOrFolder).catch(() => null);
  if (found?.isFile() === true) return path.resolve(fileOrFolder);
  if (found === null) throw new LibraryProblem('not_found', 'there is no such file');
  const pattern = libraryPattern(process.platform, process.arch);
  const names = (await readdir(fileOrFolder)).filter((name) => pattern.test(name));
  const [newest] = names.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  if (newest === undefined) throw new LibraryProblem('not_found', `no library for ${process.platform} ${process.arch}`);
  return path.resolve(fileOrFolder, newest);
}

/** The vendor's names (dossier §7.2). */
export function libraryPattern(platform: string, arch: string): RegExp {
  const system = { linux: 'linux', win32: 'windows', darwin: 'darwin' }[platform] ?? platform;
  const machine = { x64: 'amd64', ia32: '386' }[arch] ?? arch;
  const ending = { linux: 'so', win32: 'dll', darwin: 'dylib' }[platform] ?? 'so';
  return new RegExp(
    String.raw`^(lib)?com\.fiskaly\.(kassensichv\.)?client-${system}-${machine}(-v[\d.]+)?\.${ending}$`,
  );
}
