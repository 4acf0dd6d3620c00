import type { CatalogReader, UserStore } from '../../shared/catalog/ports.ts';
import { idleReason } from '../../shared/catalog/publisher-state.ts';
import { type User, userIdOf } from '../../shared/catalog/user.ts';
import type { ScheduleOwner } from '../../shared/reporting/scheduled/model.ts';
import type { Readers } from '../../shared/reporting/scheduled/ports.ts';

export interface ReaderSources {
  readonly catalog: Pick<CatalogReader, 'publisher'>;
  readonly users: Pick<UserStore, 'get'>;
}

/** Finance and operators share the network's letters; a setter's sign-in shows no money, and is no reader of its publisher's. */
const worksFor = ({ role, subjectId }: User, { kind, id }: ScheduleOwner): boolean =>
  kind === 'network' ? role === 'finance' || role === 'operator' : role === kind && subjectId === id;

/** Letters go to whom the catalog lets sign in. */
export const catalogReaders = ({ catalog, users }: ReaderSources): Readers => ({
  async idleReason({ kind, id }) {
    return kind === 'publisher' ? idleReason((await catalog.publisher(id))?.state) : undefined;
  },
  async isReader(owner, email) {
    const user = await users.get(userIdOf(email));
    return user?.state === 'active' && worksFor(user, owner);
  },
  idOf: userIdOf,
});
