import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { LOCAL_ACCOUNT } from '../engines/clients.ts';
import { localArn, type Provision, physicalName } from './handler.ts';

const propertiesSchema = z.object({
  QueueName: z.string().optional(),
  FifoQueue: z.coerce.string().optional(),
  ContentBasedDeduplication: z.coerce.string().optional(),
  VisibilityTimeout: z.coerce.number().optional(),
  DelaySeconds: z.coerce.number().optional(),
  MessageRetentionPeriod: z.coerce.number().optional(),
  MaximumMessageSize: z.coerce.number().optional(),
  ReceiveMessageWaitTimeSeconds: z.coerce.number().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
});
/** What SQS lets a queue change after it was made. */
const CHANGEABLE: readonly string[] = [
  'VisibilityTimeout',
  'DelaySeconds',
  'MessageRetentionPeriod',
  'MaximumMessageSize',
];

/** A queue on the embedded engine; a queue of an earlier run keeps its messages and takes the new settings. */
export const provisionQueue: Provision = async (resource, context) => {
  const { QueueName, RedrivePolicy, ...settings } = propertiesSchema.parse(resource.properties);
  const name = physicalName(resource, QueueName, 80);
  const attributes: Record<string, string> = {};
  for (const [key, value] of Object.entries(settings)) {
    if (value !== undefined) attributes[key] = String(value);
  }
  if (RedrivePolicy) attributes.RedrivePolicy = JSON.stringify(RedrivePolicy);
  await createOrAdapt(name, attributes, context.clients.sqs);
  const url = `${context.endpoints.sqs}/${LOCAL_ACCOUNT}/${name}`;
  const arn = localArn('sqs', name);
  context.plan.queues.push({
    logicalId: resource.logicalId,
    name,
    url,
    arn,
    deadLetterArn: RedrivePolicy?.deadLetterTargetArn,
  });
  return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
};

async function createOrAdapt(name: string, attributes: Record<string, string>, sqs: SQSClient): Promise<void> {
  try {
    await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  } catch (error) {
    if (!(error instanceof Error && /QueueNameExists|QueueAlreadyExists/.test(error.name))) throw error;
    const settable = Object.entries(attributes).filter(([key]) => CHANGEABLE.includes(key));
    const Attributes = { ...Object.fromEntries(settable), RedrivePolicy: attributes.RedrivePolicy ?? '' };
    // The engine looks at the path of a queue URL only.
    await sqs.send(
      new SetQueueAttributesCommand({ QueueUrl: `http://localhost/${LOCAL_ACCOUNT}/${name}`, Attributes }),
    );
  }
}
