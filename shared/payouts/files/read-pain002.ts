import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { fromDecimal } from '../../kernel/money.ts';
import type { ReturnItem, ReturnReading } from './read-returns.ts';

const list = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]), z.array(item));

const reasons = list(
  z.object({ Rsn: z.object({ Cd: z.string().optional(), Prtry: z.string().optional() }).optional() }),
);

const transaction = z.object({
  OrgnlEndToEndId: z.string().max(35),
  TxSts: z.string(),
  StsRsnInf: reasons,
  OrgnlTxRef: z
    .object({ Amt: z.object({ InstdAmt: z.object({ '#text': z.string(), '@_Ccy': z.string() }) }).optional() })
    .optional(),
});

const pain002 = z.object({
  Document: z.object({
    CstmrPmtStsRpt: z.object({
      OrgnlGrpInfAndSts: z.object({ OrgnlMsgId: z.string(), GrpSts: z.string().optional() }),
      OrgnlPmtInfAndSts: list(z.object({ PmtInfSts: z.string().optional(), TxInfAndSts: list(transaction) })),
    }),
  }),
});

// No entities and no DTD: nothing in the file can point outside it. Text stays text.
const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  processEntities: false,
});

const toItem = ({ OrgnlEndToEndId, StsRsnInf, OrgnlTxRef }: z.output<typeof transaction>): ReturnItem => {
  const reason = StsRsnInf[0]?.Rsn;
  const amount = OrgnlTxRef?.Amt?.InstdAmt;
  return {
    key: OrgnlEndToEndId,
    kind: 'return',
    code: (reason?.Cd ?? reason?.Prtry ?? 'MS03').slice(0, 35),
    // An amount that can't be read is one that no payment has.
    amountMinor: amount && (fromDecimal(amount['#text'], amount['@_Ccy']) ?? -1n),
  };
};

const NAMESPACE = /\sxmlns(:\w+)?=["']urn:iso:std:iso:20022:tech:xsd:pain\.002\.001\.\d\d["']/;

/** Reads a payment status report: what it rejects comes back; what it accepts needs nothing. */
export function readPain002(content: string): ReturnReading {
  if (/<!DOCTYPE/i.test(content)) return { items: [], breaches: ['a DTD has no place in the file'] };
  if (!NAMESPACE.test(content)) return { items: [], breaches: ['the file is not a pain.002 message'] };
  if (XMLValidator.validate(content) !== true) return { items: [], breaches: ['the file is not well-formed XML'] };
  const parsed = pain002.safeParse(parser.parse(content));
  if (!parsed.success) {
    return { items: [], breaches: parsed.error.issues.map(({ path, message }) => `${path.join('/')}: ${message}`) };
  }
  const { OrgnlGrpInfAndSts, OrgnlPmtInfAndSts } = parsed.data.Document.CstmrPmtStsRpt;
  const transactions = OrgnlPmtInfAndSts.flatMap(({ TxInfAndSts }) => TxInfAndSts);
  const isWhole =
    OrgnlGrpInfAndSts.GrpSts === 'RJCT' ||
    OrgnlPmtInfAndSts.some(({ PmtInfSts, TxInfAndSts }) => PmtInfSts === 'RJCT' && TxInfAndSts.length === 0);
  if (isWhole && transactions.length === 0) {
    const detail = `the bank rejected all of message ${OrgnlGrpInfAndSts.OrgnlMsgId} without naming its payments: send it again`;
    return { items: [], breaches: [detail] };
  }
  return { items: transactions.filter(({ TxSts }) => TxSts === 'RJCT').map(toItem), breaches: [] };
}
