// The hosts of a service. Behind an address of the firm's own each of them lies under its name: `https://gate.example/api.service.com`.
import type { FieldValues } from '../../../../../shared/forms/fields';

export function hostAt(settings: FieldValues, host: string): string {
  const own = String(settings['base_url'] ?? '').replace(/\/+$/, '');
  return own === '' ? `https://${host}` : `${own}/${host}`;
}
