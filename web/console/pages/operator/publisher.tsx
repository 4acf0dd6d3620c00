import { dateOf, money, words } from '../../app/format.ts';
import { Card, Facts, State } from '../../ui/layout.tsx';
import { PublisherFrame } from '../shared/publisher-frame.tsx';

/** One publisher as the operator registered it. */
export const PublisherPage = () => (
  <PublisherFrame>
    {(found) => (
      <>
        <Card title="What it is" aside={<State of={found.state} />}>
          <Facts
            of={[
              ['Since', dateOf(found.createdAt)],
              ['Pages', found.origins.join(', ')],
              ['Tag key', <code key="tag">{found.tagKey}</code>],
            ]}
          />
        </Card>
        <Card title="How it is paid">
          <Facts
            of={[
              ['Paid', words(found.payoutSchedule ?? 'weekly')],
              ['From', money(found.payoutThresholdMinor, found.currency)],
              [
                'Payee',
                found.payee
                  ? `${found.payee.legalName}, ${found.payee.method} ${found.payee.accountMasked}`
                  : 'not set yet',
              ],
            ]}
          />
        </Card>
      </>
    )}
  </PublisherFrame>
);
