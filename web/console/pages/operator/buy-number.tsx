import { useState } from 'react';
import { useChange, useRead } from '../../app/read.ts';
import { Form, Select, TextField } from '../../ui/form.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
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

function Offers({ asked, close }: { readonly asked: Asked; readonly close: () => void }) {
  const found = useRead(['available-numbers', asked], (api) =>
    api.GET('/v1/available-numbers', { params: { query: asked } }),
  );
  const change = useChange(
    (api, number: string) => api.POST('/v1/stock', { body: { carrier: asked.carrier, number } }),
    { done: 'Bought: it is idle until you place it in a pool.', changes: [['stock']], onDone: close },
  );
  const columns: readonly Column<Offered>[] = [
    { title: 'Number', show: ({ number }) => number },
    { title: 'Where', show: ({ locality, region }) => [locality, region].filter(Boolean).join(', ') || '–' },
    {
      title: 'Buy',
      show: ({ number }) => (
        <button type="button" disabled={change.isPending} onClick={() => change.mutate(number)}>
          Buy
        </button>
      ),
    },
  ];
  return (
    <Shown of={found} what="what the carrier has">
      {({ items }) => (
        <DataTable
          caption="Numbers of the carrier"
          rows={items as readonly Offered[]}
          columns={columns}
          keyOf={({ number }) => number}
          empty={<Empty title="The carrier has none there">Try another area code.</Empty>}
        />
      )}
    </Shown>
  );
}

/** What a carrier has, and one bought of it. */
export function BuyNumber({ close }: { readonly close: () => void }) {
  const [asked, setAsked] = useState<Asked>();
  return (
    <>
      <Form
        submit="Search"
        busy={false}
        onSubmit={({ carrier, areaCode = '' }) =>
          setAsked({ carrier: carrier as Carrier, ...(areaCode.trim() ? { areaCode: areaCode.trim() } : {}) })
        }
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
          <TextField label="Area code" name="areaCode" inputMode="numeric" placeholder="217" />
        </div>
      </Form>
      {asked && <Offers asked={asked} close={close} />}
    </>
  );
}
