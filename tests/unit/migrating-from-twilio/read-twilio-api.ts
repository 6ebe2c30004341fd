import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import ts from 'typescript'

/**
 * Every public name of the installed `twilio-video`, in the words of the migration table: `class Room`,
 * `Room: disconnect()`, `Room: event disconnected`. Public is what `tsdef/index.d.ts` exports, what that extends, and what
 * its functions return; of each, the members it declares itself. Events are those typed as overloads of `on` and those that
 * the JSDoc of `lib` documents.
 */
export function readTwilioApi(): ReadonlySet<string> {
  const folder = dirname(createRequire(import.meta.url).resolve('twilio-video/package.json'))
  const index = join(folder, 'tsdef/index.d.ts')
  const program = ts.createProgram([index], { noLib: true, types: [] })
  const checker = program.getTypeChecker()
  const file = program.getSourceFile(index)
  const module = file && checker.getSymbolAtLocation(file)
  if (!module) throw new Error(`No module in ${index}.`)

  const names = new Set<string>()
  const types = new Set<string>()
  const resolve = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const declarationsOf = (symbol: ts.Symbol): readonly ts.Declaration[] =>
    (symbol.declarations ?? []).filter((declaration) => declaration.getSourceFile().fileName.startsWith(folder))

  const visit = (name: string, symbol: ts.Symbol): void => {
    const declarations = declarationsOf(symbol)
    if (declarations.length === 0 || types.has(name)) return
    const kind = kindOf(declarations)
    names.add(kind === 'function' ? `function ${name}()` : `${kind} ${name}`)
    if (kind === 'namespace') return
    types.add(name)
    for (const declaration of declarations) {
      for (const member of membersOf(declaration)) names.add(`${name}: ${member}`)
      for (const other of reachedFrom(declaration)) {
        const found = checker.getSymbolAtLocation(other)
        if (found) visit(resolve(found).name, resolve(found))
      }
    }
    for (const inner of symbol.exports?.values() ?? []) {
      const nested = declarationsOf(inner)
      if (nested.some((one) => ts.isTypeAliasDeclaration(one) || ts.isInterfaceDeclaration(one)))
        names.add(`${kindOf(nested)} ${name}.${inner.name}`)
    }
  }
  for (const symbol of checker.getExportsOfModule(module)) visit(symbol.name, resolve(symbol))

  for (const path of readdirSync(join(folder, 'lib'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.[jt]s$/.test(path)) continue
    const source = readFileSync(join(folder, 'lib', path), 'utf8')
    for (const [, name = '', event] of source.matchAll(/@(?:event|emits) (\w+)#(\w+)/g))
      if (types.has(name)) names.add(`${name}: event ${event}`)
  }
  return names
}

function kindOf(declarations: readonly ts.Declaration[]): string {
  if (declarations.some(ts.isClassDeclaration)) return 'class'
  if (declarations.some(ts.isInterfaceDeclaration)) return 'interface'
  if (declarations.some(ts.isTypeAliasDeclaration)) return 'type'
  if (declarations.some(ts.isFunctionDeclaration)) return 'function'
  return declarations.some(ts.isVariableDeclaration) ? 'constant' : 'namespace'
}

function membersOf(declaration: ts.Declaration): string[] {
  const typed = ts.isTypeAliasDeclaration(declaration) ? declaration.type : declaration
  if (!ts.isClassDeclaration(typed) && !ts.isInterfaceDeclaration(typed) && !ts.isTypeLiteralNode(typed)) return []
  return typed.members.flatMap((member: ts.ClassElement | ts.TypeElement) => {
    if (ts.isConstructorDeclaration(member)) return ts.isClassDeclaration(typed) ? `new ${typed.name?.text}()` : []
    const name = member.name?.getText() ?? ''
    if (!ts.isMethodDeclaration(member) && !ts.isMethodSignature(member)) return name
    const [first] = member.parameters
    if (name !== 'on' || !first?.type) return `${name}()`
    return ts.isLiteralTypeNode(first.type) && ts.isStringLiteral(first.type.literal)
      ? `event ${first.type.literal.text}`
      : []
  })
}

/** Names of the types that a declaration extends, or that a function returns. */
function reachedFrom(declaration: ts.Declaration): ts.Node[] {
  if (ts.isFunctionDeclaration(declaration))
    return declaration.type && ts.isTypeReferenceNode(declaration.type) ? [declaration.type.typeName] : []
  if (!ts.isClassDeclaration(declaration) && !ts.isInterfaceDeclaration(declaration)) return []
  return (declaration.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression))
}
