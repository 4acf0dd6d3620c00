import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { z } from 'zod';
import type { ParameterResource, Plan, SecretResource } from '../plan.ts';
import { type letterBox, MAIL_PATH } from './letter-box.ts';
import { readBody } from './read-request.ts';

/** A mail has a letter in it. */
const MAX_REQUEST_BYTES = 1024 * 1024;

type Reply = { readonly status: number; readonly body: object };
type Operation = (input: unknown, plan: Plan) => Reply;

const secretInput = z.object({ SecretId: z.string() });
const nameInput = z.object({ Name: z.string() });
const namesInput = z.object({ Names: z.array(z.string()) });

/** The few calls of Secrets Manager, Systems Manager and SES that functions make, so that deployed code runs unchanged. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  'secretsmanager.GetSecretValue': (input, plan) => {
    const { SecretId } = secretInput.parse(input);
    const secret = plan.secrets.find((each) => each.arn === SecretId || each.name === SecretId);
    return secret ? ok(secretBody(secret)) : refused('ResourceNotFoundException', 'the secret does not exist');
  },
  'AmazonSSM.GetParameter': (input, plan) => {
    const { Name } = nameInput.parse(input);
    const parameter = plan.parameters.find((each) => each.name === Name);
    return parameter ? ok({ Parameter: parameterBody(parameter) }) : refused('ParameterNotFound', Name);
  },
  'AmazonSSM.GetParameters': (input, plan) => {
    const { Names } = namesInput.parse(input);
    const found = plan.parameters.filter((each) => Names.includes(each.name));
    const InvalidParameters = Names.filter((name) => !found.some((each) => each.name === name));
    return ok({ Parameters: found.map(parameterBody), InvalidParameters });
  },
};

/** Serves them on a loopback port of its own, beside the app's. */
export async function serveAwsEndpoint(
  plan: Plan,
  takeMail: ReturnType<typeof letterBox>,
): Promise<{ server: Server; endpoint: string }> {
  const server = createServer(async (incoming, outgoing) => {
    const body = await readBody(incoming, MAX_REQUEST_BYTES).catch(() => undefined);
    const operation =
      incoming.url === MAIL_PATH
        ? { name: MAIL_PATH, run: (input: unknown) => ok(takeMail(input)) }
        : operationOf(String(incoming.headers['x-amz-target']), plan);
    const reply = call(operation, body);
    outgoing.writeHead(reply.status, {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': randomUUID(),
    });
    outgoing.end(JSON.stringify(reply.body));
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (!address || typeof address !== 'object') throw new Error('the AWS endpoint has no port');
  return { server, endpoint: `http://127.0.0.1:${address.port}` };
}

interface Asked {
  readonly name: string;
  readonly run?: (input: unknown) => Reply;
}

function operationOf(target: string, plan: Plan): Asked {
  const operation = OPERATIONS[target];
  return { name: target, ...(operation && { run: (input) => operation(input, plan) }) };
}

function call({ name, run }: Asked, body: Buffer | undefined): Reply {
  if (!run) return refused('UnknownOperationException', `${name} is not run locally`);
  try {
    return run(JSON.parse(body?.toString('utf8') ?? ''));
  } catch {
    return refused('ValidationException', `${name}: input not understood`);
  }
}

function ok(body: object): Reply {
  return { status: 200, body };
}

function refused(type: string, message: string): Reply {
  return { status: 400, body: { __type: type, message } };
}

function secretBody(secret: SecretResource): object {
  const VersionStages = ['AWSCURRENT'];
  return {
    ARN: secret.arn,
    Name: secret.name,
    SecretString: secret.value,
    VersionId: secret.logicalId.padEnd(32, '-'),
    VersionStages,
  };
}

function parameterBody(parameter: ParameterResource): object {
  return { Name: parameter.name, Value: parameter.value, Type: 'String', Version: 1, DataType: 'text' };
}
