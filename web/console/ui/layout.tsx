import { type ReactNode, useEffect, useId } from 'react';

export interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page: its heading takes the focus of who came by keyboard, its title names the tab. */
export function Page({ title, lead, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Callbourse`;
  }, [title]);
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {lead && <p className="lead">{lead}</p>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </header>
      {children}
    </>
  );
}

export interface CardProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function Card({ title, aside, wide, children }: CardProps) {
  const heading = useId();
  return (
    <section className={wide ? 'card wide' : 'card'} aria-labelledby={heading}>
      <header className="card-head">
        <h2 id={heading}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

export const Cards = ({ children }: { readonly children: ReactNode }) => <div className="cards">{children}</div>;

export interface StatProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly hint?: ReactNode;
}

export const Stats = ({ children }: { readonly children: ReactNode }) => <dl className="stats">{children}</dl>;

/** One number that explains itself. */
export function Stat({ label, value, hint }: StatProps) {
  return (
    <div className="stat">
      <dt>{label}</dt>
      <dd className="stat-value">{value}</dd>
      {hint && <dd className="stat-hint">{hint}</dd>}
    </div>
  );
}

const TONES: Readonly<Record<string, string>> = {
  qualified: 'good',
  payable: 'good',
  paid: 'good',
  settled: 'good',
  issued: 'good',
  active: 'good',
  accepted: 'good',
  delivered: 'good',
  held: 'good',
  talking: 'good',
  rejected: 'bad',
  failed: 'bad',
  stopped: 'bad',
  returned: 'bad',
  blocked: 'bad',
  cancelled: 'bad',
  revoked: 'bad',
  open: 'busy',
  drawing: 'busy',
  asked: 'busy',
  dialled: 'busy',
  drawn: 'warn',
  carried: 'warn',
  paused: 'warn',
  pending: 'warn',
  approved: 'busy',
};

/** A state as a word; its colour only repeats it. */
export function State({ of }: { readonly of: string }) {
  return <span className={`state ${TONES[of] ?? 'plain'}`}>{of.replaceAll('-', ' ')}</span>;
}

export interface FactsProps {
  readonly of: readonly (readonly [label: string, value: ReactNode])[];
}

/** Labels and what stands there; what is missing is left out. */
export function Facts({ of }: FactsProps) {
  return (
    <dl className="facts">
      {of
        .filter(([, value]) => value !== undefined && value !== null && value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
