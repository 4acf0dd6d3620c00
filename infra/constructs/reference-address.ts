/**
 * S3 knows files and no folders: `/docs` and `/docs/` are told which one they mean at the edge. CloudFront's own JavaScript,
 * which runs without a start and costs a tenth of a cent for ten thousand requests.
 */
export const REFERENCE_ADDRESS = `function handler(event) {
  var request = event.request;
  if (request.uri === '/docs') {
    return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/docs/' } } };
  }
  if (request.uri === '/docs/') request.uri = '/docs/index.html';
  return request;
}
`;
