import { invalidField } from '../kernel/problem.ts';
import type { Role } from '../platform/http/principal.ts';
import type { Dimension, FactFilter } from './model.ts';

type Hidden = Partial<Readonly<Record<Dimension, string>>>;

const PAGE = 'how a publisher finds its visitors is its own business';
const CAMPAIGN: Hidden = { campaign: PAGE, medium: PAGE, term: PAGE, content: PAGE };
const BUYER: Hidden = {
  advertiser: 'who buys is told by the offer alone',
  target: 'where an advertiser takes its calls is its own business',
};

/**
 * What a role is not shown of an outcome (outcomes/viewer.ts), and why: a report by it would show it all the same, and so would
 * one that leaves everything else out (ADR 0040).
 */
const HIDDEN: Partial<Readonly<Record<Role, Hidden>>> = {
  advertiser: { ...CAMPAIGN, setter: 'a publisher’s people are its own business' },
  publisher: BUYER,
  setter: { ...CAMPAIGN, ...BUYER },
};

/** @throws Problem `invalid` for a dimension that this role is not shown */
export function checkDimensions(role: Role, groupBy: readonly Dimension[], field: string): void {
  for (const dimension of groupBy) {
    const why = HIDDEN[role]?.[dimension];
    if (why !== undefined) throw invalidField(field, `can not be by ${dimension}: ${why}`);
  }
}

const dimensionOf = (name: string): Dimension => name.replace(/Id$/, '') as Dimension;

/** @throws Problem `invalid` for a filter by what this role is not shown */
export function checkFilter(role: Role, filter: FactFilter, field: string): void {
  for (const [name, asked] of Object.entries(filter)) {
    const why = asked === undefined ? undefined : HIDDEN[role]?.[dimensionOf(name)];
    if (why !== undefined) throw invalidField(`${field}.${name}`, `is not shown to ${role}s: ${why}`);
  }
}
