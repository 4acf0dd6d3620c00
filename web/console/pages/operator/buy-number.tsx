import { useState } from 'react';
import { useChange, useRead } from '../../app/read.ts';
import { Form, Select, TextField } from '../../ui/form.tsx';
import { Empty, Failure } from '../../ui/states.tsx';
import { type Column, DataTable } from '../../ui/table.tsx';

type Carrier = 'twilio' | 'telnyx';

interface Asked {
  readonly carrier: Carrier;
  readonly areaCode?: string;
}

interface Offered {
  readonly number: string;
  readonly locality?: string;
  readonly region?: string;
}

interface OffersProps {
  readonly carrier: Carrier;
  readonly items: readonly Offered[];
  readonly onBought: () => void;
}

function Offers({ carrier, items, onBought }: OffersProps) {
  const change = useChange((api, number: string) => api.POST('/v1/stock', { body: { carrier, number } }), {
    done: 'Bought: it is idle until you place it in a pool.',
    changes: [['stock']],
    onDone: onBought,
  });
  const columns: readonly Column<Offered>[] = [
    { title: 'Number', show: ({ number }) => number },
    { title: 'Where', show: ({ locality, region }) => [locality, region].filter(Boolean).join(', ') || '–' },
    {
      title: 'Buy',
      show: ({ number }) => (
        <button
          type="button"
          aria-label={`Buy ${number}`}
          disabled={change.isPending}
          onClick={() => change.mutate(number)}
        >
          Buy
        </button>
      ),
    },
  ];
  return (
    <>
      {change.error && <Failure error={change.error} />}
      <DataTable
        caption="Numbers of the carrier"
        rows={items}
        columns={columns}
        keyOf={({ number }) => number}
        empty={<Empty title="The carrier has none there">Try another area code.</Empty>}
      />
    </>
  );
}

/** What a carrier has, and one bought of it. */
export function BuyNumber({ onBought }: { readonly onBought: () => void }) {
  const [asked, setAsked] = useState<Asked>({ carrier: 'twilio' });
  // What is sold changes: each search asks anew.
  const [searches, setSearches] = useState(0);
  const found = useRead(
    ['available-numbers', asked, searches],
    (api) => api.GET('/v1/available-numbers', { params: { query: asked } }),
    { enabled: searches > 0 },
  );
  return (
    <>
      <Form
        submit="Search"
        busy={found.isFetching}
        error={found.error}
        onSubmit={({ carrier, areaCode = '' }) => {
          setAsked({ carrier: carrier as Carrier, ...(areaCode.trim() ? { areaCode: areaCode.trim() } : {}) });
          setSearches((before) => before + 1);
        }}
      >
        <p>A number is paid to its carrier each month until it is given back.</p>
        <div className="row">
          <Select
            label="Carrier"
            name="carrier"
            options={[
              ['twilio', 'Twilio'],
              ['telnyx', 'Telnyx'],
            ]}
          />
          <TextField label="Area code" name="areaCode" inputMode="numeric" placeholder="217" error={found.error} />
        </div>
      </Form>
      {found.data && (
        <Offers carrier={asked.carrier} items={found.data.items as readonly Offered[]} onBought={onBought} />
      )}
    </>
  );
}
