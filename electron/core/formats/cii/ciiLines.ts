// Lines, allowances and taxes of a CII document.
import { at, type EnReader, nodesAt } from '../en16931/enReader';
import type { EnAllowance, EnLine, EnTax, Leaf } from '../en16931/model';
import type { XmlElement } from '../xml/xmlElement';

export function ciiLine(reader: EnReader, node: XmlElement): EnLine {
  const product = node.child('SpecifiedTradeProduct');
  const agreement = node.child('SpecifiedLineTradeAgreement');
  const settlement = node.child('SpecifiedLineTradeSettlement');
  const [net, gross] = ['NetPriceProductTradePrice', 'GrossPriceProductTradePrice'].map((name) => at(agreement, name));
  const discount = gross?.child('AppliedTradeAllowanceCharge');
  reader.swallow(discount, 'ChargeIndicator/Indicator', ['false']);
  const [category, rate] = categoryOf(reader, settlement?.child('ApplicableTradeTax'));
  const object = settlement?.child('AdditionalReferencedDocument');
  reader.swallow(object, 'TypeCode', ['130']);
  const grossPrice = reader.one(gross, 'ChargeAmount');
  const baseQuantity = reader.one(net, 'BasisQuantity');
  const grossBase = at(gross, 'BasisQuantity');
  if (grossBase !== undefined && (baseQuantity === undefined || grossBase.token === baseQuantity.text))
    reader.element(grossBase);
  if (grossBase !== undefined) reader.attribute(grossBase, 'unitCode');
  return {
    id: reader.one(node, 'AssociatedDocumentLineDocument/LineID'),
    notes: nodesAt(node, 'AssociatedDocumentLineDocument/IncludedNote').flatMap(
      (one) => reader.one(one, 'Content') ?? [],
    ),
    object: reader.one(object, 'IssuerAssignedID'),
    quantity: reader.one(node, 'SpecifiedLineTradeDelivery/BilledQuantity'),
    net: reader.one(settlement, 'SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount'),
    orderLine: reader.one(agreement, 'BuyerOrderReferencedDocument/LineID'),
    accounting: reader.one(settlement, 'ReceivableSpecifiedTradeAccountingAccount/ID'),
    ...periodOf(reader, settlement),
    allowances: nodesAt(settlement, 'SpecifiedTradeAllowanceCharge').map((one) => ciiAllowance(reader, one)),
    price: reader.one(net, 'ChargeAmount'),
    grossPrice,
    priceDiscount: reader.one(discount, 'ActualAmount'),
    baseQuantity,
    category,
    rate,
    name: reader.one(product, 'Name'),
    description: reader.one(product, 'Description'),
    sellerId: reader.one(product, 'SellerAssignedID'),
    buyerId: reader.one(product, 'BuyerAssignedID'),
    standardId: reader.one(product, 'GlobalID'),
    classifications: nodesAt(product, 'DesignatedProductClassification').flatMap(
      (one) => reader.one(one, 'ClassCode') ?? [],
    ),
    origin: reader.one(product, 'OriginTradeCountry/ID'),
    attributes: nodesAt(product, 'ApplicableProductCharacteristic').map((one) => ({
      name: reader.one(one, 'Description'),
      value: reader.one(one, 'Value'),
    })),
  };
}

export function periodOf(
  reader: EnReader,
  settlement: XmlElement | undefined,
): Pick<EnLine, 'periodFrom' | 'periodTo'> {
  const period = settlement?.child('BillingSpecifiedPeriod');
  return {
    periodFrom: reader.day(period, 'StartDateTime/DateTimeString'),
    periodTo: reader.day(period, 'EndDateTime/DateTimeString'),
  };
}

function categoryOf(
  reader: EnReader,
  node: XmlElement | undefined,
): readonly [category: Leaf | undefined, rate: Leaf | undefined] {
  reader.swallow(node, 'TypeCode', ['VAT']);
  return [reader.one(node, 'CategoryCode'), reader.one(node, 'RateApplicablePercent')];
}

export function ciiAllowance(reader: EnReader, node: XmlElement): EnAllowance {
  const isCharge = at(node, 'ChargeIndicator/Indicator')?.token === 'true';
  reader.swallow(node, 'ChargeIndicator/Indicator', ['true', 'false']);
  const [category, rate] = categoryOf(reader, node.child('CategoryTradeTax'));
  return {
    isCharge,
    amount: reader.one(node, 'ActualAmount'),
    base: reader.one(node, 'BasisAmount'),
    percent: reader.one(node, 'CalculationPercent'),
    reason: reader.one(node, 'Reason'),
    reasonCode: reader.one(node, 'ReasonCode'),
    category,
    rate,
  };
}

export function ciiTax(reader: EnReader, node: XmlElement): EnTax {
  const [category, rate] = categoryOf(reader, node);
  return {
    base: reader.one(node, 'BasisAmount'),
    tax: reader.one(node, 'CalculatedAmount'),
    category,
    rate,
    reason: reader.one(node, 'ExemptionReason'),
    reasonCode: reader.one(node, 'ExemptionReasonCode'),
  };
}
