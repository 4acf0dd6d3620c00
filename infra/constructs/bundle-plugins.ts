import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * `import { z } from 'zod'` names an object that holds all of zod with 50 languages, which esbuild must keep whole (444 KB);
 * as a namespace import only what is used remains (74 KB). Same module, same meaning.
 */
export const slimZod: Plugin = {
  name: 'slim-zod',
  setup(build) {
    build.onLoad({ filter: /\/(shared|functions)\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { contents: source.replace(/^import \{ z \} from 'zod';/m, "import * as z from 'zod';"), loader: 'ts' };
    });
  },
};

const OTHER_CREDENTIALS =
  /^(@aws-sdk\/(credential-provider-(ini|sso|process|web-identity|login|http)|nested-clients\/.*)|@smithy\/credential-provider-imds)$/;

/**
 * Lambda hands a function its credentials in the environment, which the SDK asks first. What it would try after that
 * (profiles, single sign-on, instance metadata: a fifth of a bundle) is loaded on demand only, and here refuses clearly.
 */
export const environmentCredentialsOnly: Plugin = {
  name: 'environment-credentials-only',
  setup(build) {
    build.onResolve({ filter: OTHER_CREDENTIALS }, ({ path }) => ({ path, namespace: 'other-credentials' }));
    build.onLoad({ filter: /.*/, namespace: 'other-credentials' }, () => ({
      contents: "throw new Error('A bundled function takes its AWS credentials from the environment only');",
      loader: 'js',
    }));
  },
};
