import type { TSESTree } from '@typescript-eslint/utils';
import { splitWords } from 'mathakine-lint-core';
import type { Analysis } from './analysis.js';
import { getContextNames } from './auth-contexts.js';
import { getValueName } from './credentials.js';
import { getCalleeName, walk } from './syntax.js';

/**
 * The token endpoint of an OAuth authorization server. RFC 6749 has it answer with the refresh token in the body: its
 * clients are other programs. A server that only asks somebody else's for tokens, on behalf of a browser, is none.
 */

/**
 * Tells whether an answer is given by an authorization server: it stands where one would, its file decides by the
 * grant type that was received, and asks nobody else.
 *
 * @param maker the file that puts the answer together, where that is another one
 */
export function isGrantAnswer(analysis: Analysis, node: TSESTree.Node, maker: Analysis = analysis): boolean {
  const isPlace = isTokenPlace(getFilePlace(analysis)) || getContextNames(analysis, node).some(isTokenRoute);
  return isPlace && receivesGrants(analysis) && !asksElsewhere(analysis) && !asksElsewhere(maker);
}

/** The end of the file's path, which names the route in Next.js: `api/oauth/token/route`. */
function getFilePlace(analysis: Analysis): string {
  return analysis.filename
    .replaceAll('\\', '/')
    .replace(/\.\w+$/u, '')
    .split('/')
    .slice(-4)
    .join('/');
}

function isTokenRoute(name: string): boolean {
  return name.includes('/') && isTokenPlace(name);
}

/** `oauth/token`, `oidc/grants`, `oauth-provider`. */
function isTokenPlace(place: string): boolean {
  const words = splitWords(place).join(' ');
  return /\b(?:o ?auth ?2?|oidc|openid)\b/u.test(words) && /\b(?:tokens?|grants?|provider)\b/u.test(words);
}

/** Whether a file tells grant types apart, or refuses a grant. Who asks for tokens names a grant type and is done. */
function receivesGrants(analysis: Analysis): boolean {
  if (!/grant/iu.test(analysis.sourceCode.text)) return false;
  let found = false;
  walk(analysis.sourceCode.ast, analysis.sourceCode.visitorKeys, (node) => {
    found ||= isGrantDecision(node);
    return !found;
  });
  return found;
}

function isGrantDecision(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'BinaryExpression':
      return /^[!=]==?$/u.test(node.operator) && (isGrantType(node.left) || isGrantType(node.right));
    case 'SwitchStatement':
      return isGrantType(node.discriminant);
    case 'NewExpression':
      return /^(?:Invalid|Unsupported)Grant/u.test(getCalleeName(node) ?? '');
    case 'ClassDeclaration':
      return /Grant(?:Type)?$/u.test(node.id?.name ?? '');
    default:
      return false;
  }
}

function isGrantType(node: TSESTree.Node): boolean {
  const name = getValueName(node);
  return name !== undefined && splitWords(name).join(' ') === 'grant type';
}

const request = /\b(?:fetch|axios|got|ky|superagent)\b\s*[(.<]|\bawait\s+[\w.]+\.(?:post|request)\s*[(<]/u;
const sentGrant = /grant_type['"]?\s*:\s*['"`]|(?:append|set)\(\s*['"]grant_type|grant_type=/u;
const client = /['"](?:openid-client|simple-oauth2|client-oauth2|arctic|google-auth-library|@auth0\/[^'"]*)['"]/u;

/** Whether a file asks another server, for tokens or anything else. */
function asksElsewhere({ sourceCode: { text } }: Analysis): boolean {
  return request.test(text) || sentGrant.test(text) || client.test(text);
}
