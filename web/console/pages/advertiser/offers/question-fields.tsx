import { Checks } from '../../../ui/checks.tsx';
import { Select } from '../../../ui/form.tsx';
import { HoursField } from '../../../ui/hours-field.tsx';
import { ListField, NumberField } from '../../../ui/number-field.tsx';
import { AnswerFields } from './answer-fields.tsx';
import type { Question } from './tree.ts';

export interface QuestionFieldsProps<T extends Question = Question> {
  readonly path: string;
  readonly value: T;
  readonly onChange: (value: Question) => void;
  readonly error: Error | null;
}

type Of<K extends Question['kind']> = QuestionFieldsProps<Extract<Question, { kind: K }>>;

const MAX_SECONDS = 86_400;

function Seconds({ path, value, onChange, error }: Of<'talk-time' | 'total-time'>) {
  const { maxSeconds: _, ...open } = value;
  return (
    <div className="row">
      <NumberField
        label="At least, seconds"
        name={`${path}.minSeconds`}
        min={0}
        max={MAX_SECONDS}
        required
        value={value.minSeconds}
        onChange={(minSeconds) => minSeconds !== undefined && onChange({ ...value, minSeconds })}
        error={error}
      />
      <NumberField
        label="At most, seconds"
        name={`${path}.maxSeconds`}
        min={0}
        max={MAX_SECONDS}
        value={value.maxSeconds}
        onChange={(maxSeconds) => onChange(maxSeconds === undefined ? open : { ...open, maxSeconds })}
        hint="Empty: no limit"
        error={error}
      />
    </div>
  );
}

const Region = ({ path, value, onChange, error }: Of<'caller-region'>) => (
  <ListField
    label="Countries or states"
    name={`${path}.in`}
    required
    value={value.in}
    onChange={(list) => onChange({ kind: 'caller-region', in: [...(list ?? [])] })}
    hint="With commas between them: US-IL, US-WI; a whole country: US"
    error={error}
  />
);

const SCOPES = [
  ['offer', 'about this offer'],
  ['target', 'at the same target'],
  ['advertiser', 'with you at all'],
] as const;

function Repeat({ path, value, onChange, error }: Of<'repeat'>) {
  return (
    <div className="row">
      <NumberField
        label="Within so many days before"
        name={`${path}.days`}
        min={1}
        max={365}
        required
        value={value.days}
        onChange={(days) => days !== undefined && onChange({ ...value, days })}
        error={error}
      />
      <Select
        label="Was in touch"
        name={`${path}.scope`}
        value={value.scope}
        onChange={(event) => {
          const [scope] = SCOPES.find(([each]) => each === event.target.value) ?? SCOPES[0];
          onChange({ ...value, scope });
        }}
        options={SCOPES}
        hint="To pay for new people only, turn it into “not this”"
        error={error}
      />
    </div>
  );
}

const Customer = ({ path, value, onChange, error }: Of<'customer'>) => (
  <Select
    label="By the list that you uploaded, the person is"
    name={`${path}.is`}
    value={value.is}
    onChange={(event) => onChange({ kind: 'customer', is: event.target.value === 'existing' ? 'existing' : 'new' })}
    options={[
      ['new', 'no customer yet'],
      ['existing', 'a customer'],
    ]}
    error={error}
  />
);

const CONFIDENCES = [
  ['exact', 'exactly: the visitor held the number'],
  ['recent', 'recently: the visit was over, nobody else had the number since'],
  ['ambiguous', 'ambiguously: one of several visits'],
  ['source', 'by its source alone: a flyer, a radio spot'],
] as const;

const Confidence = ({ value, onChange }: Of<'confidence'>) => (
  <Checks
    legend="The visit that brought it is known"
    options={CONFIDENCES}
    chosen={new Set(value.in)}
    onChange={(chosen) =>
      onChange({ kind: 'confidence', in: CONFIDENCES.map(([each]) => each).filter((each) => chosen.has(each)) })
    }
  />
);

const KeyPress = ({ path, value, onChange, error }: Of<'key-press'>) => (
  <ListField
    label="Keys"
    name={`${path}.in`}
    required
    value={value.in}
    onChange={(list) => onChange({ ...value, in: [...(list ?? [])] })}
    hint="What the offer’s plan asks the caller to press, with commas between them: 1, 2"
    error={error}
  />
);

/** What one question asks, in fields of its own. */
export function QuestionFields({ value, ...rest }: QuestionFieldsProps) {
  switch (value.kind) {
    case 'talk-time':
    case 'total-time':
      return <Seconds value={value} {...rest} />;
    case 'caller-region':
      return <Region value={value} {...rest} />;
    case 'hours':
      return (
        <HoursField
          path={`${rest.path}.hours`}
          value={value.hours}
          onChange={(hours) => rest.onChange({ kind: 'hours', hours })}
          error={rest.error}
        />
      );
    case 'repeat':
      return <Repeat value={value} {...rest} />;
    case 'customer':
      return <Customer value={value} {...rest} />;
    case 'confidence':
      return <Confidence value={value} {...rest} />;
    case 'within-caps':
      return <p className="hint">The target had room for the call when it was routed.</p>;
    case 'key-press':
      return <KeyPress value={value} {...rest} />;
    case 'answer':
      return <AnswerFields value={value} {...rest} />;
  }
}
