import { type Endpoints, LOCAL_CREDENTIALS, LOCAL_REGION } from '../engines/clients.ts';
import type { FunctionDefinition } from '../plan.ts';

/** A function's whole environment: what the template gives it and what Lambda itself adds. Nothing of this process. */
export function functionEnvironment(
  definition: FunctionDefinition,
  endpoints: Endpoints,
  controlEndpoint: string,
): Record<string, string> {
  return {
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LAMBDA_TASK_ROOT: definition.codeDir,
    TZ: ':UTC',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: controlEndpoint,
    AWS_ENDPOINT_URL_SSM: controlEndpoint,
    AWS_ENDPOINT_URL_SESV2: controlEndpoint,
    ...definition.environment,
  };
}
