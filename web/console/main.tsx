import './styles.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { ProblemError } from './app/problem.ts';
import { SessionProvider } from './app/session.tsx';
import { Shell } from './app/shell.tsx';
import { applyTheme } from './app/theme.ts';
import { NoticeProvider } from './ui/notice.tsx';

const MAX_RETRIES = 2;

/** A refusal stays a refusal: only what may pass is asked again. */
const retry = (failures: number, error: Error): boolean =>
  failures < MAX_RETRIES && !(error instanceof ProblemError && error.status < 500);

const queries = new QueryClient({ defaultOptions: { queries: { retry, staleTime: 5_000 } } });

applyTheme();
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <NoticeProvider>
        <SessionProvider>
          <Router hook={useHashLocation}>
            <Shell />
          </Router>
        </SessionProvider>
      </NoticeProvider>
    </QueryClientProvider>
  </StrictMode>,
);
