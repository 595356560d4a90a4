// Child processes the way the bootstrap needs them: output kept for the failure, or passed through.

import { spawn } from 'node:child_process';

/** Tools put what went wrong first or last: a long output is shown from both ends. */
function excerpt(text) {
  const lines = text.trim().split('\n');
  return (lines.length <= 40 ? lines : [...lines.slice(0, 20), '…', ...lines.slice(-20)]).join('\n');
}

/** Runs quietly and returns what was printed; a failure carries an excerpt of it. */
export function runQuietly(command, args, options = {}) {
  const { timeoutMs, input, ...rest } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'], ...rest });
    let output = '';
    let errors = '';
    const timer = timeoutMs && setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (errors += chunk));
    if (input) child.stdin.end(input);
    child.on('error', (cause) => {
      clearTimeout(timer);
      reject(cause);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(output);
      const what = `${command} ${args.slice(0, 3).join(' ')} ended with ${signal ?? code}`;
      reject(new Error(`${what}\n${excerpt(`${output}\n${errors}`)}`));
    });
  });
}

/** Runs with the terminal handed through; resolves with the exit code. */
export function runThrough(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    // The terminal sends Ctrl+C to the child as well; whoever signals this process alone means the child too.
    const pass = (signal) => child.kill(signal);
    const ignore = () => undefined;
    process.on('SIGTERM', pass);
    process.on('SIGHUP', pass);
    process.on('SIGINT', ignore);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGTERM', pass);
      process.off('SIGHUP', pass);
      process.off('SIGINT', ignore);
      resolve(signal ? 1 : (code ?? 1));
    });
  });
}

/** How to start npm with the Node that runs this file. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.c?js$/.test(script)) return { command: process.execPath, args: [script] };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [], shell: process.platform === 'win32' };
}

export function runNpm(args, options = {}) {
  const npm = npmCommand();
  return runQuietly(npm.command, [...npm.args, ...args], { shell: npm.shell ?? false, ...options });
}
