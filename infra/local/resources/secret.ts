import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import { localArn, type Provision, physicalName } from './handler.ts';

const generateSchema = z.object({
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
  PasswordLength: z.coerce.number().int().min(1).max(4096).default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludePunctuation: z.coerce.boolean().default(false),
  ExcludeNumbers: z.coerce.boolean().default(false),
  ExcludeLowercase: z.coerce.boolean().default(false),
  ExcludeUppercase: z.coerce.boolean().default(false),
  IncludeSpace: z.coerce.boolean().default(false),
});
const secretSchema = z.object({
  Name: z.string().optional(),
  SecretString: z.string().optional(),
  GenerateSecretString: generateSchema.optional(),
});
const parameterSchema = z.object({ Name: z.string().optional(), Value: z.string() });

export type GenerateSecret = z.infer<typeof generateSchema>;

/** Telnyx shows us a public key and keeps the private one; here the simulated Telnyx needs both. */
const PUBLIC_KEY = '/telnyx';

/** Twilio's API takes an account and its token: the simulated account's. */
const TWILIO_ACCOUNT = '/twilio-api';

/** Base64 of PKCS #8. */
const drawPrivateKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');

/** The public half as Telnyx writes it: base64 of the 32 bytes at the end of its DER form. */
function keyPair(privateKey: string): { privateKey: string; publicKey: string } {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { privateKey, publicKey: der.subarray(-32).toString('base64') };
}

/** A secret: the template's own value, or one drawn once and kept in `.local/secrets.json`. */
export const provisionSecret: Provision = (resource, context) => {
  const wanted = secretSchema.parse(resource.properties);
  const name = physicalName(resource, wanted.Name, 512);
  const arn = localArn('secretsmanager', `secret:${name}`);
  const { logicalId } = resource;
  if (name.endsWith(PUBLIC_KEY)) {
    const { privateKey, publicKey } = keyPair(context.secrets.kept(`${name}-private-key`, drawPrivateKey));
    const owner = `${name}-private-key`;
    context.plan.secrets.push({
      logicalId: `${logicalId}PrivateKey`,
      name: owner,
      arn: `${arn}-private-key`,
      value: privateKey,
    });
    context.plan.secrets.push({ logicalId, name, arn, value: publicKey });
    return { ref: arn, attributes: { Id: arn } };
  }
  const drawn =
    wanted.SecretString ?? context.secrets.generated(name, wanted.GenerateSecretString ?? generateSchema.parse({}));
  const value = name.endsWith(TWILIO_ACCOUNT) ? `AC${'0'.repeat(32)}:${drawn}` : drawn;
  context.plan.secrets.push({ logicalId, name, arn, value });
  return { ref: arn, attributes: { Id: arn } };
};

export const provisionParameter: Provision = (resource, context) => {
  const wanted = parameterSchema.parse(resource.properties);
  const name = physicalName(resource, wanted.Name, 512);
  context.plan.parameters.push({ logicalId: resource.logicalId, name, value: wanted.Value });
  return { ref: name, attributes: { Value: wanted.Value, Type: 'String' } };
};
