import { composeApi } from '../compose.ts';
import { listStatementsHandler } from './handler.ts';

export const handler = listStatementsHandler(composeApi('list-statements'));
