import { useState } from 'react';
import { count, percent } from '../../app/format.ts';
import { usePages, useRead } from '../../app/read.ts';
import { Card, Cards, Facts, Page } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import { OfferName } from '../shared/names.tsx';
import { TagCheck } from './tag-check.tsx';

interface Pool {
  readonly poolId: string;
  readonly name: string;
  readonly fallbackNumber: string;
  readonly leaseSeconds: number;
}

const LIVE_MS = 10_000;
const MINUTE_SECONDS = 60;

/** How a pool stands, and what that means for who has it. */
function Pool({ pool }: { readonly pool: Pool }) {
  const health = useRead(
    ['pool-health', pool.poolId],
    (api) => api.GET('/v1/pools/{poolId}/health', { params: { path: { poolId: pool.poolId } } }),
    { everyMs: LIVE_MS },
  );
  return (
    <Card title={pool.name}>
      <Shown of={health} what={`the health of ${pool.name}`}>
        {(now) => (
          <>
            <p>
              {now.numbers < now.recommendedNumbers
                ? `Too small for its visits: ${count(now.recommendedNumbers)} numbers are recommended.`
                : 'Large enough for the visits it serves.'}
            </p>
            <Facts
              of={[
                ['Numbers', `${count(now.numbers)}, ${count(now.recommendedNumbers)} recommended`],
                ['Held by visits', `${count(now.held)} (${percent(now.held, now.numbers)})`],
                ['On a call', count(now.onCall)],
                ['Handed on early', count(now.measured.reissuedEarly)],
                ['Visits that found none in a day', count(now.measured.fallbacksInDay)],
                [
                  'Kept for a visitor',
                  `${count(pool.leaseSeconds / MINUTE_SECONDS)} minutes after the last sign of them`,
                ],
                ['When it is empty', `visitors see ${pool.fallbackNumber}, counted as a source`],
              ]}
            />
          </>
        )}
      </Shown>
    </Card>
  );
}

function Tag() {
  const tag = useRead(['tag'], (api) => api.GET('/v1/tag'));
  const [copied, setCopied] = useState('');
  const copy = (html: string): void => void navigator.clipboard.writeText(html).then(() => setCopied(html));
  return (
    <Card title="The tag for your pages" wide>
      <Shown of={tag} what="your tag">
        {({ snippets, origins }) => (
          <>
            <p>
              Paste one line into each page that shows a number. It finds the number as you wrote it and swaps it for
              the visitor’s own.
            </p>
            {snippets.length === 0 && (
              <Empty title="No number yet">The network gives you a number or a pool first.</Empty>
            )}
            {snippets.map(({ number, html }) => (
              <div key={html}>
                <h3>For pages that show {number}</h3>
                <pre>{html}</pre>
                <button type="button" onClick={() => copy(html)}>
                  {copied === html ? 'Copied' : 'Copy the line'}
                </button>
              </div>
            ))}
            <h3>Pages that may carry it</h3>
            <p>{origins.join(', ')}</p>
            <TagCheck />
          </>
        )}
      </Shown>
    </Card>
  );
}

/** A publisher's numbers: the tag that shows them, the pools that serve them, and each one by itself. */
export function Numbers() {
  const pools = useRead(['pools'], (api) => api.GET('/v1/pools', { params: { query: { limit: 50 } } }));
  const numbers = usePages(['numbers'], (api, cursor) =>
    api.GET('/v1/numbers', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  return (
    <Page
      title="Numbers and tag"
      lead="A pool lends each visitor a number of their own; a static number stands for one source."
    >
      <Tag />
      <Shown of={pools} what="your pools">
        {({ items }) => (
          <Cards>
            {items.map((pool) => (
              <Pool key={pool.poolId} pool={pool} />
            ))}
          </Cards>
        )}
      </Shown>
      <h2>All numbers</h2>
      <LongList
        caption="All numbers"
        pages={numbers}
        columns={[
          { title: 'Number', show: ({ number }) => number },
          { title: 'Kind', show: ({ kind }) => (kind === 'pool' ? 'in a pool' : 'stands for a source') },
          { title: 'Source', show: ({ source }) => source ?? '–' },
          { title: 'Offer', show: ({ offerId }) => <OfferName of={offerId} /> },
        ]}
        keyOf={({ number }) => number}
        empty={<Empty title="No number yet">The network gives you one for the offers that you promote.</Empty>}
      />
    </Page>
  );
}
