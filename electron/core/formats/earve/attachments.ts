// Files inside an E-arve: one of the schema's own, and those that operators put into extensions.
import type { ParsedInvoice } from '../../../../shared/domain/invoice';
import type { FormatAttachment } from '../format';
import { mediaTypeOf, plainName, unpackBase64, unpackedSize } from '../read/attachmentNames';
import { present } from '../read/values';
import type { XmlElement } from '../xml/xmlElement';

export interface AttachmentNodes {
  readonly name: XmlElement | undefined;
  readonly content: XmlElement;
  readonly size: XmlElement | undefined;
}

/** In the order of the document. `FileData` is one operator's, `file` an older way. */
export function attachmentNodes(invoice: XmlElement): readonly AttachmentNodes[] {
  const own = invoice.children('AttachmentFile').flatMap((node) => nodesOf(node));
  const others = invoice
    .children('AdditionalInformation')
    .flatMap((node) => node.children('CustomContent'))
    .flatMap((node) => [...node.children('FileData').flatMap((file) => nodesOf(file)), ...bareFiles(node)]);
  return [...own, ...others];
}

function nodesOf(node: XmlElement): readonly AttachmentNodes[] {
  const content = node.child('FileBase64');
  if (content === undefined || content.first !== null) return [];
  return [{ name: node.child('FileName'), content, size: node.child('FileSize') }];
}

const bareFiles = (node: XmlElement): readonly AttachmentNodes[] =>
  node
    .children('file')
    .filter((file) => file.first === null)
    .map((content) => ({ name: undefined, content, size: undefined }));

const nameOf = (nodes: AttachmentNodes, index: number): string =>
  plainName(nodes.name?.token, `manus-${index + 1}.pdf`);

export function attachmentFacts(invoice: XmlElement): NonNullable<ParsedInvoice['attachments']> {
  return attachmentNodes(invoice).map((nodes, index) => {
    const name = nameOf(nodes, index);
    return { name, mediaType: mediaTypeOf(name), ...present('bytes', sizeOf(nodes)) };
  });
}

/** What the file says of itself is only taken where counting would mean to unpack it. */
function sizeOf({ content, size }: AttachmentNodes): number | undefined {
  const stated = Number(size?.token ?? '');
  return unpackedSize(content.text) ?? (Number.isSafeInteger(stated) && stated > 0 ? stated : undefined);
}

export function attachmentsOf(invoice: XmlElement): readonly FormatAttachment[] {
  return attachmentNodes(invoice).map((nodes, index) => {
    const name = nameOf(nodes, index);
    return { name, mediaType: mediaTypeOf(name), load: () => unpackBase64('FileBase64', nodes.content.text) };
  });
}
