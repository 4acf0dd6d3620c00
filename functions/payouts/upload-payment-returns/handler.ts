import { uploadPaymentReturns } from '../../../shared/payouts/contract/returns.ts';
import { explainCode } from '../../../shared/payouts/files/return-codes.ts';
import { processReturns, type ReturnDeps, type ReturnResult } from '../../../shared/payouts/process-returns.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { actorOf } from '../api.ts';

const viewResult = ({ key, code, outcome, payment }: ReturnResult) => ({
  trace: key,
  code,
  meaning: explainCode(code),
  outcome,
  ...(payment
    ? {
        reference: payment.reference,
        publisherId: payment.publisherId,
        runId: payment.runId,
        amountMinor: payment.amountMinor,
        currency: payment.currency,
      }
    : {}),
});

export const uploadPaymentReturnsHandler = (deps: ApiDeps & ReturnDeps): HttpHandler =>
  apiHandler(uploadPaymentReturns, deps, async ({ body, principal }) => {
    const { fileId, wasRead, results } = await processReturns(deps, body.format, body.content, actorOf(principal));
    deps.log.info('payment returns read', { fileId, wasRead, items: results.length, keyId: principal.keyId });
    return { fileId, wasRead, items: results.map(viewResult) };
  });
