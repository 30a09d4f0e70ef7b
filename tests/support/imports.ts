// Reads who imports whom, for tests/architecture.test.ts.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** One import of one file: another file of the project (a path from its root), or a package. */
export interface Import {
  from: string
  to: string
  isPackage: boolean
  isTypeOnly: boolean
}

const { imports: aliases } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  imports: Record<string, string>
}

/** Every file below a folder, as paths from the project's root; none when the folder is not there yet. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true })
    .map((name) => path.posix.join(folder, String(name)))
    .filter((file) => statSync(file).isFile())
    .sort()
}

/** The script of a .vue file with as many line ends before it, or a .ts file as it is. */
function scriptOf(file: string): string {
  const text = readFileSync(file, 'utf8')
  if (!file.endsWith('.vue')) return text
  return [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
}

/** '#rulebook/judge.ts' and './judge.ts' as paths from the root; 'vue-router/auto' as the package's name. */
function resolve(from: string, name: string): { to: string; isPackage: boolean } {
  const bare = name.replace(/\?.*$/, '')
  if (bare.startsWith('.')) return { to: path.posix.join(path.posix.dirname(from), bare), isPackage: false }
  for (const [alias, target] of Object.entries(aliases)) {
    const [head = '', tail] = alias.split('*')
    if (tail === undefined ? bare === alias : bare.startsWith(head)) {
      return { to: path.posix.normalize(target.replace('*', bare.slice(head.length))), isPackage: false }
    }
  }
  if (bare.startsWith('node:')) return { to: 'node:', isPackage: true }
  return { to: bare.split('/', bare.startsWith('@') ? 2 : 1).join('/'), isPackage: true }
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true
  if (ts.isExportDeclaration(node)) return node.isTypeOnly
  if (!ts.isImportDeclaration(node) || !node.importClause) return false
  if (node.importClause.isTypeOnly) return true
  const named = node.importClause.namedBindings
  const isAllTypes =
    named && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly)
  return Boolean(isAllTypes) && !node.importClause.name
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined
  const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
  return isDynamic ? node.arguments[0] : undefined
}

/** All imports of a .ts or .vue file: static, dynamic, re-exports and types. */
export function importsOf(file: string): Import[] {
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node)
    if (specifier && ts.isStringLiteralLike(specifier)) {
      found.push({ from: file, ...resolve(file, specifier.text), isTypeOnly: isTypeOnly(node) })
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, scriptOf(file), ts.ScriptTarget.Latest))
  return found
}
