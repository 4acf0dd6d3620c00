import type { IdSource } from '../kernel/ids.ts';
import { invalidField, Problem } from '../kernel/problem.ts';
import type { Clock } from '../kernel/time.ts';
import type { ApprovalLimit, Principal, Role, Scope } from '../platform/http/principal.ts';
import { SCOPES_OF_ROLE } from '../platform/http/role-scopes.ts';
import { type ApiKey, mintKey } from './api-key.ts';
import type { AdvertiserStore, KeyStore, OfferStore, PublisherStore } from './ports.ts';

/** What a key or a person is to be allowed. */
export interface GrantRequest {
  readonly role: Role;
  readonly subjectId: string;
  readonly scopes?: readonly Scope[] | undefined;
  readonly offerIds?: readonly string[] | undefined;
  readonly approvalLimits?: readonly ApprovalLimit[] | undefined;
}

export interface KeyRequest extends GrantRequest {
  readonly label: string;
}

/** Who asks for the key. */
export type Issuer = Pick<Principal, 'scopes'>;

/** What a key that is limited to some offers may hold: whatever else there is asks for no offer. */
const LEAD_SCOPES: readonly Scope[] = ['leads:write', 'leads:read'];

export interface GrantDeps {
  readonly advertisers: Pick<AdvertiserStore, 'get'>;
  readonly publishers: Pick<PublisherStore, 'get'>;
}

export interface IssueKeyDeps extends GrantDeps {
  readonly keys: Pick<KeyStore, 'create'>;
  readonly offers: Pick<OfferStore, 'current'>;
  readonly clock: Clock;
}

async function checkSubject(deps: GrantDeps, { role, subjectId }: GrantRequest): Promise<void> {
  if (role === 'setter') throw invalidField('body.role', 'has its keys from POST /v1/setters/{setterId}/keys');
  if (role === 'advertiser' && !(await deps.advertisers.get(subjectId))) {
    throw invalidField('body.subjectId', 'is not an advertiser we know');
  }
  if (role === 'publisher' && !(await deps.publishers.get(subjectId))) {
    throw invalidField('body.subjectId', 'is not a publisher we know');
  }
}

function checkLimits({ role, approvalLimits = [] }: GrantRequest): void {
  if (role !== 'finance' && approvalLimits.length > 0) {
    throw invalidField('body.approvalLimits', 'are for finance, who approve payouts');
  }
  if (new Set(approvalLimits.map(({ currency }) => currency)).size < approvalLimits.length) {
    throw invalidField('body.approvalLimits', 'name a currency twice');
  }
}

/** @throws Problem `invalid` for a key of somebody else than a publisher, and naming the offer that takes no leads */
async function checkOffers({ offers }: IssueKeyDeps, { role, offerIds }: KeyRequest): Promise<void> {
  if (!offerIds) return;
  if (role !== 'publisher') throw invalidField('body.offerIds', 'are for publishers, who bring leads');
  const found = await Promise.all(offerIds.map((offerId) => offers.current(offerId)));
  const wrong = found.findIndex((head) => head?.offer.lead === undefined);
  if (wrong >= 0) throw invalidField(`body.offerIds.${wrong}`, 'is not an offer of leads');
}

/**
 * A key can hold less than its role may, never more; nor more than the key that asks for it: else a key that only sets up
 * pools could make itself one that approves payments.
 */
function scopesFor({ role, scopes, offerIds }: GrantRequest, issuer: Issuer): readonly Scope[] {
  const allowed = offerIds ? LEAD_SCOPES : SCOPES_OF_ROLE[role];
  const beyond = scopes?.find((scope) => !allowed.includes(scope));
  if (beyond) throw invalidField('body.scopes', `a ${offerIds ? 'key for some offers' : role} can not hold ${beyond}`);
  const given = scopes ? [...new Set(scopes)] : allowed;
  const lacking = given.find((scope) => !issuer.scopes.includes(scope));
  if (lacking) {
    const message = `your own key does not hold ${lacking}`;
    throw new Problem('forbidden', `body.scopes: ${message}`, [{ field: 'body.scopes', message }]);
  }
  return given;
}

/**
 * The scopes that a request comes to, once everything in it may be.
 *
 * @throws Problem `invalid` for a subject or scope that can't be, `forbidden` for scopes that the issuer does not hold
 */
export async function grantedScopes(deps: GrantDeps, issuer: Issuer, request: GrantRequest): Promise<readonly Scope[]> {
  const scopes = scopesFor(request, issuer);
  await checkSubject(deps, request);
  checkLimits(request);
  return scopes;
}

/**
 * Issues a key; the only moment at which its text is known.
 *
 * @throws Problem as `grantedScopes`
 */
export async function issueKey(
  deps: IssueKeyDeps,
  ids: IdSource,
  issuer: Issuer,
  request: KeyRequest,
): Promise<{ readonly apiKey: ApiKey; readonly key: string }> {
  const scopes = await grantedScopes(deps, issuer, request);
  await checkOffers(deps, request);
  const keyId = ids.next('key');
  const { key, hash } = mintKey(keyId);
  const { role, subjectId, label, offerIds, approvalLimits } = request;
  const createdAtMs = deps.clock.nowMs();
  const apiKey: ApiKey = { keyId, hash, role, subjectId, scopes, label, offerIds, approvalLimits, createdAtMs };
  if ((await deps.keys.create(apiKey)) === 'exists') {
    throw new Problem('conflict', 'this key was issued before and its text is shown once: revoke it, issue another');
  }
  return { apiKey, key };
}
