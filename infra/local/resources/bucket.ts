import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { type Provision, physicalName } from './handler.ts';

const propertiesSchema = z.object({ BucketName: z.string().optional() });

/** A bucket on the embedded engine. Policies, encryption and lifecycle are AWS's to keep. */
export const provisionBucket: Provision = async (resource, context) => {
  const name = physicalName(resource, propertiesSchema.parse(resource.properties).BucketName, 63).toLowerCase();
  try {
    await context.clients.s3.send(new CreateBucketCommand({ Bucket: name }));
  } catch (error) {
    if (!(error instanceof Error && /BucketAlready(OwnedByYou|Exists)/.test(error.name))) throw error;
  }
  context.plan.buckets.push({ logicalId: resource.logicalId, name });
  return {
    ref: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.us-east-1.amazonaws.com`,
    },
  };
};
