import { composeApi } from '../compose.ts';
import { getStatementHandler } from './handler.ts';

export const handler = getStatementHandler(composeApi('get-statement'));
