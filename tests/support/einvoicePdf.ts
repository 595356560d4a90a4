// A PDF with files inside, written by another library than the one that reads it.
import { PDFDocument } from 'pdf-lib';

export async function pdfWith(
  files: readonly (readonly [string, string])[],
  useObjectStreams: boolean,
): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  pdf.addPage([200, 200]);
  for (const [name, text] of files) await pdf.attach(Buffer.from(text), name, { mimeType: 'text/xml' });
  return Buffer.from(await pdf.save({ useObjectStreams }));
}
