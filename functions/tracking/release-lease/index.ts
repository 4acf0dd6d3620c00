import { tagDeps } from '../compose.ts';
import { releaseLeaseHandler } from './handler.ts';

export const handler = releaseLeaseHandler(tagDeps('release-lease'));
