import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from '@cantoo/pdf-lib';
import { transliterate } from 'transliteration';
import { Problem } from '../kernel/problem.ts';
import type { Entry } from '../ledger/model.ts';
import type { Line, Run } from './model.ts';
import { HEADER, statementRows } from './statement.ts';

/** About 220 pages; whoever needs more reads the CSV. */
export const MAX_PDF_ROWS = 10_000;

const PAGE = { width: 595, height: 842, margin: 36, linePoints: 13, letterPoints: 7.5 };
/** Where each column starts, in points from the left; the widest, the ids, are cut to their column. */
const COLUMNS = [36, 86, 146, 266, 376, 486, 536];
const LETTERS = [10, 14, 28, 26, 26, 12, 4];

/** The standard fonts know Latin letters only. */
const printable = (text: string): string => transliterate(text).replace(/[^\x20-\x7e]/g, '?');

interface Pen {
  page: PDFPage;
  y: number;
}

function writeRow(document: PDFDocument, pen: Pen, font: PDFFont, cells: readonly string[]): void {
  if (pen.y < PAGE.margin) {
    pen.page = document.addPage([PAGE.width, PAGE.height]);
    pen.y = PAGE.height - PAGE.margin;
  }
  // The page is as wide as its columns; who brought an entry is in the CSV, and in the rows under the entries.
  for (const [index, cell] of cells.slice(0, COLUMNS.length).entries()) {
    const text = printable(cell).slice(0, LETTERS[index]);
    pen.page.drawText(text, { x: COLUMNS[index] ?? PAGE.margin, y: pen.y, size: PAGE.letterPoints, font });
  }
  pen.y -= PAGE.linePoints;
}

/**
 * The remittance statement of one line: who is paid, every entry, and how they became a payment. The same line always gives
 * the same bytes: its dates are those of the line.
 *
 * @throws Problem `too-large` above {@link MAX_PDF_ROWS}
 */
export async function statementPdf(
  line: Line,
  run: Pick<Run, 'state' | 'held'>,
  pages: AsyncIterable<readonly Entry[]>,
): Promise<Uint8Array> {
  if (line.entries.count > MAX_PDF_ROWS) {
    throw new Problem('too-large', `the statement has ${line.entries.count} entries; read it as CSV`);
  }
  const document = await PDFDocument.create({ updateMetadata: false });
  const drawnAt = new Date(line.drawnAtMs);
  document.setTitle(`Statement ${line.runId}`);
  document.setCreationDate(drawnAt);
  document.setModificationDate(drawnAt);
  const [plain, bold] = [
    await document.embedFont(StandardFonts.Helvetica),
    await document.embedFont(StandardFonts.HelveticaBold),
  ];
  const pen: Pen = { page: document.addPage([PAGE.width, PAGE.height]), y: PAGE.height - PAGE.margin };
  const head = (text: string) => {
    pen.page.drawText(printable(text).slice(0, 100), { x: PAGE.margin, y: pen.y, size: 10, font: bold });
    pen.y -= PAGE.linePoints + 3;
  };
  head(`Statement ${line.runId} of ${line.publisherId}`);
  head(line.payee ? `${line.payee.legalName}, ${line.payee.method} ${line.payee.accountMasked}` : 'No payment details');
  if (line.fromDay <= line.toDay) head(`Entries payable up to ${line.toDay}`);
  writeRow(document, pen, bold, HEADER);
  for await (const row of statementRows(line, run, pages)) writeRow(document, pen, plain, row);
  return document.save({ useObjectStreams: false });
}
