import { pathToFileURL } from 'node:url';
import {
  catalogue,
  getRuleUrl,
  homepage,
  ruleIds,
  type Finding,
  type RuleId,
  type TraceStep,
} from 'mathakine-lint-core';
import { isWhole, type EngineReport } from '../report.js';
import type { LintRun } from '../run.js';

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';
const rootId = 'SRCROOT';
const engineTitles = { eslint: 'ESLint', semgrep: 'Semgrep' } as const;

/** The report as SARIF 2.1.0: one run with relative addresses, as GitHub code scanning and GitLab read it. */
export function formatSarif({ report, base }: LintRun, notes: readonly string[] = []): string {
  const { findings, engines, suppressions, version } = report;
  const log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'mathakine-lint',
            informationUri: homepage,
            version,
            semanticVersion: version,
            rules: ruleIds.map(toRule),
          },
          extensions: engines.map((engine) => ({
            name: engineTitles[engine.name],
            ...(engine.version === undefined ? {} : { version: engine.version }),
          })),
        },
        originalUriBaseIds: { [rootId]: { uri: `${pathToFileURL(base.folder).href.replace(/\/$/, '')}/` } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: isWhole(engines),
            toolExecutionNotifications: engines.flatMap((engine) => toNotifications(engine, base.prefix)),
          },
        ],
        results: findings.map((finding) => toResult(finding, base.prefix)),
        // Not as suppressed results: code scanning shows those as open alerts.
        properties: { silencedByComments: suppressions.length, notes },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toRule(id: RuleId) {
  const { title, description, cwe, owasp, severity, securitySeverity } = catalogue.get(id)!;
  const weaknesses = cwe.map((number) => `external/cwe/cwe-${String(number).padStart(3, '0')}`);
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: description },
    helpUri: getRuleUrl(id),
    help: {
      text: `${description} ${getRuleUrl(id)}`,
      markdown: `${description}\n\n[What is reported, what is not, and what to do instead](${getRuleUrl(id)})`,
    },
    defaultConfiguration: { level: severity },
    properties: {
      tags: ['security', ...weaknesses, ...owasp],
      precision: 'high',
      'security-severity': securitySeverity.toFixed(1),
      'problem.severity': severity,
    },
  };
}

function toResult(finding: Finding, prefix: string) {
  const { ruleId, severity, message, messageId, fingerprint, engine, trace } = finding;
  return {
    ruleId,
    ruleIndex: ruleIds.indexOf(ruleId),
    level: severity,
    message: { text: message },
    locations: [{ physicalLocation: toLocation(finding, prefix) }],
    partialFingerprints: { 'mathakineLint/v1': fingerprint },
    ...(trace && trace.length > 0 ? { codeFlows: [toCodeFlow(trace, finding, prefix)] } : {}),
    properties: { engine, messageId },
  };
}

function toLocation({ path, line, column, endLine, endColumn }: Finding, prefix: string) {
  return {
    artifactLocation: toArtifact(prefix + path),
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

function toArtifact(path: string) {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: rootId };
}

/** The way of the value, from its source to the place of the finding. */
function toCodeFlow(trace: readonly TraceStep[], finding: Finding, prefix: string) {
  const steps = trace.map(({ path, line, column, label }) => ({
    location: {
      physicalLocation: {
        artifactLocation: toArtifact(prefix + path),
        region: { startLine: line, startColumn: column },
      },
      message: { text: label },
    },
  }));
  const end = { location: { physicalLocation: toLocation(finding, prefix), message: { text: finding.ruleId } } };
  return { threadFlows: [{ locations: [...steps, end] }] };
}

function toNotifications(engine: EngineReport, prefix: string) {
  const files = engine.skipped.map(({ path, reason }) => ({
    level: 'error',
    message: { text: `${engineTitles[engine.name]} did not read all of ${path}: ${reason}` },
    descriptor: { id: 'file-not-read' },
    locations: [{ physicalLocation: { artifactLocation: toArtifact(prefix + path) } }],
  }));
  if (engine.reason === undefined) return files;
  const text = `${engineTitles[engine.name]}: ${engine.reason}`;
  return [{ level: 'error', message: { text }, descriptor: { id: `engine-${engine.status}` } }, ...files];
}
