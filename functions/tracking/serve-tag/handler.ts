import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { scriptHandler } from '../../platform/script-handler.ts';

export const serveTagHandler = (deps: { readonly source: string; readonly log: Log }): HttpHandler =>
  scriptHandler(deps);
