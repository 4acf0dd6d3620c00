import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { BY_OWNER } from '../catalog/keys.ts';
import { FEEDBACK_RESULTS } from '../outcomes/feedback.ts';
import type { Cipher } from '../platform/cipher.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { connectionKey, connectionSort, connectionsOf } from './keys.ts';
import { type Connection, CRM_KINDS, MAX_CONNECTIONS, SOURCES } from './model.ts';
import type { ConnectionStore } from './ports.ts';

const fieldSource = z.union([
  z.object({ from: z.enum(SOURCES) }),
  z.object({ constant: z.string() }),
  z.object({ answer: z.string() }),
  z.object({ contact: z.string() }),
]);

const stored = z.object({
  connectionId: z.string(),
  advertiserId: z.string(),
  kind: z.enum(CRM_KINDS),
  name: z.string(),
  state: z.enum(['active', 'paused', 'needs-sign-in']),
  object: z.string(),
  externalIdField: z.string(),
  fields: z.record(z.string(), fieldSource),
  stageField: z.string(),
  valueField: z.string().optional(),
  stages: z.record(z.string(), z.enum(FEEDBACK_RESULTS)),
  rev: z.int().positive(),
  createdAtMs: z.int(),
});

const secretsItem = z.object({ credentialsSealed: z.string(), tokenSealed: z.string() });
const accessItem = z.object({ accessSealed: z.string().optional() });

const credentials = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  refreshToken: z.string(),
  tokenUrl: z.string().optional(),
});
const access = z.object({ accessToken: z.string(), apiUrl: z.string(), expiresAtMs: z.int() });

/** Ties what is sealed to its connection and its place: moved elsewhere it does not open. */
const purposeOf = (connectionId: string, what: 'credentials' | 'token' | 'access'): string =>
  `crm:${connectionId}:${what}`;

/** Connections in table `catalog`; every secret in them is sealed. */
export function dynamoConnections(client: DynamoDBDocumentClient, table: string, cipher: Cipher): ConnectionStore {
  const read = async (connectionId: string): Promise<Record<string, unknown> | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: connectionKey(connectionId), ConsistentRead: true }),
    );
    return Item;
  };
  const seal = (connectionId: string, what: 'credentials' | 'token' | 'access', value: unknown): Promise<string> =>
    cipher.seal(JSON.stringify(value), purposeOf(connectionId, what));
  const open = async (connectionId: string, what: 'credentials' | 'token' | 'access', sealed: string) =>
    JSON.parse(await cipher.open(sealed, purposeOf(connectionId, what))) as unknown;

  /** False where the condition did not hold. */
  async function update(connectionId: string, change: Omit<UpdateCommand['input'], 'TableName' | 'Key'>) {
    try {
      await client.send(new UpdateCommand({ TableName: table, Key: connectionKey(connectionId), ...change }));
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  }

  return {
    async create(connection, secrets) {
      const { connectionId, advertiserId } = connection;
      const item = {
        ...connectionKey(connectionId),
        ...{ ownerKey: connectionsOf(advertiserId), ownerSort: connectionSort(connection) },
        ...connection,
        credentialsSealed: await seal(connectionId, 'credentials', secrets.credentials),
        tokenSealed: await seal(connectionId, 'token', secrets.token),
      };
      await client.send(new PutCommand({ TableName: table, Item: item }));
    },
    async get(connectionId) {
      const item = await read(connectionId);
      return item && stored.parse(item);
    },
    async ofAdvertiser(advertiserId) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: BY_OWNER,
          KeyConditionExpression: 'ownerKey = :owner',
          ExpressionAttributeValues: { ':owner': connectionsOf(advertiserId) },
          Limit: MAX_CONNECTIONS,
        }),
      );
      return (answer.Items ?? []).map((item): Connection => stored.parse(item));
    },
    async replace(after, rev, credentialsAfter) {
      const { connectionId, name, state, object, externalIdField, fields, stageField, valueField, stages } = after;
      const changed = {
        ...{ name, state, object, externalIdField, fields, stageField, valueField, stages, rev: after.rev },
        ...(credentialsAfter && { credentialsSealed: await seal(connectionId, 'credentials', credentialsAfter) }),
      };
      const given = Object.entries(changed).filter(([, value]) => value !== undefined);
      return update(connectionId, {
        UpdateExpression: `SET ${given.map(([field]) => `#${field} = :${field}`).join(', ')}${credentialsAfter ? ' REMOVE accessSealed' : ''}`,
        ConditionExpression: '#rev = :before',
        ExpressionAttributeNames: Object.fromEntries(given.map(([field]) => [`#${field}`, field])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(given.map(([field, value]) => [`:${field}`, value])),
          ':before': rev,
        },
      });
    },
    async secrets(connectionId) {
      const { credentialsSealed, tokenSealed } = secretsItem.parse(await read(connectionId));
      return {
        credentials: credentials.parse(await open(connectionId, 'credentials', credentialsSealed)),
        token: z.string().parse(await open(connectionId, 'token', tokenSealed)),
      };
    },
    async access(connectionId) {
      const { accessSealed } = accessItem.parse((await read(connectionId)) ?? {});
      return accessSealed === undefined ? undefined : access.parse(await open(connectionId, 'access', accessSealed));
    },
    async keepAccess(connectionId, given) {
      await update(connectionId, {
        UpdateExpression: 'SET accessSealed = :access',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':access': await seal(connectionId, 'access', given) },
      });
    },
    async needsSignIn(connectionId) {
      await update(connectionId, {
        UpdateExpression: 'SET #state = :needs, rev = rev + :one REMOVE accessSealed',
        ConditionExpression: '#state = :active',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':needs': 'needs-sign-in', ':active': 'active', ':one': 1 },
      });
    },
  };
}
