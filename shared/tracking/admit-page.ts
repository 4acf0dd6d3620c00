import { idleReason } from '../catalog/publisher-state.ts';
import { Problem } from '../kernel/problem.ts';
import type { PublisherReader, TagPublisher } from './ports.ts';

const refuse = (field: string, message: string): Problem =>
  new Problem('forbidden', `${field}: ${message}`, [{ field, message }]);

/**
 * Whose page asks. The tag key is public, so it is the origin that admits: browsers set it and pages can't.
 *
 * @throws Problem `forbidden` naming `body.key` or `header.origin`; also for a publisher that is not approved or paused
 */
export async function admitPage(
  publishers: PublisherReader,
  key: string,
  origin: string | undefined,
): Promise<TagPublisher> {
  const publisher = await publishers.publisherByTagKey(key);
  if (!publisher) throw refuse('body.key', 'is not a tag key of this network');
  if (!origin || !publisher.origins.includes(origin.toLowerCase())) {
    throw refuse('header.origin', 'is not on the list of pages that may use this key');
  }
  const idle = idleReason(publisher.state);
  if (idle) throw refuse('body.key', idle);
  return publisher;
}
