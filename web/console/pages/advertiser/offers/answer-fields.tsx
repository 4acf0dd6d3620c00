import { Select, TextField } from '../../../ui/form.tsx';
import { ListField, NumberField } from '../../../ui/number-field.tsx';
import type { QuestionFieldsProps } from './question-fields.tsx';
import type { Question } from './tree.ts';

type Answer = Extract<Question, { kind: 'answer' }>;
type Way = 'texts' | 'range' | 'yes' | 'no';

const wayOf = ({ is, in: texts }: Answer): Way => {
  if (is !== undefined) return is ? 'yes' : 'no';
  return texts ? 'texts' : 'range';
};

/** The same answer, asked for in another way: a question asks in exactly one. */
function askedBy(name: string, way: string): Answer {
  if (way === 'range') return { kind: 'answer', name, min: 1 };
  if (way === 'yes' || way === 'no') return { kind: 'answer', name, is: way === 'yes' };
  return { kind: 'answer', name, in: ['yes'] };
}

const limits = (min: number | undefined, max: number | undefined) => ({
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});

function Asked({ path, value, onChange, error }: QuestionFieldsProps<Answer>) {
  const { name, min, max } = value;
  if (wayOf(value) === 'texts') {
    return (
      <ListField
        label="Answers that count"
        name={`${path}.in`}
        required
        value={value.in}
        onChange={(list) => onChange({ kind: 'answer', name, in: [...(list ?? [])] })}
        hint="With commas between them"
        error={error}
      />
    );
  }
  if (wayOf(value) !== 'range') return null;
  return (
    <div className="row">
      <NumberField
        label="At least"
        name={`${path}.min`}
        step="any"
        value={min}
        onChange={(next) => onChange({ kind: 'answer', name, ...limits(next, max) })}
        error={error}
      />
      <NumberField
        label="At most"
        name={`${path}.max`}
        step="any"
        value={max}
        onChange={(next) => onChange({ kind: 'answer', name, ...limits(min, next) })}
        error={error}
      />
    </div>
  );
}

/** What was said in a lead's form, or by a setter. */
export function AnswerFields({ path, value, onChange, error }: QuestionFieldsProps<Answer>) {
  const way = wayOf(value);
  return (
    <>
      <div className="row">
        <TextField
          label="Name of the answer"
          name={`${path}.name`}
          required
          maxLength={24}
          value={value.name}
          onChange={(event) => onChange({ ...value, name: event.target.value })}
          hint="A field of the lead’s form; for appointments “attendance”, which is “held” where they came"
          error={error}
        />
        <Select
          label="It is"
          name={`${path}.way`}
          value={way}
          onChange={(event) => onChange(askedBy(value.name, event.target.value))}
          options={[
            ['texts', 'one of these texts'],
            ['range', 'a number in this range'],
            ['yes', 'yes'],
            ['no', 'no'],
          ]}
        />
      </div>
      <Asked key={way} path={path} value={value} onChange={onChange} error={error} />
    </>
  );
}
