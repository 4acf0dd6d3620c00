import { invalidField, notFound } from '../kernel/problem.ts';
import type { Principal } from '../platform/http/principal.ts';
import { hashUploadedPerson } from './person.ts';
import type { CustomerLists } from './ports.ts';

/**
 * Adds an upload to an advertiser's list. What was uploaded is hashed again under the network's secret, as callers are: a
 * plain SHA-256 of a phone number can be tried out in minutes, so it is not what we keep.
 *
 * @throws Problem `unavailable` when not all are stored; sending them again completes it
 */
export async function addCustomers(
  ports: { readonly customers: CustomerLists; readonly personSecret: () => Promise<string> },
  principal: Pick<Principal, 'role' | 'subjectId'>,
  upload: { readonly advertiserId?: string | undefined; readonly sha256: readonly string[] },
): Promise<{ readonly stored: number }> {
  const advertiserId = ownerOf(principal, upload.advertiserId);
  const secret = await ports.personSecret();
  const people = upload.sha256.map((sha256) => hashUploadedPerson(secret, sha256));
  return { stored: await ports.customers.add(advertiserId, people) };
}

function ownerOf({ role, subjectId }: Pick<Principal, 'role' | 'subjectId'>, named: string | undefined): string {
  if (role === 'operator') {
    if (named === undefined) throw invalidField('body.advertiserId', 'is needed from an operator');
    return named;
  }
  if (named !== undefined && named !== subjectId) throw notFound(`advertiser ${named}`);
  return subjectId;
}
