/**
 * The catalogue: one entry per rule id. An id names one vulnerability idea in every engine, in the documentation,
 * in JSON and in SARIF.
 */

export const homepage = 'https://github.com/mathakine-lint/mathakine-lint';

export type Severity = 'error' | 'warning';

export type EngineName = 'eslint' | 'semgrep';

export type RuleId =
  | 'no-sensitive-logs'
  | 'no-refresh-token-fallback'
  | 'no-localstorage-refresh-token'
  | 'no-exposed-refresh-token'
  | 'no-demo-credentials'
  | 'no-startup-migrations';

export interface RuleEntry {
  readonly id: RuleId;
  /** A short noun phrase for tables and SARIF's `shortDescription`. */
  readonly title: string;
  /** One sentence: what goes wrong when the rule is broken. */
  readonly description: string;
  /** Common Weakness Enumeration numbers, most specific first (source: cwe.mitre.org). */
  readonly cwe: readonly number[];
  /** OWASP Top 10 (2021) categories. */
  readonly owasp: readonly string[];
  readonly severity: Severity;
  /** SARIF `security-severity`, 0.0 to 10.0 as GitHub code scanning reads it. */
  readonly securitySeverity: number;
  /** What each engine reads for this rule, in words for tables. */
  readonly engines: Readonly<Partial<Record<EngineName, string>>>;
  /** Checks of Mathakine's maintenance guide that this rule replaces. */
  readonly replaces: readonly string[];
}

const entries: readonly RuleEntry[] = [
  {
    id: 'no-sensitive-logs',
    title: 'Secret written to a log',
    description: 'A password, token, key or login response reaches a log, the console or an error tracker.',
    cwe: [532],
    owasp: ['A09:2021 Security Logging and Monitoring Failures'],
    severity: 'error',
    securitySeverity: 7.5,
    engines: { eslint: 'JS, TS, JSX, TSX, Vue', semgrep: 'Python' },
    replaces: ['SEC-1.1 check_sensitive_logs.py'],
  },
  {
    id: 'no-refresh-token-fallback',
    title: 'Access token accepted as refresh token, or verification switched off',
    description:
      'A missing refresh token is replaced by something weaker, so that a stolen or expired token renews itself.',
    cwe: [287, 347, 613],
    owasp: ['A07:2021 Identification and Authentication Failures'],
    severity: 'error',
    securitySeverity: 8.1,
    engines: { eslint: 'JS, TS, JSX, TSX, Vue', semgrep: 'Python' },
    replaces: ['SEC-1.2 check_fallback_refresh.py'],
  },
  {
    id: 'no-localstorage-refresh-token',
    title: 'Token in storage that scripts can read',
    description: 'A refresh, access or session token lies where any injected script can read it.',
    cwe: [922],
    owasp: ['A04:2021 Insecure Design'],
    severity: 'error',
    securitySeverity: 7.1,
    engines: { eslint: 'JS, TS, JSX, TSX, Vue', semgrep: 'HTML, Jinja, static JS of a backend' },
    replaces: ['SEC-1.3 check_localstorage_refresh.py'],
  },
  {
    id: 'no-exposed-refresh-token',
    title: 'Refresh token exposed by the server',
    description:
      'A server hands the refresh token to scripts: a cookie without HttpOnly or Secure, or a response body.',
    cwe: [1004, 614, 200],
    owasp: ['A05:2021 Security Misconfiguration'],
    severity: 'error',
    securitySeverity: 7.1,
    engines: { eslint: 'JS, TS', semgrep: 'Python' },
    replaces: [],
  },
  {
    id: 'no-demo-credentials',
    title: 'Usable credentials in shipped code',
    description: 'A password or signing key that works stands in the code that is deployed, open to everyone.',
    cwe: [798, 1392],
    owasp: ['A07:2021 Identification and Authentication Failures'],
    severity: 'error',
    securitySeverity: 8.8,
    engines: { eslint: 'JS, TS, JSX, TSX, Vue', semgrep: 'Python, HTML, Jinja' },
    replaces: ['SEC-1.4 check_demo_credentials.py', 'SEC-2.1 default admin password'],
  },
  {
    id: 'no-startup-migrations',
    title: 'Migration at application start',
    description: 'The schema changes or data is seeded because a process starts, on every replica and every restart.',
    cwe: [1188],
    owasp: ['A05:2021 Security Misconfiguration'],
    severity: 'error',
    securitySeverity: 5.9,
    engines: {
      eslint: 'JS and TS servers',
      semgrep: 'Python, Procfile, render.yaml, Dockerfile, compose, Kubernetes, shell, package.json',
    },
    replaces: ['SEC-2.2 check_startup_migrations.py'],
  },
];

export const catalogue: ReadonlyMap<RuleId, RuleEntry> = new Map(entries.map((entry) => [entry.id, entry]));

export const ruleIds: readonly RuleId[] = entries.map((entry) => entry.id);

export function isRuleId(text: string): text is RuleId {
  return catalogue.has(text as RuleId);
}

/** The address of a rule's documentation page. */
export function getRuleUrl(id: RuleId): string {
  return `${homepage}/blob/main/docs/rules/${id}.md`;
}
