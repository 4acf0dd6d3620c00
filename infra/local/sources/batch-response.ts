import { z } from 'zod';

const responseSchema = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullish();

/**
 * The identifiers a batch function reported as failed. As on AWS, an answer of another shape or an identifier that was
 * not in the batch fails the whole batch, and no answer at all is a success.
 */
export function failedIdentifiers(payload: unknown, batch: readonly string[]): readonly string[] {
  const parsed = responseSchema.safeParse(payload);
  if (!parsed.success) return batch;
  const failed = parsed.data?.batchItemFailures?.map((failure) => failure.itemIdentifier) ?? [];
  return failed.every((identifier) => batch.includes(identifier)) ? failed : batch;
}
