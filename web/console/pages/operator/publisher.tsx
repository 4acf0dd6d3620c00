import { Link, useParams } from 'wouter';
import { day, money, words } from '../../app/format.ts';
import { useRead } from '../../app/read.ts';
import { Card, Cards, Facts, Page, State } from '../../ui/layout.tsx';
import { Shown } from '../../ui/states.tsx';

/** One publisher as the operator registered it. */
export function PublisherPage() {
  const { publisherId = '' } = useParams<{ publisherId: string }>();
  const publisher = useRead(['publisher', publisherId], (api) =>
    api.GET('/v1/publishers/{publisherId}', { params: { path: { publisherId } } }),
  );
  return (
    <Page
      title={publisher.data?.name ?? 'Publisher'}
      lead={<code>{publisherId}</code>}
      actions={<Link href="/publishers">All publishers</Link>}
    >
      <Shown of={publisher} what="the publisher">
        {(found) => (
          <Cards>
            <Card title="What it is" aside={<State of={found.state} />}>
              <Facts
                of={[
                  ['Since', day(found.createdAt)],
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
          </Cards>
        )}
      </Shown>
    </Page>
  );
}
