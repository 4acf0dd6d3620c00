import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { Page } from '../ui/layout.tsx';
import { Loading } from '../ui/states.tsx';
import { words } from './format.ts';
import { useSession } from './session.tsx';
import { applyTheme, currentTheme, nextTheme } from './theme.ts';
import { zonesInWords } from './zones.ts';

export interface Place {
  readonly path: string;
  /** In the navigation; absent for what is reached from a list. */
  readonly label?: string;
  readonly show: React.ComponentType;
}

/** Each role's pages are a part of their own: nobody loads another's. */
const PAGES = {
  publisher: lazy(() => import('../pages/publisher/pages.tsx')),
  setter: lazy(() => import('../pages/setter/pages.tsx')),
  advertiser: lazy(() => import('../pages/advertiser/pages.tsx')),
  finance: lazy(() => import('../pages/finance/pages.tsx')),
  operator: lazy(() => import('../pages/operator/pages.tsx')),
} as const;

export function Shell() {
  const { me } = useSession();
  const Pages = PAGES[me.role];
  return (
    <Suspense fallback={<Loading what="your pages" />}>
      <Pages />
    </Suspense>
  );
}

function ThemeButton() {
  const [theme, setTheme] = useState(currentTheme);
  const turn = (): void => {
    const next = nextTheme(theme);
    applyTheme(next);
    setTheme(next);
  };
  return (
    <button type="button" className="quiet" onClick={turn}>
      Theme: {theme}
    </button>
  );
}

function NotThere() {
  return (
    <Page title="Nothing here">
      <p>
        This address leads nowhere. <Link href="/">Go to your first page</Link>.
      </p>
    </Page>
  );
}

/** The frame of a role's pages: where one is, where one may go, and who one is. */
export function Frame({ places }: { readonly places: readonly Place[] }) {
  const { me, signOut } = useSession();
  const [location] = useLocation();
  const main = useRef<HTMLElement>(null);
  const [open, setOpen] = useState(false);
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of place that moves the focus
  useEffect(() => {
    setOpen(false);
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [location]);
  return (
    <div className="frame">
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        Skip to the page
      </button>
      <header className="side">
        <div className="brand">
          <span className="mark" aria-hidden="true" />
          <span>Callbourse</span>
          <button
            type="button"
            className="menu"
            aria-expanded={open}
            aria-controls="navigation"
            onClick={() => setOpen(!open)}
          >
            Menu
          </button>
        </div>
        <div id="navigation" className={open ? 'side-body open' : 'side-body'}>
          <nav aria-label="Pages">
            {places
              .filter(({ label }) => label !== undefined)
              .map(({ path, label }) => {
                const here = path === '/' ? location === '/' : location.startsWith(path);
                return (
                  <Link key={path} href={path} aria-current={here ? 'page' : undefined}>
                    {label}
                  </Link>
                );
              })}
          </nav>
          <div className="who">
            <p>
              <strong>{me.personName ?? me.name}</strong>
              <small>{me.name === me.subjectId ? words(me.role) : `${words(me.role)}, ${me.name}`}</small>
              <small>{zonesInWords()}</small>
            </p>
            <ThemeButton />
            <button type="button" className="quiet" onClick={() => void signOut()}>
              Sign out
            </button>
          </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Switch>
          {places.map(({ path, show }) => (
            <Route key={path} path={path} component={show} />
          ))}
          <Route component={NotThere} />
        </Switch>
      </main>
    </div>
  );
}
