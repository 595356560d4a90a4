// Net and VAT of a document of iFirma, which tells neither: from its positions, in whole minor units.
import type { InvoiceLine } from '../../../../shared/domain/invoice';
import { fromMinor, toMinor, type Currency, type DecimalText } from '../../../../shared/domain/money';
import { present } from '../../../../shared/lib/present';
import { vatBetween } from '../../formats/accounting/model';
import type { Fields } from '../../formats/json/fields';

/** `0.23`, `23` or a word for none: as Polish documents write it, and in hundredths of a percent. */
export interface Rate {
  readonly word: string;
  readonly basisPoints: number;
}

export function rateOf(position: Fields): Rate | null {
  const type = (position.text('TypStawkiVat') ?? 'PRC').toUpperCase();
  if (type !== 'PRC') return { word: type.toLowerCase(), basisPoints: 0 };
  const fraction = position.decimal('StawkaVat');
  const basisPoints = fraction === undefined ? null : scaled(fraction, 4);
  if (basisPoints === null) return null;
  return { word: String(basisPoints / 100), basisPoints };
}

/** Decimal text as a whole number of 10^-digits; null when it has more digits. */
function scaled(text: DecimalText, digits: number): number | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  const fraction = (match?.[3] ?? '').replace(/0+$/, '');
  if (match === null || fraction.length > digits) return null;
  return Number(`${match[1] ?? ''}${match[2] ?? ''}${fraction.padEnd(digits, '0')}`);
}

function product(a: DecimalText, b: DecimalText): DecimalText {
  const parts = [a, b].map((text) => {
    const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
    return { units: BigInt(whole + fraction), decimals: fraction.length };
  });
  const decimals = parts.reduce((sum, part) => sum + part.decimals, 0);
  const digits = parts
    .reduce((value, { units }) => value * units, 1n)
    .toString()
    .padStart(decimals + 1, '0');
  const sign = a.startsWith('-') === b.startsWith('-') ? '' : '-';
  return `${sign}${digits.slice(0, digits.length - decimals)}${decimals === 0 ? '' : `.${digits.slice(-decimals)}`}`;
}

/** Half away from zero, as tax law rounds. */
function part(amount: number, of: number, whole: number): number {
  const [top, bottom] = [BigInt(Math.abs(amount)) * BigInt(of) * 2n + BigInt(whole), BigInt(whole) * 2n];
  return Number(top / bottom) * Math.sign(amount);
}

export function lineOf(position: Fields, at: number, isGross: boolean, currency: Currency): InvoiceLine {
  const quantity = position.decimal('Ilosc');
  const price = position.decimal('CenaZRabatem', 'CenaJednostkowa');
  const rate = rateOf(position);
  const told = quantity === undefined || price === undefined ? null : toMinor(product(quantity, price), currency);
  const sums = told === null || rate === null ? null : sumsOf(told, rate.basisPoints, isGross);
  const [net, gross] = sums === null ? [] : [fromMinor(sums.net, currency), fromMinor(sums.gross, currency)];
  return present({
    no: String(at + 1),
    name: position.text('NazwaPelna') ?? '',
    code: position.text('GTU'),
    quantity,
    unit: position.text('Jednostka'),
    price,
    priceIsGross: isGross,
    discount: undefined,
    net,
    gross,
    vat: vatBetween(net, gross, currency),
    rate: rate?.word,
    isBefore: false,
  });
}

function sumsOf(told: number, basisPoints: number, isGross: boolean): { readonly net: number; readonly gross: number } {
  if (isGross) return { net: told - part(told, basisPoints, 10_000 + basisPoints), gross: told };
  return { net: told, gross: told + part(told, basisPoints, 10_000) };
}
