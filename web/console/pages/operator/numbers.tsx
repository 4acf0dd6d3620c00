import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { instant } from '../../app/format.ts';
import { useChange, usePages } from '../../app/read.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/form.tsx';
import { Card, Cards, Page } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { PublisherName } from '../shared/names.tsx';
import { BuyNumber } from './buy-number.tsx';
import { PlaceNumber } from './place-number.tsx';
import { PoolHealth } from './pool-health.tsx';

type Stock = Schema<'ListedStockNumber'>;
type StockState = Stock['state'];

const STATES: readonly (readonly [StockState, string])[] = [
  ['placed', 'In a pool'],
  ['idle', 'Idle'],
  ['resting', 'Resting'],
  ['buying', 'Being bought'],
  ['releasing', 'Being given back'],
  ['released', 'Given back'],
];

/** As a sentence goes on. */
const STATE_WORDS: Readonly<Record<StockState, string>> = {
  placed: 'in a pool',
  idle: 'idle',
  resting: 'resting',
  buying: 'being bought',
  releasing: 'being given back',
  released: 'given back',
};

function TakeOut({ stock, close }: { readonly stock: Stock; readonly close: () => void }) {
  const isPlaced = stock.state === 'placed';
  const change = useChange(
    (api, number: string) =>
      isPlaced
        ? api.DELETE('/v1/stock/{number}/pool', { params: { path: { number } } })
        : api.DELETE('/v1/stock/{number}', { params: { path: { number } } }),
    {
      done: isPlaced ? 'It rests.' : 'It is given back.',
      changes: [['stock'], ['pool-health'], ['pool-numbers']],
      onDone: close,
    },
  );
  return (
    <>
      <p>
        {isPlaced
          ? `${stock.number} leaves its pool and rests for 30 days, so that late callers of the last visitor reach nobody else.`
          : `${stock.number} goes back to ${stock.carrier}. Somebody else may get it then: it can’t be taken back.`}
      </p>
      <button type="button" className="danger" disabled={change.isPending} onClick={() => change.mutate(stock.number)}>
        {isPlaced ? 'Let it rest' : 'Give it back'}
      </button>
    </>
  );
}

type Asking = { readonly what: 'place' | 'take-out'; readonly stock: Stock };

interface StockListProps {
  readonly state: StockState;
  readonly choose: (state: StockState) => void;
  /** Whose pools are looked at. */
  readonly publisherId: string;
  readonly choosePublisher: (publisherId: string) => void;
}

function StockList({ state, choose, publisherId, choosePublisher }: StockListProps) {
  const [asking, setAsking] = useState<Asking>();
  const close = (): void => setAsking(undefined);
  const pages = usePages(['stock', state], (api, cursor) =>
    api.GET('/v1/stock', { params: { query: { limit: 100, state, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  const columns: readonly Column<Stock>[] = [
    { title: 'Number', show: ({ number }) => number },
    { title: 'Carrier', show: ({ carrier }) => carrier },
    { title: 'Since', show: ({ since }) => instant(since) },
    {
      title: 'Pool',
      show: ({ poolId, poolName = poolId }) => (poolId ? <span title={poolId}>{poolName}</span> : '–'),
    },
    { title: 'Of', show: ({ publisherId: of }) => (of ? <PublisherName of={of} /> : '–') },
    {
      title: 'Move',
      show: (stock) => (
        <>
          {(stock.state === 'idle' || stock.state === 'resting') && (
            <button type="button" onClick={() => setAsking({ what: 'place', stock })}>
              Place…
            </button>
          )}{' '}
          {(stock.state === 'placed' || stock.state === 'idle') && (
            <button type="button" onClick={() => setAsking({ what: 'take-out', stock })}>
              {stock.state === 'placed' ? 'Rest…' : 'Give back…'}
            </button>
          )}
        </>
      ),
    },
  ];
  const choice = (
    <Select
      label="Show"
      name="state"
      value={state}
      onChange={(event) => choose(event.target.value as StockState)}
      options={STATES}
    />
  );
  return (
    <Card title="Stock" aside={choice} wide>
      <p className="hint">
        Numbers that were bought here. Those that a carrier had sold you before, and that were brought into a pool as
        they were, stand with their pool: each pool lists all of its numbers.
      </p>
      <LongList
        caption="Numbers that the network bought"
        pages={pages}
        columns={columns}
        keyOf={({ number }) => number}
        empty={
          <Empty title={`None that was bought here is ${STATE_WORDS[state]}`}>Buy one, or choose another state.</Empty>
        }
      />
      <Dialog
        title={asking?.what === 'place' ? 'Place a number' : 'Take a number out'}
        open={asking !== undefined}
        onClose={close}
      >
        {asking?.what === 'place' && (
          <PlaceNumber number={asking.stock.number} chosen={publisherId} choose={choosePublisher} close={close} />
        )}
        {asking?.what === 'take-out' && <TakeOut stock={asking.stock} close={close} />}
      </Dialog>
    </Card>
  );
}

/** Numbers that the network bought, and the pools they serve. */
export function Numbers() {
  const [buying, setBuying] = useState(false);
  const [state, setState] = useState<StockState>('placed');
  const [publisherId, setPublisherId] = useState('');
  // What was just bought is in no pool yet, and is what one looks for.
  const onBought = (): void => {
    setBuying(false);
    setState('idle');
  };
  return (
    <Page
      title="Numbers"
      lead="What was bought, where it is, and whether each pool has enough."
      actions={
        <button type="button" className="primary" onClick={() => setBuying(true)}>
          Buy a number
        </button>
      }
    >
      <Cards>
        <StockList state={state} choose={setState} publisherId={publisherId} choosePublisher={setPublisherId} />
        <PoolHealth chosen={publisherId} choose={setPublisherId} />
      </Cards>
      <Dialog title="Buy a number" open={buying} onClose={() => setBuying(false)}>
        <BuyNumber onBought={onBought} />
      </Dialog>
    </Page>
  );
}
