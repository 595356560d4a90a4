// The passphrase of a Kontor that has no window to ask in. Taken once: neither variable is left to a process that is started later.
import { closeSync, readFileSync } from 'node:fs';

/** Of the sign-ins, and of a backup. */
type Variable = 'KONTOR_PASSPHRASE' | 'KONTOR_BACKUP_PASSPHRASE';

/** A descriptor comes first: what it gives stands in no list of processes. Its last line break is not part of it. */
export function passphraseFrom(env: NodeJS.ProcessEnv, variable: Variable = 'KONTOR_PASSPHRASE'): string | null {
  const descriptor = `${variable}_FD`;
  const { [variable]: text, [descriptor]: number } = env;
  // A descriptor is a number: nothing else is looked at.
  const read = number !== undefined && /^\d{1,4}$/.test(number) ? readDescriptor(Number(number)) : null;
  Reflect.deleteProperty(env, variable);
  Reflect.deleteProperty(env, descriptor);
  const found = read ?? text ?? '';
  return found === '' ? null : found;
}

function readDescriptor(descriptor: number): string | null {
  try {
    const text = readFileSync(descriptor, 'utf8').replace(/\r?\n$/, '');
    if (descriptor > 2) closeSync(descriptor);
    return text;
  } catch {
    return null;
  }
}
