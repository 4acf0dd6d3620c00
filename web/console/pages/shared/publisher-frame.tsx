import { Link, useParams } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { useRead } from '../../app/read.ts';
import { Cards, Page } from '../../ui/layout.tsx';
import { Shown } from '../../ui/states.tsx';

export type PublisherView = Schema<'Publisher'>;

/** The publisher that the address names, and what one side of the network has to say of it. */
export function PublisherFrame({ children }: { readonly children: (publisher: PublisherView) => React.ReactNode }) {
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
        {(found) => <Cards>{children(found)}</Cards>}
      </Shown>
    </Page>
  );
}
