import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { vi } from 'vitest';

/** What a receiver was sent. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Behaviour = (response: ServerResponse, request: Received) => void;

export const takes: Behaviour = (response) => response.writeHead(204).end();
export const fails: Behaviour = (response) => response.writeHead(500).end('no');

/** A receiver of webhooks that does as it is told, on this machine. */
export async function receiver() {
  const state = { received: [] as Received[], behave: takes as Behaviour };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const received = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      state.received.push(received);
      state.behave(response, received);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}/in`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

export type Receiver = Awaited<ReturnType<typeof receiver>>;

/** The event in a request, its signature checked by the library that receivers use, at the time it was signed. */
export function verified(secret: string, { body, headers }: Received): { readonly id: string; readonly type: string } {
  vi.useFakeTimers({ toFake: ['Date'], now: Number(headers['webhook-timestamp']) * 1_000 });
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>) as { id: string; type: string };
  } finally {
    vi.useRealTimers();
  }
}
