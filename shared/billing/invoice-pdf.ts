import { PDFDocument, type PDFFont, StandardFonts } from '@cantoo/pdf-lib';
import { transliterate } from 'transliteration';
import { toDecimal } from '../kernel/money.ts';
import { toIso } from '../kernel/time.ts';
import type { Invoice } from './invoice.ts';

const PAGE = { width: 595, height: 842, margin: 56 } as const;
const SIZE = 10;
const LINE = 16;
/** Rows of one page, below its head. */
const ROWS = 38;

/** The standard fonts know Latin-1 only; what they can't print is written in letters they can. */
const printable = (text: string): string => (/^[\x20-\x7e\xa0-\xff]*$/.test(text) ? text : transliterate(text));

type Row = readonly [left: string, right: string];

function rowsOf(invoice: Invoice): readonly Row[] {
  const { currency, lines, netMinor, taxBps, taxMinor, totalMinor } = invoice;
  const amount = (minor: bigint): string => `${toDecimal(minor, currency)} ${currency}`;
  const rows = lines.map(({ offerId = 'other', what, count, amountMinor }): Row => {
    const name = what === 'charge' ? 'Qualified outcomes' : 'Corrections';
    return [`${name}, ${offerId}: ${count}`, amount(amountMinor)];
  });
  return [
    ...rows,
    ['Net', amount(netMinor)],
    [`Tax ${toDecimal(BigInt(taxBps), 'USD')} % of the net total`, amount(taxMinor)],
    ['Total', amount(totalMinor)],
  ];
}

function headOf(invoice: Invoice): readonly string[] {
  const { kind, number, corrects, month, issuedAtMs, billTo } = invoice;
  return [
    `${kind === 'invoice' ? 'Invoice' : 'Credit note'} ${number}`,
    ...(corrects ? [`Refers to ${corrects}`] : []),
    `For ${month}, issued ${toIso(issuedAtMs).slice(0, 'YYYY-MM-DD'.length)}`,
    '',
    billTo.legalName,
    ...billTo.addressLines,
    ...(billTo.taxId ? [`Tax id ${billTo.taxId}`] : []),
    '',
  ];
}

/** An invoice to print and send. The same invoice always gives the same bytes: its dates are its own. */
export async function invoicePdf(invoice: Invoice): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const issued = new Date(invoice.issuedAtMs);
  document.setTitle(invoice.number);
  document.setCreationDate(issued);
  document.setModificationDate(issued);
  const font = await document.embedFont(StandardFonts.Helvetica);
  const rows = rowsOf(invoice);
  for (let start = 0; start < rows.length; start += ROWS)
    drawPage(document, font, invoice, rows.slice(start, start + ROWS));
  return document.save({ useObjectStreams: false });
}

function drawPage(document: PDFDocument, font: PDFFont, invoice: Invoice, rows: readonly Row[]): void {
  const page = document.addPage([PAGE.width, PAGE.height]);
  let y: number = PAGE.height - PAGE.margin;
  for (const text of headOf(invoice)) {
    page.drawText(printable(text), { x: PAGE.margin, y, size: SIZE, font });
    y -= LINE;
  }
  for (const [left, right] of rows) {
    page.drawText(printable(left), { x: PAGE.margin, y, size: SIZE, font });
    const x = PAGE.width - PAGE.margin - font.widthOfTextAtSize(right, SIZE);
    page.drawText(right, { x, y, size: SIZE, font });
    y -= LINE;
  }
}
