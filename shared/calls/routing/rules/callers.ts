import { DAY_MS } from '../../../kernel/time.ts';
import type { Attestation } from '../../model.ts';
import type { Rule } from './rule.ts';

/** How much each word vouches for the number; a failed check is worse than none. */
const VOUCHED: Readonly<Record<Attestation, number>> = { A: 3, B: 2, C: 1, none: 0, failed: -1 };

export const attestation: Rule = ({ rules: { minAttestation } }, { call }) =>
  minAttestation === undefined || VOUCHED[call.attestation] >= VOUCHED[minAttestation]
    ? undefined
    : { refusal: 'attestation', asked: minAttestation, seen: call.attestation };

export const withheld: Rule = ({ rules }, { call }) =>
  rules.withheld === 'refuse' && call.isWithheld ? { refusal: 'withheld' } : undefined;

/** The network's and the publisher's own list keep a caller from everybody, an advertiser's from its own targets. */
export const blockedCaller: Rule = ({ target }, { call }) => {
  const blocked = call.blockedBy.find((each) => each.by !== 'advertiser' || each.advertiserId === target.advertiserId);
  return blocked && { refusal: 'blocked-caller', seen: blocked.by };
};

/** A person who was here within so many days. Withheld and shared numbers have no history, so they are nobody's repeat. */
export const repeat: Rule = ({ target, rules: { repeats } }, { call }) => {
  if (!repeats) return undefined;
  const fromMs = call.atMs - repeats.days * DAY_MS;
  const earlier = call.earlier.find(
    ({ atMs, targetId, advertiserId }) =>
      atMs >= fromMs &&
      atMs < call.atMs &&
      (repeats.scope === 'target' ? targetId === target.targetId : advertiserId === target.advertiserId),
  );
  if (!earlier) return undefined;
  return { refusal: 'repeat', asked: repeats.days, seen: Math.floor((call.atMs - earlier.atMs) / DAY_MS) };
};

/** Where a target names languages, a caller who named another is sent on; one who named none is not. */
export const language: Rule = ({ rules: { languages } }, { call }) =>
  languages === undefined || call.language === undefined || languages.includes(call.language)
    ? undefined
    : { refusal: 'language', asked: languages.join(' '), seen: call.language };

/** A plan that asks for a tag sends the call to none without it. */
export const tag: Rule = ({ rules: { tags } }, { call }) =>
  call.tag === undefined || tags?.includes(call.tag)
    ? undefined
    : { refusal: 'tag', asked: call.tag, seen: tags?.join(' ') ?? 'none' };

export const publisher: Rule = ({ rules: { publishers } }, { call }) => {
  if (!publishers) return undefined;
  const { allow, block } = publishers;
  const isRefused = block?.includes(call.publisherId) || (allow && !allow.includes(call.publisherId));
  return isRefused ? { refusal: 'publisher', seen: call.publisherId } : undefined;
};
