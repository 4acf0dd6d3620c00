import { apiDeps } from '../../platform/api-deps.ts';
import { client, readers } from '../compose.ts';
import { listAccountEntriesHandler } from './handler.ts';

export const handler = listAccountEntriesHandler({
  ...apiDeps('billing/list-account-entries', client),
  ...readers(),
});
