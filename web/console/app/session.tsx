import { UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type CallbourseClient, callbourseClient, type Schema } from '../../client/client.ts';
import { Failure } from '../ui/states.tsx';
import { ProblemError } from './problem.ts';
import { Splash } from './splash.tsx';
import { setNetworkZone } from './zones.ts';

/** A signed-in person, and the API in their name. */
export interface Session {
  readonly me: Schema<'Me'>;
  readonly api: CallbourseClient;
  /** Another token, from the provider; false when it wants the person to sign in again. */
  renew(): Promise<boolean>;
  /** The text or bytes of an answer that is no JSON, for a download. */
  download(path: string): Promise<Blob>;
  signOut(): Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** The signed-in person. Everything below the shell has one. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('nobody is signed in');
  return session;
}

const home = `${location.origin}${location.pathname}`;

async function openManager(): Promise<UserManager> {
  const answer = await fetch('/v1/sign-in');
  if (!answer.ok) throw new ProblemError(answer.status, await answer.json().catch(() => undefined));
  const { issuer, clientId, networkZone } = (await answer.json()) as Schema<'SignIn'>;
  setNetworkZone(networkZone);
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: home,
    post_logout_redirect_uri: home,
    scope: 'openid email profile',
    // For this tab, and gone with it.
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: true,
  });
}

/** Where the person was when they were sent to sign in, so that they come back to it. */
const wanted = (): string => location.hash;

async function signIn(manager: UserManager): Promise<'signed-in' | 'leaving'> {
  const query = new URLSearchParams(location.search);
  if (query.has('state') && (query.has('code') || query.has('error'))) {
    const user = await manager.signinRedirectCallback();
    const hash = typeof user.state === 'string' ? user.state : '';
    history.replaceState(null, '', home + hash);
    // The router listens to this and to nothing else.
    dispatchEvent(new HashChangeEvent('hashchange'));
    return 'signed-in';
  }
  const user = await manager.getUser();
  if (user && !user.expired) return 'signed-in';
  await manager.signinRedirect({ state: wanted() });
  return 'leaving';
}

function sessionOf(manager: UserManager, token: { value?: string }): Omit<Session, 'me'> {
  const askAgain = async (): Promise<boolean> => {
    const user = await manager.signinSilent().catch(() => null);
    token.value = user?.id_token;
    if (user?.id_token) return true;
    await manager.removeUser();
    await manager.signinRedirect({ state: wanted() });
    return false;
  };
  // A page asks several things at once, and all hear that the token ran out: one renewal is for all of them.
  let renewing: Promise<boolean> | undefined;
  const renew = (): Promise<boolean> => {
    renewing ??= askAgain().finally(() => {
      renewing = undefined;
    });
    return renewing;
  };
  const fetchOwn = (path: string): Promise<Response> =>
    fetch(path, { headers: { authorization: `Bearer ${token.value ?? ''}` } });
  return {
    renew,
    api: callbourseClient({ baseUrl: '', token: () => token.value }),
    async download(path) {
      let answer = await fetchOwn(path);
      if (answer.status === 401 && (await renew())) answer = await fetchOwn(path);
      if (answer.ok) return answer.blob();
      throw new ProblemError(answer.status, await answer.json().catch(() => undefined));
    },
    async signOut() {
      // A provider without an end of session forgets the person here only.
      await manager.signoutRedirect().catch(async () => {
        await manager.removeUser();
        location.assign(home);
      });
    },
  };
}

async function openSession(): Promise<Session | undefined> {
  const manager = await openManager();
  if ((await signIn(manager)) === 'leaving') return undefined;
  const token: { value?: string } = {};
  manager.events.addUserLoaded((user) => {
    token.value = user.id_token;
  });
  token.value = (await manager.getUser())?.id_token;
  const session = sessionOf(manager, token);
  const ask = () => session.api.GET('/v1/me');
  let { data: me, error, response } = await ask();
  if (response.status === 401 && (await session.renew())) ({ data: me, error, response } = await ask());
  if (!me) throw new ProblemError(response.status, error);
  return { ...session, me };
}

let opening: Promise<Session | undefined> | undefined;

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [session, setSession] = useState<Session>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    opening ??= openSession();
    opening.then(setSession, setError);
  }, []);
  const value = useMemo(() => session, [session]);
  if (error) return <Refused error={error} />;
  if (!value) return <Splash />;
  return <SessionContext value={value}>{children}</SessionContext>;
}

/** A proven address that nobody has invited, or a provider that does not answer. */
function Refused({ error }: { readonly error: Error }) {
  const uninvited = error instanceof ProblemError && error.status === 401;
  const again = (): void => {
    sessionStorage.clear();
    location.assign(home);
  };
  return (
    <main className="splash">
      <h1>{uninvited ? 'You are not invited yet' : 'Signing in did not work'}</h1>
      {uninvited ? (
        <p>Your address is proven, but nobody has let it in. Ask the network’s operator for an invitation.</p>
      ) : (
        <Failure error={error} />
      )}
      <button type="button" className="primary" onClick={again}>
        Sign in again
      </button>
    </main>
  );
}
