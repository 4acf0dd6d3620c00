import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Request } from './memory-engine.ts';

/** Answers one request, sooner or later, or fails. */
export type Send = (request: Request) => Promise<unknown>;

/** What the adapters take for the document client; they use nothing of it but `send`. */
export const memoryClient = (send: Send): DynamoDBDocumentClient => {
  const client = {
    send: (command: { readonly constructor: { readonly name: string }; readonly input: Request['input'] }) =>
      send({ op: command.constructor.name, input: command.input }),
  };
  return client as unknown as DynamoDBDocumentClient;
};
