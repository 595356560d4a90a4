// Long numbers in groups, as on paper. The characters stay the same, so a copy is taken from the raw value.
import { formatNip } from './taxId';

export function groupTaxId(raw: string): string {
  const text = raw.trim();
  if (/^\d{10}$/.test(text)) return formatNip(text);
  const polish = /^PL ?(\d{10})$/.exec(text);
  if (polish?.[1]) return `PL ${formatNip(polish[1])}`;
  const german = /^DE ?(\d{3})(\d{3})(\d{3})$/.exec(text);
  if (german) return `DE ${german[1]} ${german[2]} ${german[3]}`;
  const estonian = /^EE ?(\d{9})$/.exec(text);
  if (estonian?.[1]) return `EE ${estonian[1].replace(/(\d{3})(?=\d)/g, '$1 ')}`;
  return text;
}

/** IBAN and Polish NRB in fours, as on paper. */
export function groupAccount(raw: string): string {
  const text = raw.replace(/\s/g, '').toUpperCase();
  if (/^\d{26}$/.test(text)) return `${text.slice(0, 2)} ${text.slice(2).replace(/(.{4})(?=.)/g, '$1 ')}`;
  if (/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return text.replace(/(.{4})(?=.)/g, '$1 ');
  return raw;
}
