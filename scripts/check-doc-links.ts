// Every file, heading and command that a page names must exist: a page that points nowhere is worse than none.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles } from './source-files.js';

type Page = { root: string; file: string; text: string };

/** Folders whose files pages name in backticks; what is built or made at run time is left out. */
const REPO_PATH = /^(?:packages|apps|docs|scripts|e2e|bench|drizzle|examples|\.ci|\.github)\/[\w./*@-]*$/;
const ROOT_FILE = /^(?:[A-Z]+\.md|\.env\.example|[\w-]+\.config\.ts)$/;

const PACKAGE_MANAGER_COMMANDS = new Set(
  'add audit ci create dlx exec i init install link list ls outdated pack publish remove run root update version view why'.split(
    ' ',
  ),
);

/** Fenced blocks are examples: their commands count, their brackets and words do not. */
function withoutFences(text: string): string {
  return text.replace(/^(```|~~~)[\s\S]*?^\1/gm, (block) => block.replace(/[^\n]/g, ''));
}

function slugOf(heading: string): string {
  const bare = heading.replace(/[`*]/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return bare
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** The anchors of a page's headings; a repeated heading gets `-1`, `-2`, …, as on GitHub. */
function anchorsOf(text: string): Set<string> {
  const seen = new Map<string, number>();
  return new Set(
    [...withoutFences(text).matchAll(/^#{1,6}\s+(.+)$/gm)].map((match) => {
      const slug = slugOf(match[1] ?? '');
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    }),
  );
}

function checkLink({ root, file, text }: Page, link: string): string[] {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return [];
  const [target = '', anchor] = decodeURI(link).split('#');
  const targetFile = target === '' ? file : path.posix.join(path.posix.dirname(file), target);
  const onDisk = path.join(root, targetFile);
  if (targetFile.startsWith('..') || !existsSync(onDisk)) return [`${file}: links to ${link}, which does not exist`];
  if (anchor === undefined || !targetFile.endsWith('.md')) return [];
  const targetText = target === '' ? text : readFileSync(onDisk, 'utf8');
  return anchorsOf(targetText).has(anchor) ? [] : [`${file}: links to ${link}, but there is no such heading`];
}

function checkLinks(page: Page): string[] {
  const prose = withoutFences(page.text).replace(/`[^`\n]*`/g, '``');
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s*<?(\S+?)>?\s*$/gm)];
  return [...inline, ...references].flatMap((match) => checkLink(page, match[1] ?? ''));
}

function existsAsPattern(files: readonly string[], pattern: string): boolean {
  const source = pattern
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, (stars) => (stars.length > 1 ? '.*' : '[^/]*'));
  const expression = new RegExp(`^${source}(?:/.*)?$`);
  return files.some((file) => expression.test(file));
}

function checkPaths(page: Page, files: readonly string[]): string[] {
  const spans = [...withoutFences(page.text).matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  const named = spans.filter((span) => REPO_PATH.test(span) || ROOT_FILE.test(span));
  return named.flatMap((span) => {
    const exists = span.includes('*')
      ? existsAsPattern(files, span)
      : [page.root, path.join(page.root, path.dirname(page.file))].some((folder) =>
          existsSync(path.join(folder, span)),
        );
    return exists ? [] : [`${page.file}: names \`${span}\`, which does not exist`];
  });
}

function checkCommands(page: Page, scripts: ReadonlySet<string>): string[] {
  const code = [...page.text.matchAll(/^(```|~~~)[\s\S]*?^\1|`[^`\n]+`/gm)].map((match) => match[0]).join('\n');
  const commands = [...code.matchAll(/(?:^|[`$;&|(]|\s)\s*(pnpm|npm)(?: run)? ([a-z][\w:-]*)/gm)];
  return commands.flatMap(([, manager = '', name = '']) =>
    scripts.has(name) || PACKAGE_MANAGER_COMMANDS.has(name) || (name === 'test' && manager === 'npm')
      ? []
      : [`${page.file}: names \`${manager} ${name}\`, but package.json has no such script`],
  );
}

/** Every dead link, path and command in the pages below `root`. */
export function checkDocLinks(root: string): string[] {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const scripts = new Set(Object.keys(manifest.scripts));
  const files = listFiles(root, ['']);
  return files
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => {
      const page = { root, file, text: readFileSync(path.join(root, file), 'utf8') };
      return [...new Set([...checkLinks(page), ...checkPaths(page, files), ...checkCommands(page, scripts)])];
    });
}
