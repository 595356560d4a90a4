// Programs that nobody of us wrote, for tests: which of them this machine has.
import { execFileSync } from 'node:child_process';

/** Those that are not there; with a note of what is skipped for it. */
export function missingPrograms(names: readonly string[], skipped: string): readonly string[] {
  const missing = names.filter((name) => {
    try {
      execFileSync('which', [name], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
  if (missing.length > 0) process.stderr.write(`NOTE: skipping ${skipped}: ${missing.join(', ')} missing.\n`);
  return missing;
}
