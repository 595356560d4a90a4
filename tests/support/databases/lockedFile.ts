// Another program on the same SQLite file, in the middle of a change that it does not finish.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Gives the file back. */
export async function lockedByAnother(file: string): Promise<() => Promise<void>> {
  const code = `
    const Database = require('better-sqlite3');
    const [file, nativeBinding] = process.argv.slice(1);
    const database = new Database(file, nativeBinding ? { nativeBinding } : {});
    database.exec('BEGIN EXCLUSIVE');
    process.stdout.write('locked');
    process.stdin.once('data', () => {
      database.exec('COMMIT');
      database.close();
      process.exit(0);
    });`;
  const binding = process.env['KONTOR_SQLITE_BINDING'];
  const child: ChildProcess = spawn(process.execPath, ['-e', code, file, ...(binding ? [binding] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('no pipes');
  await once(stdout, 'data');
  return async () => {
    const gone = once(child, 'exit');
    stdin.write('go');
    await gone;
  };
}
