import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { isValidIBAN } from 'ibantools';
import { z } from 'zod';
import { fromDecimal } from '../../kernel/money.ts';

/**
 * A strict reader of pain.001 files. The schema of ISO 20022 does not check that counts and sums equal the content; this
 * does, with the IBAN checksum, the character set and the uniqueness of references.
 */
export interface SepaPayment {
  readonly reference: string;
  readonly name: string;
  readonly iban: string;
  readonly amountMinor: bigint;
  readonly remittance: string;
}

export interface SepaReading {
  readonly payments: readonly SepaPayment[];
  readonly breaches: readonly string[];
}

const list = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]), z.array(item));

const transaction = z.object({
  PmtId: z.object({ EndToEndId: z.string() }),
  Amt: z.object({ InstdAmt: z.object({ '#text': z.string(), '@_Ccy': z.string() }) }),
  Cdtr: z.object({ Nm: z.string() }),
  CdtrAcct: z.object({ Id: z.object({ IBAN: z.string() }) }),
  RmtInf: z.object({ Ustrd: z.string() }).optional(),
});

const sums = { NbOfTxs: z.string(), CtrlSum: z.string() };

const pain001 = z.object({
  Document: z.object({
    '@_xmlns': z.literal('urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'),
    CstmrCdtTrfInitn: z.object({
      GrpHdr: z.object({ MsgId: z.string().min(1).max(35), CreDtTm: z.string(), ...sums }),
      PmtInf: list(
        z.object({
          ...sums,
          PmtTpInf: z.object({ SvcLvl: z.object({ Cd: z.literal('SEPA') }) }),
          ReqdExctnDt: z.object({ Dt: z.string().regex(/^\d{4}-\d\d-\d\d$/) }),
          DbtrAcct: z.object({ Id: z.object({ IBAN: z.string() }) }),
          CdtTrfTxInf: list(transaction),
        }),
      ),
    }),
  }),
});

const SEPA_TEXT = /^[A-Za-z0-9/\-?:().,'+ ]*$/;

const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, parseAttributeValue: false });

function readTransaction(input: z.output<typeof transaction>, breaches: string[]): SepaPayment {
  const reference = input.PmtId.EndToEndId;
  const amount = input.Amt.InstdAmt;
  const amountMinor = /^\d+\.\d\d$/.test(amount['#text']) ? fromDecimal(amount['#text'], 'EUR') : undefined;
  const name = input.Cdtr.Nm;
  const remittance = input.RmtInf?.Ustrd ?? '';
  const iban = input.CdtrAcct.Id.IBAN;
  if (amountMinor === undefined || amountMinor <= 0n) breaches.push(`${reference}: the amount is not two decimals`);
  if (amount['@_Ccy'] !== 'EUR') breaches.push(`${reference}: the currency is not EUR`);
  if (!isValidIBAN(iban)) breaches.push(`${reference}: the IBAN fails its checksum`);
  for (const text of [reference, name, remittance]) {
    if (!SEPA_TEXT.test(text)) breaches.push(`${reference}: a text leaves the SEPA character set`);
  }
  if (reference.length > 35 || name.length > 70 || remittance.length > 140)
    breaches.push(`${reference}: a text is too long`);
  return { reference, name, iban, amountMinor: amountMinor ?? 0n, remittance };
}

function checkSums(
  where: string,
  written: { NbOfTxs: string; CtrlSum: string },
  payments: readonly SepaPayment[],
  breaches: string[],
): void {
  const total = payments.reduce((sum, payment) => sum + payment.amountMinor, 0n);
  if (written.NbOfTxs !== String(payments.length)) {
    breaches.push(`${where}: NbOfTxs says ${written.NbOfTxs}, counted ${payments.length}`);
  }
  if (fromDecimal(written.CtrlSum, 'EUR') !== total) {
    breaches.push(`${where}: CtrlSum says ${written.CtrlSum}, the payments sum to ${total} cents`);
  }
}

/** Reads a whole file; with `breaches` empty it is sound. */
export function readSepa(content: string): SepaReading {
  if (XMLValidator.validate(content) !== true) return { payments: [], breaches: ['the file is not well-formed XML'] };
  const parsed = pain001.safeParse(parser.parse(content));
  if (!parsed.success) {
    return { payments: [], breaches: parsed.error.issues.map((issue) => `${issue.path.join('/')}: ${issue.message}`) };
  }
  const breaches: string[] = [];
  const { GrpHdr, PmtInf } = parsed.data.Document.CstmrCdtTrfInitn;
  const payments: SepaPayment[] = [];
  for (const block of PmtInf) {
    const inBlock = block.CdtTrfTxInf.map((each) => readTransaction(each, breaches));
    if (!isValidIBAN(block.DbtrAcct.Id.IBAN)) breaches.push("the payer's IBAN fails its checksum");
    checkSums('PmtInf', block, inBlock, breaches);
    payments.push(...inBlock);
  }
  checkSums('GrpHdr', GrpHdr, payments, breaches);
  const references = new Set(payments.map((payment) => payment.reference));
  if (references.size !== payments.length) breaches.push('an EndToEndId is used twice');
  return { payments, breaches };
}
