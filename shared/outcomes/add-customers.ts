import type { AdvertiserStore } from '../catalog/ports.ts';
import { invalidField, notFound } from '../kernel/problem.ts';
import type { Principal } from '../platform/http/principal.ts';
import { hashUploadedPerson } from './person.ts';
import type { CustomerLists } from './ports.ts';

export interface AddCustomersPorts {
  readonly customers: CustomerLists;
  readonly advertisers: Pick<AdvertiserStore, 'get'>;
  readonly personSecret: () => Promise<string>;
}

/**
 * Adds an upload to an advertiser's list. What was uploaded is hashed again under the network's secret, as callers are: a
 * plain SHA-256 of a phone number can be tried out in minutes, so it is not what we keep.
 *
 * @throws Problem `unavailable` when not all are stored; sending them again completes it
 */
export async function addCustomers(
  ports: AddCustomersPorts,
  principal: Pick<Principal, 'role' | 'subjectId'>,
  upload: { readonly advertiserId?: string | undefined; readonly sha256: readonly string[] },
): Promise<{ readonly stored: number }> {
  const advertiserId = await ownerOf(ports, principal, upload.advertiserId);
  const secret = await ports.personSecret();
  const people = upload.sha256.map((sha256) => hashUploadedPerson(secret, sha256));
  return { stored: await ports.customers.add(advertiserId, people) };
}

async function ownerOf(
  { advertisers }: AddCustomersPorts,
  { role, subjectId }: Pick<Principal, 'role' | 'subjectId'>,
  named: string | undefined,
): Promise<string> {
  if (role === 'operator') {
    if (named === undefined) throw invalidField('body.advertiserId', 'is needed from an operator');
    if (!(await advertisers.get(named))) throw notFound(`advertiser ${named}`);
    return named;
  }
  if (named !== undefined && named !== subjectId) throw notFound(`advertiser ${named}`);
  return subjectId;
}
