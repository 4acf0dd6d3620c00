import { existsSync } from 'node:fs';
import { z } from 'zod';
import { freePort } from '../engines/free-port.ts';
import { localArn, type Provision } from './handler.ts';

const CLIENT_ID = 'console';

/** The user pool is an identity provider on a port of its own (infra/local/identity); its keys are new at each start. */
export const provisionUserPool: Provision = async (resource, context) => {
  const issuer = `http://127.0.0.1:${await freePort()}`;
  // People type either name of this machine.
  const homes = [context.url, context.url.replace('127.0.0.1', 'localhost')];
  const redirectUris = [...new Set(homes)].map((home) => `${home}/console/`);
  context.plan.signIn = { issuer, clientId: CLIENT_ID, redirectUris };
  const arn = localArn('cognito-idp', `userpool/${resource.logicalId}`);
  return { ref: resource.logicalId, attributes: { ProviderURL: issuer, ProviderName: issuer, Arn: arn } };
};

export const provisionUserPoolClient: Provision = () => ({ ref: CLIENT_ID, attributes: { ClientId: CLIENT_ID } });

const headersSchema = z.object({
  ResponseHeadersPolicyConfig: z.object({
    SecurityHeadersConfig: z.object({
      ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.string() }),
    }),
  }),
});

/** The pages' policies hold here too, so that what they forbid is noticed before a deployment. */
export const provisionHeaders: Provision = (resource, context) => {
  const { SecurityHeadersConfig } = headersSchema.parse(resource.properties).ResponseHeadersPolicyConfig;
  const policy = SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy;
  const { console } = context.plan;
  context.plan.console = { ...console, policies: { ...console.policies, [resource.logicalId]: policy } };
  return { ref: resource.logicalId, attributes: { Id: resource.logicalId } };
};

const behavior = z.object({ ResponseHeadersPolicyId: z.string().optional() });

const distributionSchema = z.object({
  DistributionConfig: z.object({
    DefaultCacheBehavior: behavior,
    CacheBehaviors: z.array(behavior.extend({ PathPattern: z.string() })).default([]),
  }),
});

/** What it serves is served by the app itself (infra/local/http/console-routes.ts), with the headers that it names. */
export const provisionDistribution: Provision = (resource, context) => {
  const { DefaultCacheBehavior, CacheBehaviors } = distributionSchema.parse(resource.properties).DistributionConfig;
  const all = [{ PathPattern: 'default', ...DefaultCacheBehavior }, ...CacheBehaviors];
  const headersOf = Object.fromEntries(
    all.flatMap(({ PathPattern, ResponseHeadersPolicyId: id }) => (id === undefined ? [] : [[PathPattern, id]])),
  );
  context.plan.console = { ...context.plan.console, headersOf };
  return { ref: resource.logicalId, attributes: { Id: resource.logicalId, DomainName: 'console.localhost' } };
};

const deploymentSchema = z.object({ SourceObjectKeys: z.array(z.string()).min(1) });

/** The files are served from the assembly itself (infra/local/http/console-routes.ts). */
export const provisionDeployment: Provision = (resource, context) => {
  const [key] = deploymentSchema.parse(resource.properties).SourceObjectKeys;
  const directory = context.assetPaths.get(key ?? '');
  if (!directory || !existsSync(directory)) throw new Error(`${resource.logicalId}: its files are not in the assembly`);
  context.plan.console = { ...context.plan.console, directory };
  return { ref: resource.logicalId, attributes: {} };
};
