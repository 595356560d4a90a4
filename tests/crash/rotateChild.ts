// Changes the key of a vault and is killed at a step that outlives it. Says every step that it came to.
import { openVaultOf, type VaultPlace } from './rotating';

export interface RotationOrder extends VaultPlace {
  readonly kill: { readonly step: string; readonly nth: number } | null;
}

const { kill, ...place } = JSON.parse(process.argv[2] ?? '') as RotationOrder;
let isRotating = false;
let left = kill?.nth ?? Infinity;
const opened = await openVaultOf(place, {
  reached: (step) => {
    if (!isRotating) return;
    process.stdout.write(`${step}\n`);
    if (step !== kill?.step) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
});
isRotating = true;
await opened.rotation.rotate({});
await opened.close();
