import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Mfa, OAuthScope, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { physicalName } from '../constructs/function-spec.ts';
import type { SignIn } from '../constructs/resources.ts';

export interface ConsoleParts {
  readonly api: HttpApi;
  /** Folder of the console's built files. */
  readonly directory: string;
}

const YEAR_SECONDS = 31_536_000;

/** The browser's door: the console's files and the API under one name, and the people who may sign in. */
export class ConsoleStack extends Stack {
  readonly signIn: SignIn;

  constructor(scope: Construct, id: string, config: StageConfig, { api, directory }: ConsoleParts, props: StackProps) {
    super(scope, id, props);
    const files = this.createFiles(config);
    const pool = config.signInIssuer ? undefined : this.createPool(config);
    const domain = pool?.addDomain('Domain', {
      // Unique among all accounts of a region.
      cognitoDomain: { domainPrefix: `callbourse-${config.stage}-${this.account}` },
    });
    const issuer = config.signInIssuer ?? pool?.userPoolProviderUrl ?? '';
    const addresses = domain ? [issuer, domain.baseUrl()] : [new URL(issuer).origin];
    const distribution = this.createDistribution(config, api, files, addresses);
    const client = pool && this.createClient(pool, `https://${distribution.distributionDomainName}/`);
    this.signIn = { issuer, clientId: config.signInClientId ?? client?.userPoolClientId ?? '' };
    this.deploy(files, directory);
    new CfnOutput(this, 'ConsoleUrl', {
      value: `https://${distribution.distributionDomainName}/`,
      description: 'Where people work: sign-in, reports, offers, payouts',
    });
  }

  private createFiles(config: StageConfig): Bucket {
    const bucket = new Bucket(this, 'Files', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'It holds the console’s public files only, and nobody but the distribution reads it.',
    });
    return bucket;
  }

  private createDistribution(
    config: StageConfig,
    api: HttpApi,
    files: Bucket,
    addresses: readonly string[],
  ): Distribution {
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Callbourse ${config.stage}: the console and the API it uses`,
      defaultRootObject: 'index.html',
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(files),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: this.createHeaders(config, addresses),
        compress: true,
      },
      // One name for both: the console needs no permission from another origin.
      additionalBehaviors: {
        '/v1/*': {
          origin: new HttpOrigin(`${api.apiId}.execute-api.${this.region}.${this.urlSuffix}`),
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        },
      },
    });
    const known = [
      ['AwsSolutions-CFR1', 'Publishers and advertisers work from any country.'],
      [
        'AwsSolutions-CFR2',
        'Files are static and the API limits each key by itself; a firewall is the operator’s choice.',
      ],
      [
        'AwsSolutions-CFR3',
        'Its log would hold people’s addresses and the codes of their sign-ins; the API logs its own requests.',
      ],
      [
        'AwsSolutions-CFR4',
        'Without a domain of the operator’s own CloudFront’s certificate decides the protocol version.',
      ],
    ] as const;
    for (const [rule, reason] of known) Validations.of(distribution).acknowledge({ id: rule, reason });
    return distribution;
  }

  /** Scripts and styles of our own only, requests to ourselves and the identity provider only, and never in a frame. */
  private createHeaders(config: StageConfig, addresses: readonly string[]): ResponseHeadersPolicy {
    const policy = [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "media-src 'self' https:",
      `connect-src ${["'self'", ...addresses].join(' ')}`,
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ];
    return new ResponseHeadersPolicy(this, 'Headers', {
      responseHeadersPolicyName: physicalName(config.stage, 'console'),
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: policy.join('; '), override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.seconds(YEAR_SECONDS),
          includeSubdomains: false,
          override: true,
        },
      },
    });
  }

  /** Anybody may prove a mail address here; what it opens is in the catalog, and nothing is the default. */
  private createPool(config: StageConfig): UserPool {
    const pool = new UserPool(this, 'People', {
      userPoolName: physicalName(config.stage, 'people'),
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      deletionProtection: config.retainData,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason: 'A second factor is required of everybody; the plan with threat protection is the operator’s choice.',
    });
    return pool;
  }

  private createClient(pool: UserPool, consoleUrl: string): UserPoolClient {
    return pool.addClient('Console', {
      generateSecret: false,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [consoleUrl],
        logoutUrls: [consoleUrl],
      },
      preventUserExistenceErrors: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      enableTokenRevocation: true,
    });
  }

  /** Files with their hash in the name never change; the page that names them is asked for anew each time. */
  private deploy(files: Bucket, directory: string): void {
    const assets = new BucketDeployment(this, 'Assets', {
      sources: [Source.asset(directory)],
      destinationBucket: files,
      exclude: ['index.html'],
      // Tabs that are open still load the parts of the version they began with.
      prune: false,
      cacheControl: [
        CacheControl.setPublic(),
        CacheControl.maxAge(Duration.seconds(YEAR_SECONDS)),
        CacheControl.immutable(),
      ],
    });
    const page = new BucketDeployment(this, 'Page', {
      sources: [Source.asset(directory)],
      destinationBucket: files,
      exclude: ['*'],
      include: ['index.html'],
      prune: false,
      cacheControl: [CacheControl.noCache()],
    });
    page.node.addDependency(assets);
    this.acknowledgeCopier(files);
  }

  /** CDK's own function copies the files when the stack is deployed, and is never called after that. */
  private acknowledgeCopier(files: Bucket): void {
    const copier = this.node.children.find(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'));
    if (!copier) throw new Error('the copier of static files was not found');
    const logicalId = this.getLogicalId(files.node.defaultChild as CfnBucket);
    const assets = 'arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*';
    const wildcards = ['GetObject*', 'GetBucket*', 'List*', 'DeleteObject*', 'Abort*'].map(
      (action) => `Action::s3:${action}`,
    );
    const rules = [
      'AwsSolutions-L1',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      ...[...wildcards, `Resource::<${logicalId}.Arn>/*`, `Resource::${assets}`].map(
        (what) => `AwsSolutions-IAM5[${what}]`,
      ),
    ];
    for (const id of rules) {
      const reason =
        'CDK’s own copier of static files: it runs during a deployment only, and reaches the console’s files and CDK’s assets.';
      Validations.of(copier).acknowledge({ id, reason });
    }
  }
}
