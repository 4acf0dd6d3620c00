import { invariant } from '../../shared/kernel/result.ts';

/** What a bank sends back, written by hand from the format's own description: nothing of the product's writers is in it. */
export interface Reported {
  readonly trace: string;
  readonly code: string;
  readonly amountMinor: bigint;
}

const digits = (value: bigint | number, length: number): string => String(value).padStart(length, '0');
const LINE = 94;

function entry({ trace, code, amountMinor }: Reported, index: number): string[] {
  const own = `06200001${digits(index + 1, 7)}`;
  const isReturn = code.startsWith('R');
  const lines = [
    `621011401533${'1234567'.padEnd(17)}${digits(isReturn ? amountMinor : 0, 10)}${''.padEnd(15)}${'SOMEBODY'.padEnd(22)}  1${own}`,
    isReturn
      ? `799${code}${trace}${''.padEnd(6)}06200001${''.padEnd(44)}${own}`
      : `798${code}${trace}${''.padEnd(6)}06200001${'9988776655'.padEnd(29)}${''.padEnd(15)}${own}`,
  ];
  for (const line of lines) invariant(line.length === LINE, `a line has ${line.length} letters`);
  return lines;
}

/** A NACHA file of returns and corrections. */
export function nachaReturns(reported: readonly Reported[], modifier = 'A'): string {
  const totalMinor = reported.reduce(
    (sum, { code, amountMinor }) => sum + (code.startsWith('R') ? amountMinor : 0n),
    0n,
  );
  const hash = digits(1_140_153 * reported.length, 10);
  const count = reported.length * 2;
  const lines = [
    `101 011401533 0620000192603111200${modifier}094101${'CALLBOURSE'.padEnd(23)}${'A BANK'.padEnd(23)}${''.padEnd(8)}`,
    `5220${'CALLBOURSE'.padEnd(16)}${''.padEnd(20)}1234567890PPD${'RETURN'.padEnd(10)}260311260311   1062000010000001`,
    ...reported.flatMap(entry),
    `8220${digits(count, 6)}${hash}${digits(0, 12)}${digits(totalMinor, 12)}1234567890${''.padEnd(25)}062000010000001`,
    `9000001${digits(Math.ceil((count + 4) / 10), 6)}${digits(count, 8)}${hash}${digits(0, 12)}${digits(totalMinor, 12)}${''.padEnd(39)}`,
  ];
  while (lines.length % 10 !== 0) lines.push('9'.repeat(LINE));
  return `${lines.join('\r\n')}\r\n`;
}

/** A payment status report that rejects some payments. */
export const pain002 = (rejected: readonly { reference: string; code: string; amount?: string }[], more = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-03-05T09:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>CB1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>${more}</OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>P1</OrgnlPmtInfId>
${rejected
  .map(
    ({ reference, code, amount }) =>
      `<TxInfAndSts><OrgnlEndToEndId>${reference}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>${code}</Cd></Rsn></StsRsnInf>${
        amount ? `<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">${amount}</InstdAmt></Amt></OrgnlTxRef>` : ''
      }</TxInfAndSts>`,
  )
  .join('\n')}
<TxInfAndSts><OrgnlEndToEndId>CBACCEPTED</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>
</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;
