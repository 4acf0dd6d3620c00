import { useEffect } from 'react';
import { Link, useParams } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { day, instant, money, talk, words } from '../../app/format.ts';
import { useRead } from '../../app/read.ts';
import { useSession } from '../../app/session.tsx';
import { networkClock } from '../../app/zones.ts';
import { Card, Cards, Facts, Page, State } from '../../ui/layout.tsx';
import { Shown } from '../../ui/states.tsx';
import { OfferName, TargetName } from './names.tsx';
import { OutcomeLink } from './outcome-link.tsx';
import { Criteria } from './verdict.tsx';

type OutcomeView = Schema<'Outcome'>;

const amount = (minor: number | undefined, currency: string | undefined): string | undefined =>
  minor === undefined || currency === undefined ? undefined : money(minor, currency);

const CONFIDENCE: Readonly<Record<string, string>> = {
  exact: 'exact: the visitor held the number when the call came',
  recent: 'recent: the visit was over, but nobody else had the number since',
  ambiguous: 'ambiguous: the number was handed on, so it may have been either visit',
  source: 'source: it stands for one source, not for a visit',
};

const VERDICT_COMES: Readonly<Record<OutcomeView['model'], string>> = {
  call: 'seconds after its end',
  lead: 'seconds after it came',
  appointment: 'once it is settled who came',
};

function Verdict({ outcome }: { readonly outcome: OutcomeView }) {
  const { verdict } = outcome;
  if (!verdict) return <p>Its verdict comes {VERDICT_COMES[outcome.model]}, and is shown here by itself.</p>;
  return (
    <>
      <Facts
        of={[
          ['Judged', instant(verdict.judgedAt)],
          ['Charged', amount(verdict.chargeMinor, verdict.currency)],
          ['Earned', amount(verdict.payoutMinor, verdict.currency)],
          ['Payable from', verdict.payableDay && day(verdict.payableDay)],
          ['In the place of', verdict.replaces && <OutcomeLink outcomeId={verdict.replaces} />],
        ]}
      />
      <h3>Why</h3>
      {outcome.seen?.untaken && <p>Nobody could be asked to take it, so it owes nothing, whatever else was so.</p>}
      <Criteria of={verdict.criteria} />
    </>
  );
}

const REPLACED: Readonly<Record<NonNullable<OutcomeView['replacement']>['state'], string>> = {
  owed: 'It stays paid. The next one that qualifies costs nothing.',
  delivered: 'It stays paid, and another one came in its place.',
  lapsed: 'No other one came in time, so its charge was given back.',
};

function Replacement({ of }: { readonly of: NonNullable<OutcomeView['replacement']> }) {
  return (
    <Card title="Refused for another one" aside={<State of={of.state} />}>
      <p>{REPLACED[of.state]}</p>
      <Facts
        of={[
          ['Why', of.reason],
          ['Refused', instant(of.askedAt)],
          ['Credited when none came by', day(of.deliverableUntil)],
          ['Replaced by', of.byOutcomeId && <OutcomeLink outcomeId={of.byOutcomeId} />],
        ]}
      />
    </Card>
  );
}

const CHANGED: Readonly<Record<string, string>> = {
  adjustment: 'Adjusted by finance',
  dispute: 'Disputed by the advertiser',
  credit: 'Credited to the advertiser',
  feedback: 'A sale was reported',
  'late-truth': 'Known after the verdict',
  objection: 'Disputed by the publisher',
  'credit-undone': 'A credit was undone',
};

function Changes({ outcome: { corrections = [], verdict } }: { readonly outcome: OutcomeView }) {
  if (corrections.length === 0) return undefined;
  const currency = verdict?.currency;
  return (
    <Card title="What changed since">
      {corrections.map(({ kind, reason, at, chargeMinor, payoutMinor }) => (
        <section key={`${at} ${kind} ${reason}`}>
          <h3>{CHANGED[kind] ?? kind}</h3>
          <Facts
            of={[
              ['When', instant(at)],
              ['Why', reason],
              ['Charge', amount(chargeMinor, currency)],
              ['Earnings', amount(payoutMinor, currency)],
            ]}
          />
        </section>
      ))}
    </Card>
  );
}

function Arrival({ outcome }: { readonly outcome: OutcomeView }) {
  const { attribution, seen, caller } = outcome;
  return (
    <Facts
      of={[
        ['Offer', <OfferName key="offer" of={outcome.offerId} />],
        ['Opened', instant(outcome.openedAt)],
        [outcome.model === 'call' ? 'Caller' : 'Person', caller?.masked],
        ['Talk time', seen?.talkSeconds === undefined ? undefined : `${talk(seen.talkSeconds)} min`],
        ['Region', seen?.region],
        ['Went to', seen?.targetId && <TargetName of={seen.targetId} offerId={outcome.offerId} />],
        ['Attribution', CONFIDENCE[attribution.confidence] ?? attribution.confidence],
        ['Source', attribution.source],
        ['Page', attribution.visit?.url],
        ['Came from', attribution.visit?.referrer],
        [
          'Terms',
          `offer version ${outcome.offerVersion}${outcome.dealVersion ? `, deal version ${outcome.dealVersion}` : ''}, frozen when it was opened`,
        ],
      ]}
    />
  );
}

/** To the list it stands in; finance and the operator come from a line or a dispute, and have no such list. */
function WayBack() {
  const { me } = useSession();
  if (me.role !== 'finance' && me.role !== 'operator') return <Link href="/outcomes">All outcomes</Link>;
  return (
    <button type="button" className="quiet" onClick={() => history.back()}>
      Back
    </button>
  );
}

/** How often an outcome without a verdict is looked at again. */
const OPEN_MS = 2_000;

/** Does it again and again while something is so. */
function useWhile(isSo: boolean, again: () => unknown): void {
  useEffect(() => {
    if (!isSo) return undefined;
    const timer = setInterval(() => void again(), OPEN_MS);
    return () => clearInterval(timer);
  }, [isSo, again]);
}

/** One outcome: its verdict explained, where it came from, and until when it can be argued with. */
export function Outcome({ children }: { readonly children?: (outcome: OutcomeView) => React.ReactNode }) {
  const { outcomeId = '' } = useParams<{ outcomeId: string }>();
  const outcome = useRead(['outcome', outcomeId], (api) =>
    api.GET('/v1/outcomes/{outcomeId}', { params: { path: { outcomeId } } }),
  );
  const isOpen = outcome.data?.state === 'open';
  useWhile(isOpen, outcome.refetch);
  return (
    <Page title="Outcome" lead={<code>{outcomeId}</code>} actions={<WayBack />}>
      <Shown of={outcome} what="the outcome">
        {(found) => (
          <Cards>
            <Card
              title={`${words(found.model)}, ${found.verdict ? 'judged' : 'not judged yet'}`}
              aside={<State of={found.state} />}
            >
              <Verdict outcome={found} />
            </Card>
            <Card title="Where it came from">
              <Arrival outcome={found} />
            </Card>
            {found.deadlines && (
              <Card title="Until when">
                <Facts
                  of={[
                    ['May be disputed', day(found.deadlines.disputableUntil)],
                    ['A sale may be reported', day(found.deadlines.feedbackUntil)],
                    ['Final after', day(found.deadlines.correctableUntil)],
                  ]}
                />
                <p className="hint">To the end of each day, by {networkClock()}.</p>
              </Card>
            )}
            <Changes outcome={found} />
            {found.replacement && <Replacement of={found.replacement} />}
            {children?.(found)}
          </Cards>
        )}
      </Shown>
    </Page>
  );
}
