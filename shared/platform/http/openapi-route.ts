import { defineRoute } from './route.ts';

/** The one operation of no context: the API tells about itself. */
export const getOpenapi = defineRoute({
  operationId: 'getOpenapi',
  method: 'GET',
  path: '/openapi.json',
  summary: 'This document',
  tag: 'Platform',
  scope: 'public',
  status: 200,
  responseType: 'application/vnd.oai.openapi+json;version=3.1',
  sample: '{"openapi":"3.1.0","info":{"title":"Callbourse",…}}',
});
