import { sortableMs } from '../outcomes/keys.ts';

/**
 * Table `catalog`: `CRM#<connectionId>` / `CRM`, one connection with its secrets sealed; in `byOwner` under `CRMS#<advertiserId>`.
 * Table `outcomes`: `CRM#<connectionId>` / `<outcomeId>`, what became of one outcome in that CRM.
 */
export const connectionPk = (connectionId: string): string => `CRM#${connectionId}`;

export const connectionKey = (connectionId: string): { pk: string; sk: string } => ({
  pk: connectionPk(connectionId),
  sk: 'CRM',
});

export const recordKey = (connectionId: string, outcomeId: string): { pk: string; sk: string } => ({
  pk: connectionPk(connectionId),
  sk: outcomeId,
});

export const connectionsOf = (advertiserId: string): string => `CRMS#${advertiserId}`;

export const connectionSort = ({ createdAtMs, connectionId }: { createdAtMs: number; connectionId: string }): string =>
  `${sortableMs(createdAtMs)}#${connectionId}`;
