import { Link, useParams } from 'wouter';
import { instant } from '../../app/format.ts';
import { useRead } from '../../app/read.ts';
import { useSession } from '../../app/session.tsx';
import { Card, Cards, Facts, Page, State } from '../../ui/layout.tsx';
import { Shown } from '../../ui/states.tsx';
import { AnswerDispute, WithdrawDispute } from './dispute-moves.tsx';
import { BY_WORDS, claimed, type DisputeView, isUndecided, REASON_WORDS } from './dispute-words.ts';
import { EvidenceList } from './evidence.tsx';

const AFTER_WORDS = {
  advertiser: 'the offer’s rules decide',
  publisher: 'it is rejected',
} as const;

function Claim({ of }: { readonly of: DisputeView }) {
  return (
    <Facts
      of={[
        ['Reason', REASON_WORDS[of.reason]],
        ['Opened by', BY_WORDS[of.openedBy]],
        [of.openedBy === 'advertiser' ? 'Claimed back' : 'Claimed', claimed(of.claim, of.currency)],
        ['Granted', of.granted && claimed(of.granted, of.currency)],
        ['Answer by', of.answerBy && `${instant(of.answerBy)}; after that ${AFTER_WORDS[of.openedBy]}`],
        ['Booked', of.settledAt && instant(of.settledAt)],
        [
          'Outcome',
          <Link key="outcome" href={`/outcomes/${of.outcomeId}`}>
            {of.outcomeId}
          </Link>,
        ],
      ]}
    />
  );
}

function Steps({ of: { steps } }: { readonly of: DisputeView }) {
  return (
    <ol className="steps">
      {steps.map(({ state, at, by, note, evidence = [] }) => (
        <li key={at + state}>
          <State of={state} /> <strong>{BY_WORDS[by]}</strong>, {instant(at)}
          <p>{note}</p>
          <EvidenceList of={evidence} />
        </li>
      ))}
    </ol>
  );
}

/** What the reader's side can still do; nothing once it is decided. */
function Moves({ of }: { readonly of: DisputeView }) {
  const { me } = useSession();
  if (!isUndecided(of)) return null;
  if (me.role === of.openedBy) return <WithdrawDispute disputeId={of.disputeId} />;
  const isOther = me.role === 'advertiser' || me.role === 'publisher';
  return isOther && of.state === 'open' ? <AnswerDispute disputeId={of.disputeId} openedBy={of.openedBy} /> : null;
}

/** One dispute: the claim, who said what when, and what can be done now. */
export function Dispute({ children }: { readonly children?: (dispute: DisputeView) => React.ReactNode }) {
  const { disputeId = '' } = useParams<{ disputeId: string }>();
  const dispute = useRead(['dispute', disputeId], (api) =>
    api.GET('/v1/disputes/{disputeId}', { params: { path: { disputeId } } }),
  );
  return (
    <Page title="Dispute" lead={<code>{disputeId}</code>} actions={<Link href="/disputes">All disputes</Link>}>
      <Shown of={dispute} what="the dispute">
        {(found) => (
          <Cards>
            <Card title="Claim" aside={<State of={found.state} />}>
              <Claim of={found} />
            </Card>
            <Card title="What was said">
              <Steps of={found} />
            </Card>
            <Moves of={found} />
            {children?.(found)}
          </Cards>
        )}
      </Shown>
    </Page>
  );
}
