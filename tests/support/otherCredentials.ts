import { firmSeal, type KsefSimulator } from '../../electron/core/providers/ksef/simulator/index';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { Simulator } from '../../electron/core/providers/sdk/simulatorKit';
import type { FieldValues } from '../../shared/forms/fields';
import { uglyCanary } from './secretForms';

/** Credentials of a way to sign in that the demo company does not take, as their service hands them out. */
export function otherCredentials(manifest: ProviderManifest, simulator: Simulator): FieldValues | null {
  if (manifest.id !== 'ksef') return null;
  // The simulator of that provider.
  const { control } = simulator as KsefSimulator;
  const made = control.certificate({ subject: firmSeal(String(manifest.demoValues['nip']), 'Zielona Kuźnia') });
  const passphrase = uglyCanary();
  const key = made.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase });
  return {
    sign_in: 'certificate',
    certificate_file: Buffer.from(made.certificatePem).toString('base64'),
    key_file: Buffer.from(key).toString('base64'),
    key_passphrase: passphrase,
  };
}
