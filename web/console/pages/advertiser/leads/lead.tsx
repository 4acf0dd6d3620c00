import type { Schema } from '../../../../client/client.ts';
import { instant } from '../../../app/format.ts';
import { useChange, useRead } from '../../../app/read.ts';
import { Card, Facts } from '../../../ui/layout.tsx';
import { Shown } from '../../../ui/states.tsx';
import { useOffer } from '../offers/use-offer.ts';
import { deliveryInWords } from './delivery-words.ts';

type Lead = Schema<'Lead'>;
type Contact = NonNullable<Lead['contact']>;

/** Often enough to see that it was sent. */
const LIVE_MS = 10_000;

const answerInWords = (value: Contact['fields'][string]): string => {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return String(value);
};

/** By the questions of the form as it is now; a question that it has no more by its name. */
function Who({ of: { fields, consent }, offerId }: { readonly of: Contact; readonly offerId: string }) {
  const form = useOffer(offerId).data?.lead?.fields ?? [];
  const questionOf = (name: string): string => form.find((field) => field.name === name)?.label ?? name;
  return (
    <>
      <Facts of={Object.entries(fields).map(([name, value]) => [questionOf(name), answerInWords(value)])} />
      <h3>Consent</h3>
      <Facts
        of={[
          ['Agreed to', consent.text],
          ['When', consent.at && instant(consent.at)],
          ['From the address', consent.ipAddress],
          ['Certificate', consent.certificateUrl && <code key="certificate">{consent.certificateUrl}</code>],
        ]}
      />
    </>
  );
}

const NOBODY = {
  open: 'Who it is is shown here once you have bought it.',
  rejected: 'You did not buy it, so nobody is told who it is.',
  qualified: 'Who it was is not kept any more.',
} as const;

/** Response time counts from delivery, or from the verdict; the first report stands. */
function FirstTouch({ leadId }: { readonly leadId: string }) {
  const report = useChange(
    (api, id: string) => api.PUT('/v1/leads/{leadId}/first-touch', { params: { path: { leadId: id } }, body: {} }),
    { done: 'Your response time counts until now.', changes: [['lead', leadId]] },
  );
  return (
    <button type="button" disabled={report.isPending} onClick={() => report.mutate(leadId)}>
      We reached out just now
    </button>
  );
}

/** Who a bought lead is, how it stands with sending it, and when somebody first reached out. */
export function LeadCard({ outcome: { outcomeId, offerId, state } }: { readonly outcome: Schema<'Outcome'> }) {
  const lead = useRead(
    // A verdict tells who it is.
    ['lead', outcomeId, state],
    (api) => api.GET('/v1/leads/{leadId}', { params: { path: { leadId: outcomeId } } }),
    { everyMs: LIVE_MS },
  );
  return (
    <Card title="Who it is">
      <Shown of={lead} what="who it is">
        {(found) => (
          <>
            {found.contact ? <Who of={found.contact} offerId={offerId} /> : <p>{NOBODY[found.state]}</p>}
            <Facts
              of={[
                ['Sending it', found.delivery && deliveryInWords(found.delivery)],
                ['Your own name for it', found.delivery?.reference],
                ['First reached out', found.delivery?.firstTouchAt && instant(found.delivery.firstTouchAt)],
              ]}
            />
            {found.contact && !found.delivery?.firstTouchAt && (
              <div className="actions changes">
                <FirstTouch leadId={outcomeId} />
              </div>
            )}
          </>
        )}
      </Shown>
    </Card>
  );
}
