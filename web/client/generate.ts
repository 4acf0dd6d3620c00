import { writeFileSync } from 'node:fs';
import openapiTypes from 'openapi-typescript';
import { openApiText } from '../../functions/platform/document.ts';

/**
 * `npm run client`: writes the types of every operation from the OpenAPI document that the app serves. They are made anew
 * before each type check and kept out of git, so they are never older than the routes they describe.
 */
const document = JSON.parse(openApiText('https://api.example'));
const types = await openapiTypes(document, { commentHeader: '/** Made by `npm run client`. */\n' });
writeFileSync(new URL('api.d.ts', import.meta.url), types);
