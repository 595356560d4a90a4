// Lines, allowances and taxes of a UBL document.
import { at, type EnReader, nodesAt } from '../en16931/enReader';
import type { EnAllowance, EnLine, EnTax, Leaf } from '../en16931/model';
import type { XmlElement } from '../xml/xmlElement';

export function ublLine(reader: EnReader, node: XmlElement): EnLine {
  const item = node.child('Item');
  const price = node.child('Price');
  const [category, rate] = ublCategory(reader, item?.child('ClassifiedTaxCategory'));
  const discount = price?.child('AllowanceCharge');
  reader.swallow(discount, 'ChargeIndicator', ['false']);
  return {
    id: reader.one(node, 'ID'),
    notes: reader.all(node, 'Note'),
    object: documentReference(reader, node),
    quantity: reader.one(node, 'InvoicedQuantity') ?? reader.one(node, 'CreditedQuantity'),
    net: reader.one(node, 'LineExtensionAmount'),
    orderLine: reader.one(node, 'OrderLineReference/LineID'),
    accounting: reader.one(node, 'AccountingCost'),
    periodFrom: reader.day(node, 'InvoicePeriod/StartDate'),
    periodTo: reader.day(node, 'InvoicePeriod/EndDate'),
    allowances: node.children('AllowanceCharge').map((one) => ublAllowance(reader, one)),
    price: reader.one(price, 'PriceAmount'),
    grossPrice: reader.one(discount, 'BaseAmount'),
    priceDiscount: reader.one(discount, 'Amount'),
    baseQuantity: reader.one(price, 'BaseQuantity'),
    category,
    rate,
    name: reader.one(item, 'Name'),
    description: reader.one(item, 'Description'),
    sellerId: reader.one(item, 'SellersItemIdentification/ID'),
    buyerId: reader.one(item, 'BuyersItemIdentification/ID'),
    standardId: reader.one(item, 'StandardItemIdentification/ID'),
    classifications: nodesAt(item, 'CommodityClassification').flatMap(
      (one) => reader.one(one, 'ItemClassificationCode') ?? [],
    ),
    origin: reader.one(item, 'OriginCountry/IdentificationCode'),
    attributes: nodesAt(item, 'AdditionalItemProperty').map((one) => ({
      name: reader.one(one, 'Name'),
      value: reader.one(one, 'Value'),
    })),
  };
}

function documentReference(reader: EnReader, node: XmlElement): Leaf | undefined {
  reader.swallow(node, 'DocumentReference/DocumentTypeCode', ['130']);
  return reader.one(node, 'DocumentReference/ID');
}

export function ublCategory(
  reader: EnReader,
  node: XmlElement | undefined,
): readonly [category: Leaf | undefined, rate: Leaf | undefined] {
  const found = [reader.one(node, 'ID'), reader.one(node, 'Percent')] as const;
  reader.swallow(node, 'TaxScheme/ID', ['VAT']);
  return found;
}

export function ublAllowance(reader: EnReader, node: XmlElement): EnAllowance {
  const isCharge = node.child('ChargeIndicator')?.token === 'true';
  reader.swallow(node, 'ChargeIndicator', ['true', 'false']);
  const [category, rate] = ublCategory(reader, node.child('TaxCategory'));
  return {
    isCharge,
    amount: reader.one(node, 'Amount'),
    base: reader.one(node, 'BaseAmount'),
    percent: reader.one(node, 'MultiplierFactorNumeric'),
    reason: reader.one(node, 'AllowanceChargeReason'),
    reasonCode: reader.one(node, 'AllowanceChargeReasonCode'),
    category,
    rate,
  };
}

export function ublTaxes(reader: EnReader, total: XmlElement | undefined): readonly EnTax[] {
  return nodesAt(total, 'TaxSubtotal').map((node) => {
    const [category, rate] = ublCategory(reader, node.child('TaxCategory'));
    const kind = at(node, 'TaxCategory');
    return {
      base: reader.one(node, 'TaxableAmount'),
      tax: reader.one(node, 'TaxAmount'),
      category,
      rate: rate ?? reader.one(node, 'Percent'),
      reason: reader.one(kind, 'TaxExemptionReason'),
      reasonCode: reader.one(kind, 'TaxExemptionReasonCode'),
    };
  });
}
