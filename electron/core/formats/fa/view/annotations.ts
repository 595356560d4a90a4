// What the law wants said on the page: procedures, exemptions, new means of transport, margins.
import type { ViewBlock, ViewField } from '../../../../../shared/domain/invoiceView';
import type { XmlElement } from '../../xml/xmlElement';
import type { ViewReader } from './reader';
import { fieldsBlock } from './tables';

const MARKS = ['P_16', 'P_17', 'P_18', 'P_18A', 'P_23'];
const MARGINS = ['P_PMarzy', 'P_PMarzy_2', 'P_PMarzy_3_1', 'P_PMarzy_3_2', 'P_PMarzy_3_3'];
const VEHICLE =
  'P_NrWierszaNST P_22A P_22BMK P_22BMD P_22BK P_22BNR P_22BRP P_22B P_22BT P_22B1 P_22B2 P_22B3 P_22B4 P_22C P_22C1 P_22D P_22D1';

export function annotationBlocks(reader: ViewReader, body: XmlElement): ViewBlock[] {
  const node = body.child('Adnotacje');
  const exemption = node?.child('Zwolnienie');
  const vehicles = node?.child('NoweSrodkiTransportu');
  const margin = node?.child('PMarzy');
  const loud: ViewField[] = [
    ...reader.marks(node, MARKS),
    ...reader.marks(exemption, ['P_19']),
    ...reader.fields(exemption, ['P_19A', 'P_19B', 'P_19C']),
    ...reader.marks(vehicles, ['P_22', 'P_42_5']),
    ...reader.marks(margin, MARGINS),
    ...reader.marks(body, ['FP', 'TP', 'ZwrotAkcyzy']),
  ];
  // Their `1` only says that none of the above applies.
  reader.quiet.push(
    ...reader.fields(exemption, ['P_19N']),
    ...reader.fields(vehicles, ['P_22N']),
    ...reader.fields(margin, ['P_PMarzyN']),
  );
  return [
    ...fieldsBlock('annotations', [loud]),
    ...fieldsBlock(
      'new_vehicles',
      (vehicles?.children('NowySrodekTransportu') ?? []).map((one) => reader.fields(one, VEHICLE.split(' '))),
    ),
  ];
}
