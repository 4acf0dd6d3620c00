import type { Log } from '../../shared/platform/log.ts';

/** Swallows what a handler logs. */
export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
