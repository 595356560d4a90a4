// The single caller of shell.openExternal.
import { shell } from 'electron';
import { Failure } from '../../shared/errors';
import { isSafeUrl } from './safeUrl';

export async function openExternal(text: string): Promise<void> {
  if (!isSafeUrl(text)) throw new Failure({ kind: 'user_input', key: 'error.unsafe_link' });
  await shell.openExternal(text);
}
