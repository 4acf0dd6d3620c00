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

  /** Somebody else changed it since it was read. */
  get isStale(): boolean {
    return this.status === 412;
  }

  /** There is none, or not yet. */
  get isAbsent(): boolean {
    return this.status === 404;
  }

  /** What was said of one field of the body, the query or the path, or of parts of it, for the form that sent it; of a list it says which. */
  of(field: string): string | undefined {
    return this.#at(`body.${field}`) ?? this.#at(`query.${field}`) ?? this.#at(`path.${field}`);
  }

  #at(path: string): string | undefined {
    const said = this.fields.filter((each) => each.field === path || each.field.startsWith(`${path}.`));
    const inList = said.filter((each) => /^\.\d+$/.test(each.field.slice(path.length)));
    if (inList.length === 0) return said[0]?.message;
    return inList.map((each) => `No. ${Number(each.field.slice(path.length + 1)) + 1}: ${each.message}`).join('. ');
  }
}
