import { z } from 'zod';
import { functionNameOf } from '../plan.ts';
import { localArn, type Provision } from './handler.ts';

const corsSchema = z.object({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  AllowCredentials: z.coerce.boolean().default(false),
  MaxAge: z.coerce.number().optional(),
});
const apiSchema = z.object({
  Name: z.string().optional(),
  ProtocolType: z.literal('HTTP'),
  CorsConfiguration: corsSchema.optional(),
});
const integrationSchema = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
});
const routeSchema = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.literal('NONE').default('NONE'),
});
const stageSchema = z.object({ StageName: z.string() });

/** One HTTP API takes the main port; a second has nowhere to listen and is refused. */
export const provisionApi: Provision = (resource, context) => {
  const wanted = apiSchema.parse(resource.properties);
  if (context.plan.apis.length > 0)
    throw new Error(`${resource.stackName}/${resource.logicalId}: one HTTP API is run locally`);
  const cors = wanted.CorsConfiguration && {
    origins: wanted.CorsConfiguration.AllowOrigins,
    methods: wanted.CorsConfiguration.AllowMethods,
    headers: wanted.CorsConfiguration.AllowHeaders,
    exposed: wanted.CorsConfiguration.ExposeHeaders,
    credentials: wanted.CorsConfiguration.AllowCredentials,
    maxAgeSeconds: wanted.CorsConfiguration.MaxAge,
  };
  context.plan.apis.push({ logicalId: resource.logicalId, name: wanted.Name ?? resource.logicalId, cors });
  return { ref: resource.logicalId, attributes: { ApiEndpoint: context.url, ApiId: resource.logicalId } };
};

/** `IntegrationUri` is the function's ARN, bare or inside API Gateway's own invocation path. */
export const provisionIntegration: Provision = (resource, context) => {
  const wanted = integrationSchema.parse(resource.properties);
  const id = `${resource.stackName}-${resource.logicalId}`;
  context.plan.integrations.set(id, functionNameOf(wanted.IntegrationUri));
  return { ref: id, attributes: { IntegrationId: id } };
};

export const provisionRoute: Provision = (resource, context) => {
  const wanted = routeSchema.parse(resource.properties);
  const functionName = context.plan.integrations.get(wanted.Target.replace(/^integrations\//, ''));
  if (!functionName) throw new Error(`route ${wanted.RouteKey}: its target ${wanted.Target} is no known integration`);
  context.plan.routes.push({ apiId: wanted.ApiId, key: wanted.RouteKey, functionName });
  return { ref: resource.logicalId, attributes: { RouteId: resource.logicalId } };
};

/** Locally the API answers at the root, which is what `$default` does on AWS; a named stage would move every path. */
export const provisionStage: Provision = (resource) => {
  const { StageName } = stageSchema.parse(resource.properties);
  if (StageName !== '$default') throw new Error(`stage ${StageName}: only the $default stage is run locally`);
  return { ref: StageName, attributes: { Arn: localArn('apigateway', `/stages/${StageName}`) } };
};
