import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { inject } from 'vitest';

interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly example?: unknown }>>;
}
interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, Response>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Response>> };
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Text that is a JSON pointer's part. */
const pointer = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

function typeFinding(content: Response['content'], type: string, text: string): string | undefined {
  if (!content) return text === '' ? undefined : 'states no body and has one';
  return type in content ? undefined : `came as ${type}, not as ${Object.keys(content).join()}`;
}

/** Whose columns follow from what is asked for, and by whom. */
const ANY_COLUMNS = 'downloadReport';

const firstLine = (text: unknown): string => String(text).split(/\r?\n/, 1)[0] ?? '';

/** A text begins as its example does: a table with the same columns, a calendar or a page with the same line. */
function textFinding(operationId: string, type: string, example: unknown, text: string): string | undefined {
  const [said, shown] = [firstLine(text), firstLine(example)];
  const isBound = /^text\/(csv|calendar|html)\b/.test(type) && operationId !== ANY_COLUMNS;
  return isBound && said !== shown ? `begins with ${said.slice(0, 80)}, its example with ${shown}` : undefined;
}

/** Holds answers to the OpenAPI document; each finding is a sentence, and none is what there should be. */
function contractCheck() {
  const document = JSON.parse(inject('openApi')) as Document;
  // `strict` would refuse OpenAPI's own words, such as `example`; formats are checked.
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (instance: Ajv2020) => void)(ajv);
  ajv.addFormat('int64', true);
  ajv.addSchema(document, 'api');
  const operations = new Map<string, { readonly operation: Operation; readonly at: string }>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      operations.set(operation.operationId, { operation, at: `api#/paths/${pointer(path)}/${method}/responses` });
    }
  }
  const validators = new Map<string, ValidateFunction>();

  function validatorAt(ref: string): ValidateFunction {
    const known = validators.get(ref) ?? ajv.compile({ $ref: ref });
    validators.set(ref, known);
    return known;
  }

  return function check(operationId: string, { status, headers, text }: Answered): string | undefined {
    const found = operations.get(operationId);
    if (!found) return undefined;
    const stated = found.operation.responses[status];
    if (!stated) return `${operationId} answered ${status}, which it does not state`;
    const shared = stated.$ref?.split('/').at(-1);
    const { content } = shared === undefined ? stated : (document.components.responses[shared] ?? {});
    const type = String(headers['content-type'] ?? '');
    const bodyFinding = typeFinding(content, type, text);
    if (bodyFinding !== undefined) return `${operationId} ${status} ${bodyFinding}`;
    if (!/[/+]json(;|$)/.test(type)) return textFinding(operationId, type, content?.[type]?.example, text);
    const at = shared === undefined ? `${found.at}/${status}` : `api#/components/responses/${pointer(shared)}`;
    const validate = validatorAt(`${at}/content/${pointer(type)}/schema`);
    if (validate(JSON.parse(text))) return undefined;
    return `${operationId} ${status}: ${ajv.errorsText(validate.errors)}`;
  };
}

let check: ReturnType<typeof contractCheck> | undefined;

/** What an answer of a deployed operation has beside the OpenAPI document; made once in each test file, and only when asked. */
export function contractFinding(operationId: string, answer: Answered): string | undefined {
  check ??= contractCheck();
  return check(operationId, answer);
}
