import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Posted {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An advertiser's system: answers as the test says, `hang` not at all. */
export interface Endpoint {
  readonly url: string;
  readonly posted: Posted[];
  answer: (response: ServerResponse) => void;
  close(): Promise<void>;
}

export const json =
  (body: unknown, status = 200) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

export const text =
  (body: string) =>
  (response: ServerResponse): void =>
    void response.end(body);

export async function advertiserEndpoint(): Promise<Endpoint> {
  const posted: Posted[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    posted.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    endpoint.answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint: Endpoint = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/leads`,
    posted,
    answer: json({}),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return endpoint;
}
