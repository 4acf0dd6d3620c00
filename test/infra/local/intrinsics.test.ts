import { expect, test } from 'vitest';
import { conditionHolds, type ResolveScope, resolveValue } from '../../../infra/local/assembly/intrinsics.ts';
import { dependencyOrder } from '../../../infra/local/assembly/order.ts';
import type { Template } from '../../../infra/local/assembly/read-assembly.ts';

const template = (parts: Partial<Template>): Template => ({
  Parameters: {},
  Mappings: {},
  Conditions: {},
  Resources: {},
  Outputs: {},
  ...parts,
});
const scope: ResolveScope = {
  stackName: 'Main',
  template: template({
    Parameters: { Size: { Type: 'String', Default: 'small' } },
    Mappings: { Zones: { eu: { first: 'eu-1a' } } },
    Conditions: {
      IsSmall: { 'Fn::Equals': [{ Ref: 'Size' }, 'small'] },
      IsBig: { 'Fn::Not': [{ Condition: 'IsSmall' }] },
      Either: { 'Fn::Or': [{ Condition: 'IsBig' }, { Condition: 'IsSmall' }] },
      Both: { 'Fn::And': [{ Condition: 'IsBig' }, { Condition: 'IsSmall' }] },
    },
  }),
  resources: new Map([['Queue', { ref: 'http://queue', attributes: { Arn: 'arn:queue', 'Deep.Name': 'deep' } }]]),
  exports: new Map([['Data:Table', 'marks']]),
  pseudo: { 'AWS::Region': 'us-east-1' },
};

test.each([
  [{ Ref: 'Queue' }, 'http://queue'],
  [{ Ref: 'Size' }, 'small'],
  [{ Ref: 'AWS::StackName' }, 'Main'],
  [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:queue'],
  [{ 'Fn::GetAtt': 'Queue.Deep.Name' }, 'deep'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, 'a-us-east-1'],
  [{ 'Fn::Sub': `\${Queue.Arn}/\${own}/\${!literal}/\${AWS::Region}` }, undefined],
  [{ 'Fn::Sub': [`\${Queue.Arn}/\${own}/\${!literal}`, { own: { Ref: 'Size' } }] }, `arn:queue/small/\${literal}`],
  [{ 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
  [{ 'Fn::If': ['IsSmall', 'yes', 'no'] }, 'yes'],
  [
    { kept: 1, gone: { Ref: 'AWS::NoValue' }, list: [1, { Ref: 'AWS::NoValue' }] },
    { kept: 1, list: [1] },
  ],
  [{ 'Fn::ImportValue': 'Data:Table' }, 'marks'],
  [{ 'Fn::FindInMap': ['Zones', 'eu', 'first'] }, 'eu-1a'],
])('%j resolves', (value, expected) => {
  if (expected === undefined) expect(() => resolveValue(value, scope)).toThrow('own');
  else expect(resolveValue(value, scope)).toEqual(expected);
});

test('conditions combine', () => {
  expect(['IsSmall', 'IsBig', 'Either', 'Both'].map((name) => conditionHolds(name, scope))).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test.each([
  [{ 'Fn::Cidr': ['10.0.0.0/8', 1] }, 'Fn::Cidr'],
  [{ Ref: 'Nobody' }, 'Nobody'],
  [{ 'Fn::GetAtt': ['Queue', 'Colour'] }, 'Queue.Colour'],
  [{ 'Fn::ImportValue': 'Other:Table' }, 'Other:Table'],
  [{ 'Fn::If': ['Unheard', 1, 2] }, 'Unheard'],
  [{ 'Fn::FindInMap': ['Zones', 'us', 'first'] }, 'Zones.us.first'],
  ['{{resolve:ssm:/x}}', '{{resolve:ssm:/x}}'],
])('%j is refused by name', (value, name) => {
  expect(() => resolveValue(value, scope)).toThrow(name);
});

test('resources are ordered after what they refer to; a circle names its members', () => {
  const Resources = {
    Mapping: { Type: 'x', Properties: { a: { 'Fn::GetAtt': ['Queue', 'Arn'] }, b: { Ref: 'Handler' } } },
    Handler: { Type: 'x', Properties: { env: { 'Fn::Sub': `\${Queue}` } }, DependsOn: 'Role' },
    Queue: { Type: 'x', Properties: {} },
    Role: { Type: 'x', Properties: {} },
  };
  const order = dependencyOrder(template({ Resources }));
  expect(order.indexOf('Queue')).toBeLessThan(order.indexOf('Handler'));
  expect(order.indexOf('Role')).toBeLessThan(order.indexOf('Handler'));
  expect(order.at(-1)).toBe('Mapping');
  const circle = {
    A: { Type: 'x', Properties: { b: { Ref: 'B' } } },
    B: { Type: 'x', Properties: { a: { Ref: 'A' } } },
  };
  expect(() => dependencyOrder(template({ Resources: circle }))).toThrow('A → B → A');
});
