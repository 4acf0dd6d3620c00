/** What the runtime and a function's worker say to each other. Payloads travel as JSON text, as they do on AWS. */
export type WorkerSetup = {
  readonly codeDir: string;
  readonly handler: string;
  readonly clock: SharedArrayBuffer;
  readonly functionName: string;
  readonly memoryMb: number;
};

export type WorkerRequest = { readonly requestId: string; readonly eventText: string; readonly timeoutMs: number };

export type WorkerResponse =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly requestId: string; readonly resultText: string }
  | {
      readonly kind: 'error';
      readonly requestId?: string;
      readonly errorType: string;
      readonly errorMessage: string;
      readonly stack?: string;
    };

/** How an invocation ended. `crash` covers a function that could not load, ran out of memory or left its process. */
export type InvocationResult =
  | { readonly ok: true; readonly payload: unknown }
  | {
      readonly ok: false;
      readonly reason: 'error' | 'timeout' | 'crash' | 'throttled';
      readonly errorType: string;
      readonly message: string;
    };
