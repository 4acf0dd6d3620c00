import type { z } from 'zod';
import type { Terms } from '../catalog/model.ts';
import { notFound } from '../kernel/problem.ts';
import { toIso } from '../kernel/time.ts';
import type { outcomeView } from './contract/outcomes.ts';
import { deadlinesOf } from './deadlines.ts';
import { explain } from './evaluate-criteria.ts';
import type { Facts, Outcome, Verdict } from './model.ts';
import type { OutcomeStore, TellCorrections, TellObjectionable, TermsReader } from './ports.ts';
import type { Replacement, ReplacementStore } from './replacement.ts';
import type { Viewer } from './viewer.ts';

type OutcomeView = z.input<typeof outcomeView>;

export interface ShowPorts {
  readonly outcomes: OutcomeStore;
  readonly terms: TermsReader;
  readonly replacements: Pick<ReplacementStore, 'get'>;
  readonly objectionable: TellObjectionable;
  readonly correctionsOf: TellCorrections;
  readonly zone: string;
}

/**
 * An outcome as the viewer may see it: each side its own money, the advertiser nothing of the publisher's visit, the
 * publisher nothing of who called or where the call went.
 *
 * @throws Problem `not-found` for an outcome that does not exist, or is another's
 */
export async function showOutcome(ports: ShowPorts, viewer: Viewer, outcomeId: string): Promise<OutcomeView> {
  const outcome = await ports.outcomes.get(outcomeId);
  if (!outcome || !viewer.owns(outcome)) throw notFound(`outcome ${outcomeId}`);
  const terms = await ports.terms.terms(outcome.terms);
  const { verdict } = outcome;
  const deadlines = verdict?.booking && deadlinesOf(terms, verdict.judgedAtMs, ports.zone);
  const mayBeReplaced = verdict?.booking && terms.windows?.replacement;
  const replacement = mayBeReplaced && (await ports.replacements.get(outcomeId));
  const lacking = verdict && viewer.seesSeller ? await ports.objectionable(outcomeId) : undefined;
  const seesMoney = viewer.seesBuyer || viewer.seesSeller;
  const corrections = verdict && seesMoney ? await ports.correctionsOf(outcomeId) : [];
  return {
    ...viewOf(viewer, outcome, terms),
    deadlines,
    corrections: corrections.length === 0 ? undefined : corrections.map((each) => correctionView(viewer, each)),
    replacement: replacement && replacementView(replacement),
    objectionable: lacking && { ...lacking },
  };
}

/** As both sides see it: what one owes the other. */
export const replacementView = ({ state, reason, askedAtMs, untilDay, byOutcomeId }: Replacement) => ({
  state,
  reason,
  askedAt: toIso(askedAtMs),
  deliverableUntil: untilDay,
  byOutcomeId,
});

type Told = Awaited<ReturnType<TellCorrections>>[number];

const correctionView = ({ seesBuyer, seesSeller }: Viewer, { kind, reason, atMs, chargeMinor, payoutMinor }: Told) => ({
  kind,
  reason,
  at: toIso(atMs),
  chargeMinor: seesBuyer ? chargeMinor : undefined,
  payoutMinor: seesSeller ? payoutMinor : undefined,
});

function viewOf(viewer: Viewer, outcome: Outcome, terms: Terms): OutcomeView {
  const { terms: ref, attribution, contactMasked, facts, verdict, late } = outcome;
  return {
    outcomeId: outcome.outcomeId,
    model: outcome.model,
    state: outcome.state,
    offerId: ref.offerId,
    offerVersion: ref.offerVersion,
    dealVersion: ref.dealVersion,
    publisherId: ref.publisherId,
    advertiserId: viewer.seesBuyer ? outcome.advertiserId : undefined,
    openedAt: toIso(outcome.openedAtMs),
    attribution: {
      confidence: attribution.confidence,
      source: attribution.source,
      setterId: viewer.seesSetter ? attribution.setterId : undefined,
      visit: viewer.seesSeller ? visitView(attribution) : undefined,
    },
    caller: viewer.seesBuyer && contactMasked !== undefined ? { masked: contactMasked } : undefined,
    seen: facts && factsView(viewer, facts),
    seenLater: late && factsView(viewer, late.facts),
    verdict: verdict && verdictView(viewer, verdict, terms),
  };
}

function visitView({ visit }: Outcome['attribution']): OutcomeView['attribution']['visit'] {
  if (!visit) return undefined;
  const { visitId, atMs, url, referrer, params } = visit;
  return { visitId, at: toIso(atMs), url, referrer, params: params && { ...params } };
}

const factsView = (viewer: Viewer, facts: Facts): OutcomeView['seen'] => ({
  startedAt: toIso(facts.startedAtMs),
  talkSeconds: facts.talkSeconds,
  totalSeconds: facts.totalSeconds,
  region: facts.region,
  untaken: facts.untaken,
  targetId: viewer.seesBuyer ? facts.targetId : undefined,
  answers: facts.answers && { ...facts.answers },
});

const verdictView = (viewer: Viewer, verdict: Verdict, terms: Terms): OutcomeView['verdict'] => ({
  state: verdict.state,
  judgedAt: toIso(verdict.judgedAtMs),
  criteria: explain(terms.criteria, verdict.marks),
  payableDay: verdict.booking?.posting.payableDay,
  chargeMinor: viewer.seesBuyer ? verdict.booking?.worth.chargeMinor : undefined,
  payoutMinor: viewer.seesSeller ? verdict.booking?.worth.payoutMinor : undefined,
  currency: verdict.booking?.worth.currency,
  replaces: verdict.booking?.replaces,
  quality: viewer.seesSeller && verdict.booking ? terms.quality : undefined,
});
