import type { E164 } from '../../kernel/phone.ts';
import type { StockState } from './model.ts';

/**
 * Table `catalog`, the part that inventory owns:
 * - `STOCK#<e164>` / `STOCK`: a number that is ours, was, or is about to be; in `byOwner` under `STOCK#<state>`
 * - `SCALING#<poolId>` / `SCALING`: how a pool grows by itself, or that it does so no more; while it does, in `byOwner` under `SCALINGS`
 */
export const stockKey = (number: E164): { pk: string; sk: string } => ({ pk: `STOCK#${number}`, sk: 'STOCK' });

export const stockOwner = (state: StockState): string => `STOCK#${state}`;

export const scalingKey = (poolId: string): { pk: string; sk: string } => ({ pk: `SCALING#${poolId}`, sk: 'SCALING' });

export const SCALINGS = 'SCALINGS';
