import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { etagOf } from '../../app/etag.ts';
import { count } from '../../app/format.ts';
import { useChange, useRead } from '../../app/read.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, Select, TextField } from '../../ui/form.tsx';
import { Shown } from '../../ui/states.tsx';

type PoolScaling = Schema<'PoolScaling'>;
type Rule = Schema<'Scaling'>;

const CARRIERS = [
  ['twilio', 'Twilio'],
  ['telnyx', 'Telnyx'],
] as const;

const inWords = ({ scaling }: PoolScaling): string => {
  if (!scaling) return 'It stays as large as it is.';
  const { carrier, country = 'US', areaCode, maxNumbers } = scaling;
  const place = areaCode === undefined ? country : `${country} ${areaCode}`;
  const shop = CARRIERS.find(([name]) => name === carrier)?.[1] ?? carrier;
  return `It grows by itself to what its visits need, up to ${count(maxNumbers)} numbers, with those of ${place} at ${shop}.`;
};

/** As it was when the form opened: what others change meanwhile is read anew behind it, and must not be undone. */
const seenAs = ({ poolId, version }: PoolScaling) => ({
  params: { path: { poolId }, header: { 'If-Match': etagOf(version) } },
});

function RuleForm({ of: seen, done }: { readonly of: PoolScaling; readonly done: () => void }) {
  const { poolId, scaling: now } = seen;
  const change = useChange((api, body: Rule) => api.PUT('/v1/pools/{poolId}/scaling', { ...seenAs(seen), body }), {
    done: 'Every quarter of an hour it is looked whether it needs more.',
    changes: [['pool-scaling', poolId]],
    onDone: done,
  });
  const { error } = change;
  return (
    <Form
      submit="Let it grow"
      busy={change.isPending}
      error={error}
      onSubmit={({ carrier, country = '', areaCode = '', maxNumbers = '' }) =>
        change.mutate({
          ...{ carrier: carrier as Rule['carrier'], country: country.trim(), maxNumbers: Number(maxNumbers) },
          ...(areaCode.trim() && { areaCode: areaCode.trim() }),
        })
      }
    >
      <p>
        It takes idle and rested numbers first, then buys, and never gives one away. Each is paid to its carrier every
        month.
      </p>
      <div className="row">
        <Select label="Carrier" name="carrier" defaultValue={now?.carrier ?? 'twilio'} options={CARRIERS} />
        <TextField label="Country" name="country" required defaultValue={now?.country ?? 'US'} error={error} />
        <TextField
          label="Area code"
          name="areaCode"
          inputMode="numeric"
          defaultValue={now?.areaCode ?? ''}
          placeholder="any"
          error={error}
        />
        <TextField
          label="Numbers at most"
          name="maxNumbers"
          type="number"
          min={1}
          step={1}
          required
          defaultValue={now?.maxNumbers ?? ''}
          error={error}
        />
      </div>
    </Form>
  );
}

function Rules({ of, name }: { readonly of: PoolScaling; readonly name: string }) {
  const [seen, setSeen] = useState<PoolScaling>();
  const close = (): void => setSeen(undefined);
  const end = useChange((api, from: PoolScaling) => api.DELETE('/v1/pools/{poolId}/scaling', seenAs(from)), {
    done: `${name} stays as large as it is.`,
    changes: [['pool-scaling', of.poolId]],
  });
  return (
    <>
      <p>{inWords(of)}</p>
      <div className="row">
        <button type="button" aria-label={`Set growth of ${name}`} onClick={() => setSeen(of)}>
          Set growth
        </button>
        {of.scaling && (
          <button
            type="button"
            aria-label={`End growth of ${name}`}
            disabled={end.isPending}
            onClick={() => end.mutate(of)}
          >
            End growth
          </button>
        )}
      </div>
      <Dialog title={`How “${name}” grows`} open={seen !== undefined} onClose={close}>
        {seen && <RuleForm of={seen} done={close} />}
      </Dialog>
    </>
  );
}

/** Whether a pool grows by itself and up to where, to be read and said. */
export function PoolScalingRule({ poolId, name }: { readonly poolId: string; readonly name: string }) {
  const rule = useRead(['pool-scaling', poolId], (api) =>
    api.GET('/v1/pools/{poolId}/scaling', { params: { path: { poolId } } }),
  );
  return (
    <Shown of={rule} what="how it grows">
      {(found) => <Rules of={found} name={name} />}
    </Shown>
  );
}
