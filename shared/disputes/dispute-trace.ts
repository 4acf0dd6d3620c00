import { Problem } from '../kernel/problem.ts';
import type { PersonalTrace } from '../outcomes/personal-trace.ts';
import { type Dispute, disputeIdOf, type Opener } from './model.ts';
import type { DisputeStore } from './ports.ts';

const hasWords = ({ steps }: Dispute): boolean =>
  steps.some(({ note, evidence }) => note !== '' || evidence !== undefined);

/** Reasons, states and money stay; what people wrote and showed each other goes. */
const withoutWords = (dispute: Dispute): Dispute => ({
  ...dispute,
  steps: dispute.steps.map((step) => ({ ...step, note: '', evidence: undefined })),
  version: dispute.version + 1,
});

/** What both sides wrote about a person while they argued over its price, in the dispute that one of them opened. A dispute that goes on needs its words: it waits. */
export function disputeTrace(disputes: Pick<DisputeStore, 'get' | 'replace'>, openedBy: Opener): PersonalTrace {
  return {
    name: openedBy === 'advertiser' ? 'dispute' : 'objection',
    async show({ outcomeId }) {
      const found = await disputes.get(disputeIdOf(outcomeId, openedBy));
      return found && { reason: found.reason, state: found.state, steps: found.steps };
    },
    async erase({ outcomeId }) {
      const found = await disputes.get(disputeIdOf(outcomeId, openedBy));
      if (!found || !hasWords(found)) return {};
      if (found.settledAtMs === undefined) return { waits: true };
      if (!(await disputes.replace(found, withoutWords(found)))) {
        throw new Problem('unavailable', `dispute ${found.disputeId} is being changed: try again`);
      }
      return {};
    },
  };
}
