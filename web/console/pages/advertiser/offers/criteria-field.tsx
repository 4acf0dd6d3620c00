import { useState } from 'react';
import { ProblemError } from '../../../app/problem.ts';
import { Select } from '../../../ui/form.tsx';
import { added, isQuestionKind, KINDS, kindsFor } from './kinds.ts';
import { QuestionFields } from './question-fields.tsx';
import { type Model, type Node, nodeOf, notOf } from './tree.ts';

export interface NodeProps {
  readonly model: Model;
  /** Where it is in the body: what the API says of it is shown here. */
  readonly path: string;
  readonly value: Node;
  readonly onChange: (value: Node) => void;
  readonly onRemove?: (() => void) | undefined;
  readonly error: Error | null;
}

const TITLES = { all: 'All of these', any: 'At least one of these', not: 'Not this', question: 'Question' } as const;

/** What was said of exactly this node: its fields and its parts show their own. */
function Said({ error, path }: Pick<NodeProps, 'error' | 'path'>) {
  const said = error instanceof ProblemError ? error.fields.find(({ field }) => field === `body.${path}`) : undefined;
  return said ? <p className="said">{said.message}</p> : null;
}

function Buttons({ value, onChange, onRemove }: Pick<NodeProps, 'value' | 'onChange' | 'onRemove'>) {
  const what = value.kind === 'question' ? KINDS[value.question.kind].name : TITLES[value.kind];
  return (
    <span className="node-buttons">
      {value.kind === 'not' ? (
        <button type="button" className="quiet" aria-label="Drop the not" onClick={() => onChange(value.of)}>
          Drop the “not”
        </button>
      ) : (
        <button
          type="button"
          className="quiet"
          aria-label={`Turn into not: ${what}`}
          onClick={() => onChange(notOf(value))}
        >
          Turn into “not”
        </button>
      )}
      {onRemove && (
        <button type="button" className="quiet" aria-label={`Remove: ${what}`} onClick={onRemove}>
          Remove
        </button>
      )}
    </span>
  );
}

type GroupProps = NodeProps & { readonly value: Extract<Node, { kind: 'all' | 'any' }> };

function Add({ value, onChange, model }: GroupProps) {
  const [kind, setKind] = useState<string>('repeat');
  const options = [
    ...kindsFor(model),
    ['all', 'A group: all of …'] as const,
    ['any', 'A group: at least one of …'] as const,
  ];
  return (
    <div className="row">
      <Select
        label="Add to this group"
        name="add"
        value={kind}
        onChange={(event) => setKind(event.target.value)}
        options={options}
      />
      <button type="button" onClick={() => onChange({ ...value, of: [...value.of, nodeOf(added(kind))] })}>
        Add
      </button>
    </div>
  );
}

function Group(props: GroupProps) {
  const { model, path, value, onChange, error } = props;
  return (
    <>
      <Select
        label="What must hold"
        name={`${path}.kind`}
        value={value.kind}
        onChange={(event) => onChange({ ...value, kind: event.target.value === 'any' ? 'any' : 'all' })}
        options={[
          ['all', 'All of these (and)'],
          ['any', 'At least one of these (or)'],
        ]}
      />
      {value.of.map((child, index) => (
        <NodeField
          key={child.id}
          model={model}
          path={`${path}.of.${index}`}
          value={child}
          onChange={(next) => onChange({ ...value, of: value.of.map((each) => (each.id === child.id ? next : each)) })}
          onRemove={
            value.of.length > 1
              ? () => onChange({ ...value, of: value.of.filter((each) => each.id !== child.id) })
              : undefined
          }
          error={error}
        />
      ))}
      <Add {...props} />
    </>
  );
}

type QuestionProps = NodeProps & { readonly value: Extract<Node, { kind: 'question' }> };

function QuestionNode({ model, path, value, onChange, error }: QuestionProps) {
  const { question } = value;
  return (
    <>
      <Select
        label="Asks for"
        name={`${path}.kind`}
        value={question.kind}
        onChange={(event) => {
          const kind = event.target.value;
          if (isQuestionKind(kind)) onChange({ ...value, question: KINDS[kind].usual() });
        }}
        options={kindsFor(model)}
        error={error}
      />
      <QuestionFields
        key={question.kind}
        path={path}
        value={question}
        onChange={(next) => onChange({ ...value, question: next })}
        error={error}
      />
    </>
  );
}

function NotNode({
  model,
  path,
  value,
  onChange,
  error,
}: NodeProps & { readonly value: Extract<Node, { kind: 'not' }> }) {
  return (
    <NodeField
      model={model}
      path={`${path}.of`}
      value={value.of}
      onChange={(of) => onChange({ ...value, of })}
      error={error}
    />
  );
}

/** A part of the criteria: a question, a group of others, or the opposite of one. */
export function NodeField(props: NodeProps) {
  const { value, path, error } = props;
  return (
    <fieldset className={`node ${value.kind}`}>
      <legend>{TITLES[value.kind]}</legend>
      <Buttons {...props} />
      <Said error={error} path={path} />
      {value.kind === 'question' ? (
        <QuestionNode {...props} value={value} />
      ) : value.kind === 'not' ? (
        <NotNode {...props} value={value} />
      ) : (
        <Group {...props} value={value} />
      )}
    </fieldset>
  );
}
