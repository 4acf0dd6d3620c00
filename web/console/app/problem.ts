/** What the API said instead of an answer: a problem (RFC 9457), with the fields it names. */
export class ProblemError extends Error {
  readonly status: number;
  readonly fields: readonly { readonly field: string; readonly message: string }[];

  constructor(status: number, problem: unknown) {
    const { title, detail, errors } = (problem ?? {}) as {
      title?: string;
      detail?: string;
      errors?: { field: string; message: string }[];
    };
    super(detail ?? title ?? `The answer was ${status}`);
    this.name = 'ProblemError';
    this.status = status;
    this.fields = errors ?? [];
  }

  /** What was said of one field of the body, for the form that sent it. */
  of(field: string): string | undefined {
    return this.fields.find((each) => each.field === `body.${field}` || each.field.startsWith(`body.${field}.`))
      ?.message;
  }
}
