import type { E164 } from '../kernel/phone.ts';
import { invalidField } from '../kernel/problem.ts';
import type { Outbound, OutboundFailure } from '../platform/http/outbound.ts';
import { type ExpectedTag, type Finding, inspectPage } from './inspect-page.ts';

export interface TagCheckDeps {
  readonly fetchPage: Outbound;
}

export interface TagOwner extends ExpectedTag {
  readonly origins: readonly string[];
  readonly numbers: readonly E164[];
}

export interface TagCheckResult {
  readonly works: boolean;
  readonly findings: readonly Finding[];
}

const TIMEOUT_MS = 10_000;
/** Larger pages are looked at as far as this. */
const MAX_PAGE_BYTES = 2 * 1024 * 1024;

const FAILURES: Readonly<Record<OutboundFailure, string>> = {
  'malformed-url': 'is not an address',
  'not-https': 'must begin with https://',
  'private-address': 'leads to a private network, where no visitor can be',
  'request-too-large': 'is too long',
  timeout: 'did not answer in 10 seconds',
  unreachable: 'could not be reached',
};

const resultOf = (findings: readonly Finding[]): TagCheckResult => ({
  works: findings.every(({ holds }) => holds),
  findings,
});

/**
 * Looks at a page as a visitor would get it and says whether the tag can work there.
 *
 * @throws Problem `invalid` naming `body.url` for an address that nothing is sent to
 */
export async function checkTag({ fetchPage }: TagCheckDeps, url: string, owner: TagOwner): Promise<TagCheckResult> {
  const origin = new URL(url).origin;
  const listed = owner.origins.includes(origin);
  const originFinding: Finding = {
    what: 'origin',
    holds: listed,
    told: listed
      ? `${origin} is on the list of your pages.`
      : `${origin} is not on the list of your pages, so its visitors get no numbers: ask the network to add it.`,
  };
  const answer = await fetchPage({
    method: 'GET',
    url,
    headers: { accept: 'text/html', 'user-agent': 'Callbourse tag check' },
    timeoutMs: TIMEOUT_MS,
    maxAnswerBytes: MAX_PAGE_BYTES,
  });
  if (answer.kind === 'failed') {
    if (answer.why !== 'timeout' && answer.why !== 'unreachable') throw invalidField('body.url', FAILURES[answer.why]);
    return resultOf([{ what: 'reached', holds: false, told: `The page ${FAILURES[answer.why]}.` }, originFinding]);
  }
  const reached = answer.status === 200;
  const told = reached ? 'The page answers.' : `The page answered ${answer.status}: give the address that it leads to.`;
  const findings: Finding[] = [{ what: 'reached', holds: reached, told }, originFinding];
  return resultOf(reached ? [...findings, ...inspectPage(answer.text, owner, owner.numbers)] : findings);
}
