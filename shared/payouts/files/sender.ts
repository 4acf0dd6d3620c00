import { isValidBIC, isValidIBAN } from 'ibantools';
import { z } from 'zod';
import { isRoutingNumber } from '../../kernel/bank-text.ts';

const routing = z.string().refine(isRoutingNumber, 'is not a routing number');
const name = z.string().trim().min(1).max(70);

/** The network as its banks know it: the value of the secret `payout-senders`. A format without a sender is not written. */
const senders = z.strictObject({
  nacha: z
    .strictObject({
      destinationRouting: routing,
      destinationName: name,
      originId: z.string().min(1).max(10),
      originName: name,
      companyId: z.string().min(1).max(10),
      companyName: name,
      odfiRouting: routing,
      entryDescription: z.string().min(1).max(10).default('PAYOUT'),
    })
    .optional(),
  sepa: z
    .strictObject({
      name,
      iban: z.string().refine((text) => isValidIBAN(text), 'is not an IBAN'),
      bic: z
        .string()
        .refine((text) => isValidBIC(text), 'is not a BIC')
        .optional(),
    })
    .optional(),
});

export type PayoutSenders = z.output<typeof senders>;

/**
 * Reads the secret. As the stack makes it, it is random letters and no JSON: nobody has entered a sender yet.
 *
 * @throws Error naming each bad field, never its value: half a sender must not write half a file
 */
export function parseSenders(secret: string): PayoutSenders {
  if (!secret.trimStart().startsWith('{')) return {};
  const parsed = senders.safeParse(JSON.parse(secret));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new Error(`the secret payout-senders is not usable: ${fields.join('; ')}`);
}
