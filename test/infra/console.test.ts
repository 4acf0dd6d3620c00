import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { readStageConfig } from '../../infra/config.ts';
import { type Synthesized, stageConfig, synthSample } from './fixture.ts';

const policyOf = ({ ofType }: Synthesized, name = 'console'): string => {
  const headers = ofType('AWS::CloudFront::ResponseHeadersPolicy').find(({ properties }) =>
    properties.ResponseHeadersPolicyConfig.Name.endsWith(`-${name}`),
  );
  const { ContentSecurityPolicy } = headers?.properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig ?? {};
  return JSON.stringify(ContentSecurityPolicy.ContentSecurityPolicy);
};

describe('the console', () => {
  it('lets people in by a user pool that asks for a second factor, and tells clients nothing of who exists', async () => {
    const assembly = await synthSample(stageConfig('prod'));
    const [pool] = assembly.ofType('AWS::Cognito::UserPool');
    const [client] = assembly.ofType('AWS::Cognito::UserPoolClient');
    expect(pool?.properties).toMatchObject({ MfaConfiguration: 'ON', DeletionProtection: 'ACTIVE' });
    expect(client?.properties).toMatchObject({
      AllowedOAuthFlows: ['code'],
      GenerateSecret: false,
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  it('makes no pool where the operator has a provider, and lets the page speak to that one', async () => {
    const env = {
      CALLBOURSE_STAGE: 'prod',
      CALLBOURSE_SIGN_IN_ISSUER: 'https://people.example/tenant',
      CALLBOURSE_SIGN_IN_CLIENT_ID: 'callbourse-console',
    };
    const assembly = await synthSample(readStageConfig(env));
    expect(assembly.ofType('AWS::Cognito::UserPool')).toEqual([]);
    expect(policyOf(assembly)).toContain("connect-src 'self' https://people.example;");
  });

  it('runs no script and no style but its own, and stands in no frame', async () => {
    const policy = policyOf(await synthSample(stageConfig('prod')));
    for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"])
      expect(policy).toContain(rule);
    expect(policy).not.toMatch(/unsafe-|\*/);
  });

  it('keeps its files out of reach but for the distribution', async () => {
    const assembly = await synthSample(stageConfig('prod'));
    const [files] = assembly.ofType('AWS::S3::Bucket').filter(({ id }) => id.startsWith('Files8'));
    expect(files?.properties.PublicAccessBlockConfiguration).toMatchObject({ BlockPublicPolicy: true });
    const [distribution] = assembly.ofType('AWS::CloudFront::Distribution');
    const { CacheBehaviors, DefaultCacheBehavior } = distribution?.properties.DistributionConfig ?? {};
    expect(DefaultCacheBehavior.ViewerProtocolPolicy).toBe('redirect-to-https');
    expect(CacheBehaviors).toMatchObject([
      { PathPattern: '/v1/*', ViewerProtocolPolicy: 'https-only' },
      { PathPattern: '/openapi.json', ViewerProtocolPolicy: 'redirect-to-https' },
      { PathPattern: '/docs*', ViewerProtocolPolicy: 'redirect-to-https' },
    ]);
    const [api, description, reference] = CacheBehaviors;
    expect(description.TargetOriginId).toBe(api.TargetOriginId);
    expect(reference.TargetOriginId).toBe(DefaultCacheBehavior.TargetOriginId);
  });
});

describe('the API reference', () => {
  it('has a policy of its own: no script of others, nothing inline but styles that are empty', async () => {
    const assembly = await synthSample(stageConfig('prod'));
    const policy = policyOf(assembly, 'reference');
    for (const rule of ["default-src 'none'", "script-src 'self';", "connect-src 'self';", "frame-ancestors 'none'"])
      expect(policy).toContain(rule);
    expect(policy).not.toMatch(/unsafe-|\*/);
    const empty = createHash('sha256').update('').digest('base64');
    expect(policy).toContain(`style-src 'self' 'sha256-${empty}'`);
    const [distribution] = assembly.ofType('AWS::CloudFront::Distribution');
    const { CacheBehaviors, DefaultCacheBehavior } = distribution?.properties.DistributionConfig ?? {};
    expect(CacheBehaviors[2].ResponseHeadersPolicyId).not.toEqual(DefaultCacheBehavior.ResponseHeadersPolicyId);
  });

  it.each([
    ['/docs', { statusCode: 302, headers: { location: { value: '/docs/' } } }],
    ['/docs/', { uri: '/docs/index.html' }],
    ['/docs/reference-1a2b3c4d.js', { uri: '/docs/reference-1a2b3c4d.js' }],
  ])('is found at the edge by %s', async (uri, expected) => {
    const assembly = await synthSample(stageConfig('prod'));
    const [address] = assembly.ofType('AWS::CloudFront::Function');
    const found = runInNewContext(
      `${address?.properties.FunctionCode}; handler({ request: { uri: ${JSON.stringify(uri)} } })`,
    );
    expect(found).toMatchObject(expected);
  });
});
