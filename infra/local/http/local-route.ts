/** A request as local-only routes see it. */
export type LocalRequest = {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body as JSON; throws a `BadRequest` when it is none. */
  json(): unknown;
};

export type LocalResponse = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: string | Buffer | object;
};

/** A route that exists on this machine only and never deploys; `path` is written as in API Gateway (`/sample/{file+}`). */
export type LocalRoute<Context = unknown> = {
  readonly method: string;
  readonly path: string;
  handle(request: LocalRequest, context: Context): Promise<LocalResponse> | LocalResponse;
};

/** Answered as 400 with the message. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}
