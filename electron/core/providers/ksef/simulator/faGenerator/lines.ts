// Line items drawn from the catalogue.
import { type Rng } from '../random';
import { lineValue, roundDiv } from './amounts';
import { longDescription, type Product } from './catalogue';
import type { Line, Rate } from './model';

export interface LineWishes {
  readonly rate?: Rate;
  readonly isGross?: boolean;
  /** Ten-thousandths of a zloty per unit of the currency; prices are converted. */
  readonly exchangeRate?: number | undefined;
  readonly saleDate?: string;
  /** Highest value of one line, in grosze. */
  readonly ceiling?: number;
}

function priceOf(rng: Rng, product: Product, wishes: LineWishes): number {
  const low = Math.round(product.from * 10_000);
  const high = Math.round(product.to * 10_000);
  let price = rng.int(low, high);
  if (wishes.exchangeRate !== undefined) price = roundDiv(price * 10_000, wishes.exchangeRate);
  // Dear goods are priced in whole grosze, cheap ones to four places.
  return price >= 200_000 ? Math.floor(price / 100) * 100 : price;
}

function quantityOf(rng: Rng, product: Product): number {
  if (product.isMeasured !== true) return rng.int(1, product.most) * 1000;
  return Math.max(250, rng.int(product.most * 200, product.most * 1000));
}

export function makeLine(rng: Rng, no: number, product: Product, wishes: LineWishes = {}): Line {
  const price = priceOf(rng, product, wishes);
  const quantity = quantityOf(rng, product);
  const full = lineValue(quantity, price);
  const discount = rng.chance(0.06) && full > 20_000 ? roundDiv(full * rng.pick([3, 5, 10]), 100) : 0;
  const name =
    product.cn?.startsWith('7308') === true && rng.chance(0.12) ? `${product.name} – ${longDescription}` : product.name;
  return {
    no,
    name: name.slice(0, 500),
    ...(rng.chance(0.4) ? { index: `ZK-${String(product.name.length).padStart(3, '0')}-${rng.digits(3)}` } : {}),
    cn: product.cn,
    pkwiu: product.pkwiu,
    unit: product.unit,
    quantity,
    price,
    ...(discount > 0 ? { discount } : {}),
    value: full - discount,
    isGross: wishes.isGross === true,
    rate: wishes.rate ?? product.rate ?? '23',
    isAnnex15: product.isAnnex15,
    exchangeRate: wishes.exchangeRate,
    ...(wishes.saleDate === undefined ? {} : { saleDate: wishes.saleDate }),
  };
}

/** Each product once, in the order of the list. */
export function makeEachLine(rng: Rng, products: readonly Product[], wishes: LineWishes = {}): readonly Line[] {
  return products.map((product, i) => makeLine(rng, i + 1, product, wishes));
}

/** No product comes a second time before every other one had its turn. */
export function makeLines(
  rng: Rng,
  products: readonly Product[],
  count: number,
  wishes: LineWishes = {},
): readonly Line[] {
  let left: Product[] = [];
  return Array.from({ length: count }, (_, i) => {
    if (left.length === 0) left = [...products];
    const [product = rng.pick(products)] = left.splice(rng.int(0, left.length - 1), 1);
    return makeLine(rng, i + 1, product, wishes);
  });
}
