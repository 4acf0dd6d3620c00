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

/** A secret: the template's own value, or one drawn once and kept in `.local/secrets.json`. */
export const provisionSecret: Provision = (resource, context) => {
  const wanted = secretSchema.parse(resource.properties);
  const name = physicalName(resource, wanted.Name, 512);
  const value =
    wanted.SecretString ?? context.secrets.generated(name, wanted.GenerateSecretString ?? generateSchema.parse({}));
  const arn = localArn('secretsmanager', `secret:${name}`);
  context.plan.secrets.push({ logicalId: resource.logicalId, name, arn, value });
  return { ref: arn, attributes: { Id: arn } };
};

export const provisionParameter: Provision = (resource, context) => {
  const wanted = parameterSchema.parse(resource.properties);
  const name = physicalName(resource, wanted.Name, 512);
  context.plan.parameters.push({ logicalId: resource.logicalId, name, value: wanted.Value });
  return { ref: name, attributes: { Value: wanted.Value, Type: 'String' } };
};
