import { z } from 'zod';
import { functionNameOf } from '../plan.ts';
import { refuseUnknownMatchers } from '../sources/filter.ts';
import type { Provision } from './handler.ts';

const DEFAULT_SQS_BATCH = 10;
const DEFAULT_STREAM_BATCH = 100;
const DEFAULT_SQS_CONCURRENCY = 4;

const propertiesSchema = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.coerce.boolean().default(true),
  BatchSize: z.coerce.number().int().positive().optional(),
  MaximumBatchingWindowInSeconds: z.coerce.number().min(0).default(0),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number() }).optional(),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).optional(),
  BisectBatchOnFunctionError: z.coerce.boolean().default(false),
  MaximumRetryAttempts: z.coerce.number().int().min(-1).default(-1),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
});

/** A queue or table stream feeding a function; which of the two, the source's ARN says. */
export const provisionEventSource: Provision = (resource, context) => {
  const wanted = propertiesSchema.parse(resource.properties);
  const physical = { ref: `${resource.stackName}-${resource.logicalId}`, attributes: {} };
  if (!wanted.Enabled) return physical;
  const base = {
    id: physical.ref,
    functionName: functionNameOf(wanted.FunctionName),
    windowMs: wanted.MaximumBatchingWindowInSeconds * 1000,
    reportsItemFailures: wanted.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    filters: wanted.FilterCriteria?.Filters.map((filter) => filter.Pattern) ?? [],
  };
  refuseUnknownMatchers(base.filters);
  if (wanted.EventSourceArn.includes(':sqs:')) {
    context.plan.sqsMappings.push({
      ...base,
      queueArn: wanted.EventSourceArn,
      batchSize: wanted.BatchSize ?? DEFAULT_SQS_BATCH,
      maxConcurrency: wanted.ScalingConfig?.MaximumConcurrency ?? DEFAULT_SQS_CONCURRENCY,
    });
  } else if (wanted.EventSourceArn.includes(':dynamodb:')) {
    context.plan.streamMappings.push({
      ...base,
      streamArn: wanted.EventSourceArn,
      batchSize: wanted.BatchSize ?? DEFAULT_STREAM_BATCH,
      startingPosition: wanted.StartingPosition ?? 'TRIM_HORIZON',
      bisectOnError: wanted.BisectBatchOnFunctionError,
      maxRetries: wanted.MaximumRetryAttempts,
      onFailureArn: wanted.DestinationConfig?.OnFailure?.Destination,
    });
  } else {
    throw new Error(`${physical.ref}: event source ${wanted.EventSourceArn} is neither a queue nor a table stream`);
  }
  return physical;
};
