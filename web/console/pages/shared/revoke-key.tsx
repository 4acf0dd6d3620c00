import type { Schema } from '../../../client/client.ts';
import { useChange } from '../../app/read.ts';
import { Confirm } from '../../ui/confirm.tsx';

/** Revokes a key once that is confirmed: nothing brings it back. */
export function RevokeKey({ of: { keyId, label } }: { readonly of: Schema<'Key'> }) {
  const revoke = useChange((api, id: string) => api.DELETE('/v1/keys/{keyId}', { params: { path: { keyId: id } } }), {
    done: `The key “${label}” is revoked.`,
    changes: [['keys']],
  });
  return (
    <Confirm
      action="Revoke"
      label={`Revoke ${label}`}
      title={`Revoke “${label}”?`}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate(keyId)}
    >
      <p>Whatever works with this key is refused everywhere within 30 seconds. A revoked key never comes back.</p>
    </Confirm>
  );
}
