import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** No calls home, and no sandbox: tests often run as root in a container. */
const ARGS = [
  '--no-sandbox',
  '--disable-setuid-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--headless=shell',
  '--disable-gpu',
];

/**
 * Starts the Chromium that npm brought along: no system package is needed on Linux x64. Elsewhere, set
 * `CALLBOURSE_CHROMIUM` to the path of a Chromium or Chrome. The caller closes it.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CALLBOURSE_CHROMIUM ?? (await chromium.executablePath());
  return playwright.launch({
    executablePath,
    args: ARGS,
    headless: true,
    timeout: 30_000,
  });
}
