import { useAdvertisers, usePublishers } from '../../../app/parties.ts';
import { PERIODS } from '../../../app/period.ts';
import { useSession } from '../../../app/session.tsx';
import { Select, TextField } from '../../../ui/form.tsx';
import { PartyField } from '../../../ui/party-field.tsx';
import { type Asked, DIMENSIONS } from './asked.ts';

export interface ControlsProps {
  readonly asked: Asked;
  readonly change: (change: Partial<Asked>) => void;
}

function Days({ asked, change }: ControlsProps) {
  const choose = (named: string): void => {
    const period = PERIODS.find(([name]) => name === named)?.[2]();
    change({ named, ...period });
  };
  return (
    <div className="row">
      <Select
        label="Period"
        name="period"
        value={asked.named}
        onChange={(event) => choose(event.target.value)}
        options={[...PERIODS.map(([name, label]) => [name, label] as const), ['', 'Other days']]}
      />
      <TextField
        label="From"
        name="from"
        type="date"
        value={asked.from}
        onChange={(event) => change({ from: event.target.value, named: '' })}
      />
      <TextField
        label="To"
        name="to"
        type="date"
        value={asked.to}
        onChange={(event) => change({ to: event.target.value, named: '' })}
      />
      <Select
        label="Compare with"
        name="compare"
        value={asked.compare}
        onChange={(event) => change({ compare: event.target.value as Asked['compare'] })}
        options={[
          ['', 'Nothing'],
          ['before', 'The period before'],
          ['own', 'Other days'],
        ]}
      />
      {asked.compare === 'own' && (
        <>
          <TextField
            label="Compare from"
            name="compareFrom"
            type="date"
            value={asked.compareFrom}
            onChange={(event) => change({ compareFrom: event.target.value })}
          />
          <TextField
            label="Compare to"
            name="compareTo"
            type="date"
            value={asked.compareTo}
            onChange={(event) => change({ compareTo: event.target.value })}
          />
        </>
      )}
    </div>
  );
}

function Filters({ asked, change }: ControlsProps) {
  const { me } = useSession();
  const [publishers, advertisers] = [usePublishers(), useAdvertisers()];
  const seesAll = me.scopes.includes('network:read');
  return (
    <div className="row">
      <Select
        label="One row for each"
        name="by"
        value={asked.by}
        onChange={(event) => change({ by: event.target.value })}
        options={DIMENSIONS[me.role]}
      />
      <Select
        label="And for each"
        name="second"
        value={asked.second}
        onChange={(event) => change({ second: event.target.value })}
        options={[['', 'Nothing more'], ...DIMENSIONS[me.role].filter(([value]) => value !== asked.by)]}
      />
      <Select
        label="What"
        name="model"
        value={asked.model}
        onChange={(event) => change({ model: event.target.value as Asked['model'] })}
        options={[
          ['', 'All'],
          ['call', 'Calls'],
          ['lead', 'Leads'],
          ['appointment', 'Appointments'],
        ]}
      />
      {seesAll && (
        <>
          <PartyField
            label="Publisher"
            name="publisherId"
            parties={publishers}
            value={asked.publisherId}
            onChoose={(publisherId) => change({ publisherId })}
          />
          <PartyField
            label="Advertiser"
            name="advertiserId"
            parties={advertisers}
            value={asked.advertiserId}
            onChoose={(advertiserId) => change({ advertiserId })}
          />
        </>
      )}
    </div>
  );
}

/** What is asked for: the days, what a row stands for, and of whom. */
export function Controls(props: ControlsProps) {
  return (
    <search className="card controls">
      <Days {...props} />
      <Filters {...props} />
    </search>
  );
}
