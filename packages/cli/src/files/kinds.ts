import type { EngineName } from 'mathakine-lint-core';

/**
 * Which engine reads which file. The name decides; a few kinds (YAML, shell, Docker, manifests) are only read when
 * their text has a word that the deployment rules look for, so that a file which no rule concerns cannot fail to
 * parse.
 */

const scripts = /\.(?:[cm]?[jt]s|[jt]sx|vue)$/i;
const declarations = /\.d\.[cm]?ts$/i;
const python = /\.py$/i;
const templates = /\.(?:html?|xhtml|jinja2?|j2|jinja-html|njk|nunjucks|tera|tmpl|mako)$/i;
const servedScripts = /(?:^|\/)(?:static|public|assets|templates|www|htdocs|wwwroot)\/(?:.*\/)?[^/]+\.[cm]?js$/i;
const deployment =
  /(?:^|\/)(?:(?:[\w.-]+\.)?Procfile(?:\.[\w.-]+)?|[\w.-]*Dockerfile(?:[.-][\w.-]+)?|[\w.-]+\.dockerfile|Containerfile|start|[\w-]*entrypoint|package\.json|(?:railway|nixpacks|app|vercel|fly|Procfile|ecosystem\.config)[\w.-]*\.(?:json|toml)|supervisord?\.conf|[\w.-]+\.(?:ya?ml|sh|bash))$/i;

/** Words without which no deployment rule has anything to say. */
const deploymentWords =
  /migrat|alembic|upgrade|aerich|prisma|knex|sequelize|typeorm|drizzle|mikro|umzug|seed|init[-_]?db|init[-_]database|create[-_](?:all|tables|db)|db[:_-](?:push|sync|setup)|sync[-_:]?db|syncdb|schema|flyway|liquibase|flask|manage\.py|tortoise|goose|dbmate|sqitch/i;

/** The engines that may read a file, judged by its name. */
export function getEngines(relativePath: string): EngineName[] {
  if (scripts.test(relativePath)) {
    if (declarations.test(relativePath)) return [];
    return servedScripts.test(relativePath) ? ['eslint', 'semgrep'] : ['eslint'];
  }
  return python.test(relativePath) || templates.test(relativePath) || deployment.test(relativePath) ? ['semgrep'] : [];
}

/** Whether only a file's text tells that it matters. */
export function needsDeploymentWords(relativePath: string): boolean {
  return deployment.test(relativePath) && !scripts.test(relativePath);
}

/** Whether the text of a deployment file has something that a deployment rule can concern. */
export function hasDeploymentWords(text: string): boolean {
  return deploymentWords.test(text);
}

/** A chart's template: YAML only once it has been rendered. */
export function isChartTemplate(relativePath: string, text: string): boolean {
  return /(?:^|\/)templates\/(?:.*\/)?[^/]+\.ya?ml$/i.test(relativePath) && /\{\{-?\s/.test(text);
}

/**
 * A file's path with its name in the case that Semgrep and its rules know: `COMPOSE.YAML` is one of theirs only as
 * `compose.yaml`. `Dockerfile` stays as it is.
 */
export function getUsualName(relativePath: string): string {
  const folder = relativePath.slice(0, relativePath.lastIndexOf('/') + 1);
  const name = relativePath.slice(folder.length);
  const ending = name.slice(name.lastIndexOf('.') + 1);
  const isUsual =
    ending === ending.toLowerCase() || /(?:^|[.-])(?:Procfile|Dockerfile|Containerfile)(?:$|[.-])/.test(name);
  return isUsual ? relativePath : folder + name.toLowerCase();
}
