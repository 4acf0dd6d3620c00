import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/**
 * The image of a stream record as a plain object. Amounts here stay below 2^53, so numbers are numbers.
 *
 * @throws Error for a number that JavaScript can't hold exactly
 */
export const plainImage = (image: unknown): Record<string, unknown> | undefined =>
  image === undefined ? undefined : unmarshall(image as Record<string, AttributeValue>);
