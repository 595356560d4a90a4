// The last section: the codes that the law puts on the page, with what they lead to, and the checksum of the original.
import type { Sheet } from '../pdf/sheet';
import { LEFT, RIGHT, WIDTH } from './layout';
import type { PaperFacts } from './paperFacts';
import type { PaperTexts } from './paperTexts';
import { qrPath } from './qrPath';

const SIDE = 100;

export function drawProof(sheet: Sheet, { links, remoteNumber, sha256 }: PaperFacts, texts: PaperTexts): void {
  const codes = [
    ...(links.invoice === undefined ? [] : [{ link: links.invoice, caption: remoteNumber ?? 'OFFLINE' }]),
    ...(links.certificate === undefined ? [] : [{ link: links.certificate, caption: 'CERTYFIKAT' }]),
  ];
  if (codes.length === 0 && sha256 === undefined) return;
  sheet.ensure(codes.length === 0 ? 40 : SIDE + 60);
  sheet.rule(sheet.y, 'strong', LEFT, RIGHT);
  sheet.y += 12;
  if (codes.length > 0) drawCodes(sheet, codes, texts);
  if (sha256 === undefined) return;
  sheet.text(texts.line({ key: 'fa.column.sha256' }), LEFT, sheet.y, { size: 7, ink: 'text3' });
  sheet.y += 9;
  sheet.text(sha256, LEFT, sheet.y, { size: 7, weight: 'code', ink: 'text2' });
  sheet.y += 14;
}

interface Code {
  readonly link: string;
  readonly caption: string;
}

function drawCodes(sheet: Sheet, codes: readonly Code[], texts: PaperTexts): void {
  const top = sheet.y;
  codes.forEach(({ link, caption }, place) => {
    const { path, size } = qrPath(link);
    const left = LEFT + place * (SIDE + 70);
    sheet.shape(path, left - (4 * SIDE) / size, top - (4 * SIDE) / size, SIDE / size);
    sheet.text(caption, left, top + SIDE - 4, { size: 6.6, weight: 'code' });
  });
  const left = LEFT + codes.length * (SIDE + 70);
  const maxWidth = RIGHT - left;
  let y = top;
  const write = (
    text: string,
    size: number,
    ink: 'text' | 'text2' | 'text3',
    weight: 'regular' | 'semiBold' | 'code',
  ): void => {
    for (const line of sheet.wrapped(text, { size, weight, maxWidth })) {
      sheet.text(line, left, y, { size, ink, weight });
      y += size * 1.35;
    }
    y += 3;
  };
  write(texts.line({ key: 'fa.column.check' }), 9.5, 'text', 'semiBold');
  for (const part of texts.parts({ key: 'fa.column.check_note' })) write(part, 7.6, 'text2', 'regular');
  if (codes.length > 1)
    for (const part of texts.parts({ key: 'fa.column.certificate_note' })) write(part, 7.6, 'text2', 'regular');
  sheet.y = Math.max(top + SIDE + 12, y + 4);
  for (const { link } of codes) {
    for (const line of sheet.wrapped(link, { size: 6.2, weight: 'code', maxWidth: WIDTH })) {
      sheet.ensure(9);
      sheet.text(line, LEFT, sheet.y, { size: 6.2, weight: 'code', ink: 'text2' });
      sheet.y += 8.2;
    }
  }
  sheet.y += 6;
}
