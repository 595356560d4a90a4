// Files that lie inside an invoice of EN 16931, as base64.
import type { ParsedInvoice } from '../../../../shared/domain/invoice';
import type { FormatAttachment } from '../format';
import { mediaTypeOf, plainName, unpackBase64, unpackedSize } from '../read/attachmentNames';
import { present } from '../read/values';
import type { EnDocument } from './model';

interface Inside {
  readonly name: string;
  readonly mediaType: string;
  readonly base64: () => string;
}

function inside(documents: readonly EnDocument[]): readonly Inside[] {
  return documents.flatMap(({ content, fileName, mediaType, id }, index) => {
    if (content === undefined || content.first !== null) return [];
    const name = plainName(fileName ?? id?.text, `attachment-${index + 1}`);
    return [{ name, mediaType: mediaTypeOf(name, mediaType), base64: () => content.text }];
  });
}

export function attachmentFacts(documents: readonly EnDocument[]): NonNullable<ParsedInvoice['attachments']> {
  return inside(documents).map(({ name, mediaType, base64 }) => {
    return { name, mediaType, ...present('bytes', unpackedSize(base64())) };
  });
}

export function attachmentsOf(documents: readonly EnDocument[]): readonly FormatAttachment[] {
  return inside(documents).map(({ name, mediaType, base64 }) => {
    return { name, mediaType, load: () => unpackBase64('EmbeddedDocumentBinaryObject', base64()) };
  });
}
